import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import trato.kit.ids

RECORD = [
    ("id", models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
    ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
]
USER = models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="foundation.user")


class Migration(migrations.Migration):
    dependencies = [("foundation", "0016_more_formats")]

    operations: list[migrations.operations.base.Operation] = [
        migrations.CreateModel(
            name="OpenedRecord",
            fields=[
                *[(name, field.clone()) for name, field in RECORD],
                ("user", USER.clone()),
                ("kind", models.CharField(max_length=50)),
                ("record_id", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("user"), models.OrderBy(models.F("at"), descending=True), name="opened_lately"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("user", "record_id"), name="opened_once")],
            },
        ),
        migrations.CreateModel(
            name="Pin",
            fields=[
                *[(name, field.clone()) for name, field in RECORD],
                ("user", USER.clone()),
                ("kind", models.CharField(blank=True, default="", max_length=50)),
                ("record_id", models.UUIDField(null=True)),
                ("address", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "record_id", "address"), name="pinned_once", nulls_distinct=False
                    )
                ],
            },
        ),
    ]
