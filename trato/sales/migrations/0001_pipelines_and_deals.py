"""Pipelines with their stages, deals with what belongs to them, and the rights to them for roles that are there."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import trato.kit.ids

ALL = 4  # the reach
# Who may do so much with companies may do as much with deals, until somebody decides otherwise.
AS_WITH = {
    "sales.see_deals": ("customers.see_companies", True),
    "sales.create_deals": ("customers.create_companies", False),
    "sales.edit_deals": ("customers.edit_companies", True),
    "sales.delete_deals": ("customers.delete_companies", True),
    "sales.export_deals": ("customers.export_companies", True),
}
# By hand, because the database itself takes the row away with its record.
FIELDS_TABLE = migrations.SeparateDatabaseAndState(
    database_operations=[
        migrations.RunSQL(
            "create table sales_deal_fields (id uuid primary key references sales_deal (id) on delete cascade)",
            "drop table sales_deal_fields",
        ),
    ],
    state_operations=[
        migrations.CreateModel(
            name="DealFields",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        db_column="id",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="sales.deal",
                    ),
                ),
            ],
            options={"db_table": "sales_deal_fields"},
        ),
    ],
)


def give_rights(apps, schema_editor):  # type: ignore[no-untyped-def]  # Django's signature
    """A right without a reach is held for all or not at all."""
    for role in apps.get_model("foundation", "Role").objects.all():
        given = {
            name: role.rights[other] if reaches else ALL
            for name, (other, reaches) in AS_WITH.items()
            if other in role.rights
        }
        role.rights = {**given, **role.rights}
        role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [
        ("commerce", "0003_rates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Deal",
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
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("won", "Won"), ("lost", "Lost")], default="open", max_length=4
                    ),
                ),
                ("amount", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                ("amount_currency", models.CharField(blank=True, default="", max_length=3)),
                ("base_amount", models.DecimalField(decimal_places=4, editable=False, max_digits=20, null=True)),
                ("base_amount_currency", models.CharField(default="", editable=False, max_length=3)),
                ("probability", models.SmallIntegerField(blank=True, null=True)),
                ("begun_on", models.DateField(blank=True, null=True)),
                ("close_on", models.DateField(blank=True, null=True)),
                ("next_step", models.TextField(blank=True, default="")),
                ("next_step_on", models.DateField(blank=True, null=True)),
                ("lost_reason", models.TextField(blank=True, default="")),
                ("competitor", models.TextField(blank=True, default="")),
                ("source", models.TextField(blank=True, default="")),
                ("stage_since", models.DateTimeField(editable=False)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "company",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="customers.company",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
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
                        to="sales.deal",
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
            name="Pipeline",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("code", models.TextField(unique=True)),
                ("name", models.TextField()),
                ("order", models.SmallIntegerField(default=0)),
                ("is_archived", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["order", "id"],
            },
        ),
        FIELDS_TABLE,
        migrations.AddField(
            model_name="deal",
            name="pipeline",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deals",
                to="sales.pipeline",
                to_field="code",
            ),
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("code", models.TextField(unique=True)),
                ("name", models.TextField()),
                ("order", models.SmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("won", "Won"), ("lost", "Lost")], default="open", max_length=4
                    ),
                ),
                ("probability", models.SmallIntegerField(default=0)),
                ("rots_after_days", models.SmallIntegerField(blank=True, null=True)),
                (
                    "required_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "checklist",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                ("is_archived", models.BooleanField(default=False)),
                (
                    "pipeline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="sales.pipeline",
                        to_field="code",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
            },
        ),
        migrations.AddField(
            model_name="deal",
            name="stage",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deals",
                to="sales.stage",
                to_field="code",
            ),
        ),
        migrations.CreateModel(
            name="StageMove",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("at", models.DateTimeField()),
                ("actor_kind", models.CharField(default="system", max_length=20)),
                ("actor_id", models.UUIDField(null=True)),
                ("days", models.DecimalField(decimal_places=3, max_digits=9, null=True)),
                (
                    "deal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="sales.deal",
                    ),
                ),
                (
                    "from_stage",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="sales.stage",
                        to_field="code",
                    ),
                ),
                (
                    "to_stage",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.stage",
                        to_field="code",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DealCheck",
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
                (
                    "deal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="sales.deal",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("deal", "name"), name="deal_check_once")],
            },
        ),
        migrations.CreateModel(
            name="DealContact",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("decision_maker", "Decision maker"),
                            ("evaluator", "Evaluator"),
                            ("influencer", "Influencer"),
                            ("champion", "Champion"),
                            ("blocker", "Blocker"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=20,
                    ),
                ),
                ("place", models.SmallIntegerField(default=0)),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.contact"
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="sales.deal",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("deal", "contact"), name="deal_contact_once")],
            },
        ),
        migrations.CreateModel(
            name="DealKey",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("source", models.TextField(blank=True, default="")),
                ("value", models.TextField()),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="sales.deal"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["value", "source"], name="deal_key_by_value")],
            },
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.CheckConstraint(
                condition=models.Q(("probability__gte", 0), ("probability__lte", 100)),
                name="stage_probability_is_in_percent",
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.CheckConstraint(
                condition=models.Q(("rots_after_days", None), ("rots_after_days__gte", 1), _connector="OR"),
                name="stage_rots_after_a_day_at_least",
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["sort_key", "id"], name="deal_name_all"
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["owner", "sort_key", "id"], name="deal_name_own"
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["team", "sort_key", "id"], name="deal_name_team"
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["close_on", "id"], name="deal_close_all"
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["owner", "close_on", "id"], name="deal_close_own"
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["team", "close_on", "id"], name="deal_close_team"
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["amount", "id"], name="deal_amount_all"
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["owner", "amount", "id"], name="deal_amount_own"
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["team", "amount", "id"], name="deal_amount_team"
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True), ("state", "open")),
                fields=["close_on", "id"],
                name="deal_open_all",
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True), ("state", "open")),
                fields=["owner", "close_on", "id"],
                name="deal_open_own",
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True), ("state", "open")),
                fields=["team", "close_on", "id"],
                name="deal_open_team",
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["updated_at", "id"], name="deal_changed"
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", False)), fields=["-deleted_at", "-id"], name="deal_trashed"
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("search_text", name="gin_trgm_ops"),
                condition=models.Q(("is_standing", True)),
                name="deal_search",
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("is_standing", True)),
                fields=["pipeline", "stage", "-stage_since"],
                name="deal_board",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount", None), ("amount_currency", "")),
                    models.Q(("amount__gte", 0), models.Q(("amount_currency", ""), _negated=True)),
                    _connector="OR",
                ),
                name="deal_amount_has_a_currency_exactly_when_it_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("closed_at__isnull", False)),
                    _connector="OR",
                ),
                name="deal_is_closed_exactly_when_it_is_not_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("probability", None), models.Q(("probability__gte", 0), ("probability__lte", 100)), _connector="OR"
                ),
                name="deal_probability_is_in_percent",
            ),
        ),
        migrations.AddIndex(
            model_name="stagemove",
            index=models.Index(fields=["deal", "at"], name="stage_move_of_deal"),
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
