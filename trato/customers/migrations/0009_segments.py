import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import trato.kit.ids


class Migration(migrations.Migration):
    dependencies = [("customers", "0008_consent")]

    operations = [
        migrations.CreateModel(
            name="Segment",
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
                ("description", models.TextField(blank=True, default="")),
                (
                    "member_kind",
                    models.CharField(
                        choices=[("contact", "Contacts"), ("company", "Companies")], default="contact", max_length=20
                    ),
                ),
                (
                    "rules",
                    models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict, editable=False),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), db_default=[], default=list, editable=False, size=None
                    ),
                ),
                ("follows_time", models.BooleanField(db_default=False, default=False, editable=False)),
                ("size", models.IntegerField(db_default=0, default=0, editable=False)),
                ("counted_at", models.DateTimeField(editable=False, null=True)),
                ("stale_since", models.DateTimeField(editable=False, null=True)),
                ("ticked_at", models.DateTimeField(editable=False, null=True)),
                ("problem", models.TextField(db_default="", default="", editable=False)),
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
                        to="customers.segment",
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
            name="SegmentMember",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "segment_id",
                        "record_id",
                        "since",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("record_id", models.UUIDField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "segment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="customers.segment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SegmentSize",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "segment_id", "day", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("size", models.IntegerField()),
                ("joined", models.IntegerField(default=0)),
                ("left", models.IntegerField(default=0)),
                (
                    "segment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sizes",
                        to="customers.segment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StaticList",
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
                ("description", models.TextField(blank=True, default="")),
                (
                    "member_kind",
                    models.CharField(
                        choices=[("contact", "Contacts"), ("company", "Companies")], default="contact", max_length=20
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
                        to="customers.staticlist",
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
            name="ListMember",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "of_id", "record_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record_id", models.UUIDField(db_index=True)),
                ("added_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("added_by", models.UUIDField(null=True)),
                (
                    "of",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="customers.staticlist",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="segment",
            index=models.Index(
                condition=models.Q(("is_standing", True)), fields=["sort_key", "id"], name="segment_name"
            ),
        ),
        migrations.AddIndex(
            model_name="segment",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("search_text", name="gin_trgm_ops"),
                condition=models.Q(("is_standing", True)),
                name="segment_search",
            ),
        ),
        migrations.AddIndex(
            model_name="segmentmember",
            index=models.Index(fields=["segment", "-since"], name="segmentmember_joined"),
        ),
        migrations.AddIndex(
            model_name="segmentmember",
            index=models.Index(
                condition=models.Q(("until__isnull", False)), fields=["segment", "-until"], name="segmentmember_left"
            ),
        ),
        migrations.AddIndex(
            model_name="segmentmember",
            index=models.Index(
                condition=models.Q(("until__isnull", True)), fields=["record_id"], name="segmentmember_of"
            ),
        ),
        migrations.AddConstraint(
            model_name="segmentmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)), fields=("segment", "record_id"), name="segmentmember_once"
            ),
        ),
        migrations.AddIndex(
            model_name="staticlist",
            index=models.Index(condition=models.Q(("is_standing", True)), fields=["sort_key", "id"], name="list_name"),
        ),
        migrations.AddIndex(
            model_name="staticlist",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("search_text", name="gin_trgm_ops"),
                condition=models.Q(("is_standing", True)),
                name="list_search",
            ),
        ),
    ]
