"""Lines of deals."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import trato.kit.ids


class Migration(migrations.Migration):
    dependencies = [("sales", "0001_pipelines_and_deals"), ("commerce", "0003_rates")]

    operations = [
        migrations.CreateModel(
            name='DealLine',
            fields=[
                ('id', models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('place', models.SmallIntegerField(default=0)),
                ('description', models.TextField()),
                ('quantity', models.DecimalField(decimal_places=4, max_digits=14)),
                ('unit_price', models.DecimalField(decimal_places=4, max_digits=20)),
                ('currency', models.CharField(max_length=3)),
                ('discount_percent', models.DecimalField(decimal_places=4, default=0, max_digits=7)),
                ('discount_amount', models.DecimalField(decimal_places=4, default=0, max_digits=20)),
                ('tax_percent', models.DecimalField(decimal_places=4, default=0, max_digits=7)),
                ('is_tax_included', models.BooleanField(default=False)),
                ('net', models.DecimalField(decimal_places=4, max_digits=20)),
                ('tax', models.DecimalField(decimal_places=4, max_digits=20)),
                ('deal', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='sales.deal')),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commerce.product')),
            ],
            options={
                'indexes': [models.Index(fields=['deal', 'place'], name='dealline_of_deal')],
                'constraints': [models.CheckConstraint(condition=models.Q(('net__gte', 0), ('quantity__gt', 0), ('tax__gte', 0), ('unit_price__gte', 0), ('discount_amount__gte', 0), ('discount_percent__gte', 0), ('discount_percent__lte', 100), ('tax_percent__gte', 0), ('tax_percent__lte', 100)), name='dealline_amounts_are_sane')],
            },
        ),
    ]
