import django.db.models.functions.datetime
from django.db import migrations, models

import trato.kit.ids


class Migration(migrations.Migration):
    dependencies = [("commerce", "0002_prices")]

    operations = [
        migrations.CreateModel(
            name="RateFile",
            fields=[
                ("id", models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ("name", models.TextField()),
                ("rate_count", models.IntegerField(default=0)),
                ("new_count", models.IntegerField(default=0)),
                ("changed_count", models.IntegerField(default=0)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="ExchangeRate",
            fields=[
                ("pk", models.CompositePrimaryKey("currency", "day", blank=True, editable=False, primary_key=True, serialize=False)),
                ("currency", models.CharField(max_length=3)),
                ("day", models.DateField()),
                ("rate", models.DecimalField(decimal_places=10, max_digits=22)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("rate__gt", 0)), name="rate_is_above_nothing"),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="rate_is_of_a_currency"
                    ),
                ],
            },
        ),
    ]
