import django.db.models.functions.datetime
from django.db import migrations, models

import trato.kit.ids


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0014_moving_in"),
        ("foundation", "0018_moving_in"),
        ("sales", "0003_leads"),
    ]

    operations = [
        migrations.CreateModel(
            name="Threshold",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("only", models.BooleanField(default=True, editable=False, unique=True)),
                ("points", models.IntegerField(blank=True, null=True)),
                ("is_status_set", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScoringRule",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("name", models.TextField()),
                ("rules", models.JSONField(default=dict)),
                ("event", models.CharField(blank=True, default="", max_length=100)),
                ("points", models.IntegerField()),
                ("days", models.IntegerField(blank=True, null=True)),
                ("half_life", models.IntegerField(blank=True, null=True)),
                ("most", models.IntegerField(blank=True, null=True)),
                ("is_on", models.BooleanField(default=True)),
                ("problem", models.TextField(blank=True, default="")),
                ("deleted_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event", ""), _negated=True),
                            models.Q(("days", None), ("half_life", None), ("most", None)),
                            _connector="OR",
                        ),
                        name="scoring_rule_counts_time_only_of_events",
                    )
                ],
            },
        ),
    ]
