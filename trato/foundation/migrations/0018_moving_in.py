import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import trato.kit.ids

STATES = [
    ("draft", "Not started"),
    ("waiting", "Waiting"),
    ("running", "Running"),
    ("stopped", "Stopped"),
    ("finished", "Finished"),
    ("failed", "Failed"),
]


class Migration(migrations.Migration):
    dependencies = [("foundation", "0017_palette")]

    operations: list[migrations.operations.base.Operation] = [
        migrations.AddField(model_name="import", name="arrangement", field=models.JSONField(default=dict)),
        migrations.AddField(model_name="import", name="place", field=models.SmallIntegerField(default=0)),
        migrations.CreateModel(
            name="Move",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("system", models.CharField(max_length=30)),
                ("state", models.CharField(choices=STATES, default="draft", max_length=10)),
                ("people", models.JSONField(default=dict)),
                ("left_out", models.JSONField(default=list)),
                ("door", models.CharField(default="import", max_length=20)),
                ("failure", models.TextField(blank=True, default="")),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "change_set",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.changeset",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["user", "-created_at"], name="move_of_user")]},
        ),
        migrations.AddField(
            model_name="import",
            name="move",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="foundation.move",
            ),
        ),
        migrations.CreateModel(
            name="OldId",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("record_type", models.CharField(max_length=50)),
                ("source", models.CharField(blank=True, default="", max_length=100)),
                ("value", models.CharField(max_length=200)),
                ("record_id", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["record_id"], name="old_id_of_record")],
                "constraints": [models.UniqueConstraint(fields=("record_type", "source", "value"), name="old_id_once")],
            },
        ),
    ]
