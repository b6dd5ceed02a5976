import django.db.models.deletion
from django.db import migrations, models

STATES = [
    ("draft", "Not started"),
    ("waiting", "Waiting"),
    ("running", "Running"),
    ("stopped", "Stopped"),
    ("finished", "Finished"),
    ("failed", "Failed"),
]


class Migration(migrations.Migration):
    dependencies = [("foundation", "0004_imports")]

    operations = [
        migrations.AddField("changeset", "record_type", models.CharField(blank=True, default="", max_length=50)),
        migrations.AddField("changeset", "selection", models.JSONField(default=dict)),
        migrations.AddField("changeset", "values", models.JSONField(default=dict)),
        migrations.AddField("changeset", "state", models.CharField(choices=STATES, default="finished", max_length=10)),
        migrations.AddField("changeset", "total", models.IntegerField(default=0)),
        migrations.AddField("changeset", "position", models.UUIDField(null=True)),
        migrations.AddField("changeset", "attempt", models.IntegerField(default=0)),
        migrations.AddField("changeset", "failure", models.TextField(blank=True, default="")),
        migrations.AddField(
            "changeset",
            "undoes",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="undone_by",
                to="foundation.changeset",
            ),
        ),
        migrations.AddField("changeset", "started_at", models.DateTimeField(null=True)),
        migrations.AddIndex("changeset", models.Index(fields=["actor_id", "-id"], name="change_set_of_actor")),
        migrations.CreateModel(
            name="ChangeSetRefusal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("record_type", models.CharField(max_length=50)),
                ("record_id", models.UUIDField()),
                ("fields", models.JSONField(default=list)),
                ("reason", models.TextField()),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refusals",
                        to="foundation.changeset",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["of", "id"], name="change_set_refusal_of")]},
        ),
    ]
