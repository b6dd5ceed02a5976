"""Calls and meetings, tasks that repeat, and templates of tasks."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import trato.kit.ids

# Who may do so much with tasks may do as much with calls and meetings, until somebody decides otherwise.
AS_WITH = {
    "customers.see_activities": "customers.see_tasks",
    "customers.create_activities": "customers.create_tasks",
    "customers.edit_activities": "customers.edit_tasks",
    "customers.delete_activities": "customers.delete_tasks",
    "customers.export_activities": "customers.export_contacts",
    "customers.export_tasks": "customers.export_contacts",
}


def give_rights(apps, schema_editor):  # type: ignore[no-untyped-def]  # Django's signature
    for role in apps.get_model("foundation", "Role").objects.all():
        given = {name: role.rights[other] for name, other in AS_WITH.items() if other in role.rights}
        role.rights = {**given, **role.rights}
        role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0012_relations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TaskTemplate",
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
                ("version", models.IntegerField(default=1, editable=False)),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("deleted_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="task",
            name="follows",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="customers.task",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="repeats",
            field=models.CharField(
                blank=True,
                choices=[
                    ("daily", "Every day"),
                    ("weekly", "Every week"),
                    ("monthly", "Every month on this day"),
                    ("monthly_weekday", "Every month on this weekday"),
                    ("yearly", "Every year"),
                ],
                default="",
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="repeats_day",
            field=models.SmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="repeats_every",
            field=models.IntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="repeats_left",
            field=models.IntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="repeats_on",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="task",
            name="repeats_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("search_text", models.TextField(blank=True, db_default="", default="")),
                ("name", models.TextField()),
                ("sort_key", models.TextField(db_collation="C", default="", editable=False)),
                ("version", models.IntegerField(default=1, editable=False)),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("last_activity_at", models.DateTimeField(editable=False, null=True)),
                ("deleted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "is_standing",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(("deleted_at__isnull", True), ("root", models.F("id"))),
                        output_field=models.BooleanField(),
                    ),
                ),
                (
                    "type",
                    models.CharField(choices=[("call", "Call"), ("meeting", "Meeting")], default="call", max_length=10),
                ),
                (
                    "direction",
                    models.CharField(
                        blank=True, choices=[("out", "We called"), ("in", "They called")], default="", max_length=5
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
                        default="held",
                        max_length=10,
                    ),
                ),
                ("outcome", models.TextField(blank=True, default="")),
                ("starts_at", models.DateTimeField()),
                ("minutes", models.IntegerField(blank=True, null=True)),
                ("place", models.TextField(blank=True, default="")),
                ("details", models.TextField(blank=True, default="")),
                ("remind_at", models.DateTimeField(blank=True, null=True)),
                ("reminds_at", models.DateTimeField(editable=False, null=True)),
                ("reminded_for", models.DateTimeField(editable=False, null=True)),
                (
                    "company",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="customers.company",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="customers.contact",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cluster",
                        to="customers.activity",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.team",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("type", models.CharField(choices=[("call", "Call"), ("meeting", "Meeting")], max_length=10)),
                ("name", models.TextField()),
                ("place", models.SmallIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("type", "name"), name="outcome_once_for_a_type")],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("place", models.SmallIntegerField(default=0)),
                (
                    "activity",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="customers.activity",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="takes_part",
                        to="customers.contact",
                    ),
                ),
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
        ),
        migrations.CreateModel(
            name="TemplateLine",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("place", models.SmallIntegerField(default=0)),
                ("name", models.TextField()),
                ("details", models.TextField(blank=True, default="")),
                ("days", models.IntegerField(default=0)),
                (
                    "priority",
                    models.CharField(
                        choices=[("high", "High"), ("normal", "Normal"), ("low", "Low")],
                        default="normal",
                        max_length=10,
                    ),
                ),
                (
                    "owner_rule",
                    models.CharField(
                        choices=[
                            ("me", "Whoever applies it"),
                            ("theirs", "The owner of the record"),
                            ("chosen", "A certain colleague"),
                        ],
                        default="me",
                        max_length=10,
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="customers.tasktemplate"
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
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["updated_at", "id"], name="activity_changed"
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["sort_key", "id"], name="activity_name_all"
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["owner", "sort_key", "id"], name="activity_name_own"
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["team", "sort_key", "id"], name="activity_name_team"
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["-starts_at", "-id"], name="activity_start_all"
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("is_standing", True)),
                fields=["owner", "-starts_at", "-id"],
                name="activity_start_own",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("is_standing", True)),
                fields=["team", "-starts_at", "-id"],
                name="activity_start_team",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("is_standing", True), ("state", "planned")),
                fields=["starts_at", "id"],
                name="activity_plan_all",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("is_standing", True), ("state", "planned")),
                fields=["owner", "starts_at", "id"],
                name="activity_plan_own",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("is_standing", True), ("state", "planned")),
                fields=["team", "starts_at", "id"],
                name="activity_plan_team",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("search_text", name="gin_trgm_ops"),
                condition=models.Q(("is_standing", True)),
                name="activity_search",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["contact", "starts_at"], name="activity_of_contact"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["company", "starts_at"], name="activity_of_company"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("reminds_at__isnull", False)), fields=["reminds_at"], name="activity_reminds"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes", None), ("minutes__gte", 0), _connector="OR"),
                name="activity_lasts_no_less_than_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact", None), ("user__isnull", False)),
                    models.Q(("contact__isnull", False), ("user", None)),
                    _connector="OR",
                ),
                name="participant_is_a_contact_or_a_colleague",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(fields=("activity", "contact"), name="participant_contact_once"),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(fields=("activity", "user"), name="participant_colleague_once"),
        ),
        migrations.AddConstraint(
            model_name="templateline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner_rule", "chosen"), ("user__isnull", False)),
                    models.Q(models.Q(("owner_rule", "chosen"), _negated=True), ("user", None)),
                    _connector="OR",
                ),
                name="template_line_names_a_colleague_exactly_when_one_is_chosen",
            ),
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
