"""Products, their fields that people made, and the rights of roles that were there before."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import trato.kit.ids

ALL = 4  # the reach
# Who may do so much with companies may do as much with products, until somebody decides otherwise.
AS_WITH = {
    "commerce.see_products": ("customers.see_companies", False),
    "commerce.create_products": ("customers.create_companies", False),
    "commerce.edit_products": ("customers.edit_companies", True),
    "commerce.delete_products": ("customers.delete_companies", True),
    "commerce.export_products": ("customers.export_companies", True),
}
FIELDS = """create table commerce_product_fields (
  id uuid primary key references commerce_product (id) on delete cascade
)"""


def give_rights(apps, schema_editor):
    """A right without a reach is held for all or not at all."""
    for role in apps.get_model("foundation", "Role").objects.all():
        given = {
            name: role.rights[other] if reaches else ALL
            for name, (other, reaches) in AS_WITH.items()
            if role.rights.get(other)
        }
        role.rights = {**given, **role.rights}
        role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0014_moving_in"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('search_text', models.TextField(blank=True, db_default='', default='')),
                ('name', models.TextField()),
                ('sort_key', models.TextField(db_collation='C', default='', editable=False)),
                ('version', models.IntegerField(default=1, editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('last_activity_at', models.DateTimeField(editable=False, null=True)),
                ('deleted_at', models.DateTimeField(editable=False, null=True)),
                ('is_standing', models.GeneratedField(db_persist=True, expression=models.Q(('deleted_at__isnull', True), ('root', models.F('id'))), output_field=models.BooleanField())),
                ('sku', models.TextField(blank=True, default='')),
                ('series', models.TextField(blank=True, default='')),
                ('unit', models.TextField(blank=True, default='')),
                ('description', models.TextField(blank=True, default='')),
                ('is_active', models.BooleanField(default=True)),
                ('list_price', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                ('list_price_currency', models.CharField(blank=True, default='', max_length=3)),
                ('tax_class', models.CharField(choices=[('standard', 'Standard'), ('reduced', 'Reduced'), ('super_reduced', 'Super-reduced'), ('zero', 'Zero'), ('exempt', 'Exempt')], default='standard', max_length=20)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='cluster', to='commerce.product')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.team')),
            ],
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['-deleted_at', '-id'], name='product_trashed'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(condition=models.Q(('is_standing', True)), fields=['sort_key', 'id'], name='product_name'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(condition=models.Q(('is_standing', True)), fields=['updated_at', 'id'], name='product_changed'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(condition=models.Q(('is_standing', True)), fields=['series'], name='product_by_series'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(django.db.models.functions.text.Lower('name'), condition=models.Q(('is_standing', True)), name='product_called'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('search_text', name='gin_trgm_ops'), condition=models.Q(('is_standing', True)), name='product_search'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('sku'), condition=models.Q(('is_standing', True), models.Q(('sku', ''), _negated=True)), name='product_sku_is_one_living_product_s'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('list_price', None), ('list_price_currency', '')), models.Q(('list_price__isnull', False), models.Q(('list_price_currency', ''), _negated=True)), _connector='OR'), name='product_price_has_a_currency_exactly_when_it_is_known'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(('list_price', None), ('list_price__gte', 0), _connector='OR'), name='product_price_is_not_below_nothing'),
        ),

        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FIELDS, "drop table commerce_product_fields")],
            state_operations=[
                migrations.CreateModel(
                    name="ProductFields",
                    fields=[
                        (
                            "record",
                            models.OneToOneField(
                                db_column="id",
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="commerce.product",
                            ),
                        ),
                    ],
                    options={"db_table": "commerce_product_fields"},
                ),
            ],
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
