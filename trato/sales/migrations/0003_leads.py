import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import trato.kit.ids

ALL = 4  # the reach


def give_rights(apps, schema_editor):  # type: ignore[no-untyped-def]  # Django's signature
    """Who may make contacts may tell of leads by a program, until somebody decides otherwise."""
    for role in apps.get_model("foundation", "Role").objects.all():
        if "customers.create_contacts" in role.rights:
            role.rights = {"sales.create_leads": ALL, **role.rights}
            role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0014_moving_in"),
        ("foundation", "0018_moving_in"),
        ("sales", "0002_lines"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeadForm",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("key", models.CharField(max_length=40, unique=True)),
                ("name", models.TextField()),
                ("asked", models.JSONField(default=list)),
                ("channels", models.JSONField(default=list)),
                ("is_consent_required", models.BooleanField(default=False)),
                ("thanks", models.JSONField(default=dict)),
                ("leads_to", models.TextField(blank=True, default="")),
                ("sites", models.JSONField(default=list)),
                ("languages", models.JSONField(default=list)),
                ("source", models.TextField(blank=True, default="")),
                ("is_on", models.BooleanField(default=True)),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("deleted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "purpose",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.purpose"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoutingRule",
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
                ("place", models.IntegerField(default=0)),
                ("rules", models.JSONField(default=dict)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("rotate", "In turn"),
                            ("load", "Who has the fewest open leads and deals"),
                            ("territory", "By territory"),
                        ],
                        default="rotate",
                        max_length=10,
                    ),
                ),
                ("people", models.JSONField(default=list)),
                ("is_for_working", models.BooleanField(default=False)),
                (
                    "away",
                    models.CharField(
                        choices=[
                            ("next", "The next rule is asked"),
                            ("wait", "The lead waits until somebody works"),
                            ("anyway", "It goes to one of them all the same"),
                        ],
                        default="next",
                        max_length=10,
                    ),
                ),
                ("is_for_all_new", models.BooleanField(default=False)),
                ("is_on", models.BooleanField(default=True)),
                ("problem", models.TextField(blank=True, default="")),
                ("deleted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="foundation.team"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Territory",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("country", models.CharField(blank=True, default="", max_length=60)),
                ("region", models.CharField(blank=True, default="", max_length=100)),
                ("prefix", models.CharField(blank=True, default="", max_length=20)),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="territories", to="sales.routingrule"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("taken", "Taken"), ("held", "Waiting for a look"), ("robot", "A robot, it seems")],
                        default="taken",
                        max_length=10,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("trap", "It filled in what people do not see"),
                            ("haste", "It was sent faster than anybody types"),
                            ("flood", "Too many came at once"),
                            ("address", "Too many came from one address"),
                            ("site", "It came from a page that may not send this form"),
                            ("size", "It was too large"),
                            ("unfit", "It cannot be stored as it is"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("said", models.TextField(blank=True, default="")),
                ("contact_id", models.UUIDField(null=True)),
                ("is_new", models.BooleanField(default=False)),
                ("given", models.JSONField(default=dict)),
                ("filled", models.JSONField(default=list)),
                ("unused", models.JSONField(default=list)),
                ("page", models.TextField(blank=True, default="")),
                ("referrer", models.TextField(blank=True, default="")),
                ("campaign", models.JSONField(default=dict)),
                ("language", models.CharField(blank=True, default="", max_length=20)),
                ("has_agreed", models.BooleanField(default=False)),
                ("wording", models.IntegerField(null=True)),
                ("mark", models.CharField(blank=True, default="", max_length=64)),
                (
                    "form",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="sales.leadform",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["form", "state", "-id"], name="lead_answers_of_form"),
                    models.Index(fields=["contact_id"], name="lead_answers_of_contact"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("mark", ""), _negated=True),
                        fields=("form", "mark"),
                        name="lead_answer_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contact_id__isnull", False), ("state", "taken")),
                            models.Q(models.Q(("state", "taken"), _negated=True), ("contact_id", None)),
                            _connector="OR",
                        ),
                        name="lead_answer_has_a_contact_exactly_when_taken",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RefusedCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("trap", "It filled in what people do not see"),
                            ("haste", "It was sent faster than anybody types"),
                            ("flood", "Too many came at once"),
                            ("address", "Too many came from one address"),
                            ("site", "It came from a page that may not send this form"),
                            ("size", "It was too large"),
                            ("unfit", "It cannot be stored as it is"),
                        ],
                        max_length=10,
                    ),
                ),
                ("count", models.IntegerField(default=0)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="refused", to="sales.leadform"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("form", "day", "why"), name="lead_refused_once")],
            },
        ),
        migrations.CreateModel(
            name="RoutingDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("contact_id", models.UUIDField()),
                ("event_id", models.UUIDField(unique=True)),
                ("why", models.JSONField(default=dict)),
                ("is_waiting", models.BooleanField(default=False)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sales.routingrule"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["contact_id", "-id"], name="routing_of_contact"),
                    models.Index(condition=models.Q(("is_waiting", True)), fields=["id"], name="routing_waiting"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoutingTurn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("turn", models.BigIntegerField(default=0)),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="sales.routingrule"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("rule", "user"), name="routing_turn_once")],
            },
        ),
        migrations.CreateModel(
            name="WorkingHours",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("days", models.JSONField(default=list)),
                ("free", models.JSONField(default=list)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user",), name="working_hours_once", nulls_distinct=False)
                ],
            },
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
