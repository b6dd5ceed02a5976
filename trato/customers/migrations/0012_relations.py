"""What contacts are to each other, and since when and until when they are at a company."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.db import migrations, models

import trato.kit.ids


def _id():  # type: ignore[no-untyped-def]  # a field of a migration
    return models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)


def _now():  # type: ignore[no-untyped-def]
    return models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)


class Migration(migrations.Migration):
    dependencies = [("customers", "0011_trash_and_rights")]

    operations = [
        migrations.AddField("position", "since", models.DateField(blank=True, null=True)),
        migrations.AddField("position", "until", models.DateField(blank=True, null=True)),
        migrations.RemoveIndex("position", "position_at_company"),
        migrations.AddIndex(
            "position", models.Index(fields=["company", "contact"], include=["until"], name="position_at_company")
        ),
        migrations.CreateModel(
            name="RelationType",
            fields=[
                ("id", _id()),
                ("created_at", _now()),
                ("name", models.TextField()),
                ("other_name", models.TextField()),
                ("place", models.SmallIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        django.db.models.functions.text.Lower("other_name"),
                        name="relation_type_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactRelation",
            fields=[
                ("id", _id()),
                ("created_at", _now()),
                ("note", models.TextField(blank=True, default="")),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("version", models.IntegerField(default=1, editable=False)),
                ("updated_at", _now()),
                ("deleted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "contact",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="customers.contact",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations_back",
                        to="customers.contact",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations",
                        to="customers.relationtype",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["contact"], name="relation_of_contact")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("contact", models.F("other")), _negated=True), name="relation_is_to_another"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", None), ("until", None), ("since__lte", models.F("until")), _connector="OR"
                        ),
                        name="relation_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at", None)),
                        fields=("contact", "other", "type"),
                        name="relation_once",
                    ),
                ],
            },
        ),
    ]
