"""Goals, and what managers say of a forecast. Roles that see deals of others may set goals for them."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import trato.kit.ids

ALL = 4  # the reach
USER = settings.AUTH_USER_MODEL


def a_record():  # type: ignore[no-untyped-def]  # fields of a migration
    return [
        ("id", models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
        ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
    ]


def whose(model):  # type: ignore[no-untyped-def]  # a field of a migration
    return models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=model)


def give_rights(apps, schema_editor):  # type: ignore[no-untyped-def]  # Django's signature
    """Who manages pipelines decides about goals as well, until somebody decides otherwise."""
    for role in apps.get_model("foundation", "Role").objects.all():
        if "sales.manage_pipelines" in role.rights:
            given = {"sales.set_goals": ALL, "sales.adjust_forecasts": ALL}
            role.rights = {**given, **role.rights}
            role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [("sales", "0004_scoring"), ("foundation", "0018_moving_in")]

    operations = [
        migrations.CreateModel(
            name="Goal",
            fields=[
                *a_record(),
                ("period", models.CharField(max_length=7)),
                (
                    "measure",
                    models.CharField(
                        choices=[("amount", "Won value"), ("count", "Won deals")], default="amount", max_length=6
                    ),
                ),
                ("target", models.DecimalField(decimal_places=4, max_digits=20)),
                ("currency", models.CharField(default="", max_length=3)),
                ("team", whose("foundation.team")),
                ("user", whose(USER)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "team", "period", "measure"), name="goal_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(condition=models.Q(("target__gt", 0)), name="goal_is_above_nothing"),
                    models.CheckConstraint(
                        condition=models.Q(("user", None), ("team", None), _connector="OR"), name="goal_is_of_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                *a_record(),
                ("period", models.CharField(max_length=7)),
                ("amount", models.DecimalField(decimal_places=4, max_digits=20)),
                ("currency", models.CharField(max_length=3)),
                ("system_amount", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("reason", models.TextField()),
                (
                    "author",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=USER),
                ),
                ("team", whose("foundation.team")),
                ("user", whose(USER)),
            ],
            options={
                "indexes": [models.Index(fields=["period", "-id"], name="adjustment_of_period")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("user", None), ("team", None), _connector="OR"), name="adjustment_is_of_one"
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="adjustment_is_no_debt"),
                ],
            },
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
