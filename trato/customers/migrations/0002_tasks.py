import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import trato.kit.ids


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Task",
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
                ("details", models.TextField(blank=True, default="")),
                ("due_on", models.DateField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("remind_at", models.DateTimeField(blank=True, null=True)),
                (
                    "priority",
                    models.CharField(
                        choices=[("high", "High"), ("normal", "Normal"), ("low", "Low")],
                        default="normal",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(choices=[("open", "Open"), ("done", "Done")], default="open", max_length=10),
                ),
                ("done_at", models.DateTimeField(editable=False, null=True)),
                ("reminds_at", models.DateTimeField(editable=False, null=True)),
                ("reminded_for", models.DateTimeField(editable=False, null=True)),
                (
                    "company",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="customers.company",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
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
                        to="customers.task",
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
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_standing", True)), fields=["updated_at", "id"], name="task_changed"
                    ),
                    models.Index(
                        condition=models.Q(("is_standing", True)), fields=["sort_key", "id"], name="task_name_all"
                    ),
                    models.Index(
                        condition=models.Q(("is_standing", True)),
                        fields=["owner", "sort_key", "id"],
                        name="task_name_own",
                    ),
                    models.Index(
                        condition=models.Q(("is_standing", True)),
                        fields=["team", "sort_key", "id"],
                        name="task_name_team",
                    ),
                    models.Index(
                        condition=models.Q(("is_standing", True)), fields=["due_on", "id"], name="task_due_all"
                    ),
                    models.Index(
                        condition=models.Q(("is_standing", True)), fields=["owner", "due_on", "id"], name="task_due_own"
                    ),
                    models.Index(
                        condition=models.Q(("is_standing", True)), fields=["team", "due_on", "id"], name="task_due_team"
                    ),
                    models.Index(
                        condition=models.Q(("is_standing", True), ("state", "open")),
                        fields=["due_on", "id"],
                        name="task_open_all",
                    ),
                    models.Index(
                        condition=models.Q(("is_standing", True), ("state", "open")),
                        fields=["owner", "due_on", "id"],
                        name="task_open_own",
                    ),
                    models.Index(
                        condition=models.Q(("is_standing", True), ("state", "open")),
                        fields=["team", "due_on", "id"],
                        name="task_open_team",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("search_text", name="gin_trgm_ops"),
                        condition=models.Q(("is_standing", True)),
                        name="task_search",
                    ),
                    models.Index(fields=["contact", "state", "due_on"], name="task_of_contact"),
                    models.Index(fields=["company", "state", "due_on"], name="task_of_company"),
                    models.Index(
                        condition=models.Q(("reminds_at__isnull", False)), fields=["reminds_at"], name="task_reminds"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_at", None), ("due_on__isnull", False), _connector="OR"),
                        name="task_due_at_a_moment_is_due_on_a_day",
                    )
                ],
            },
        ),
    ]
