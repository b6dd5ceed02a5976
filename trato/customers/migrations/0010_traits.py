import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import trato.kit.ids

KINDS = [("contact", "Contacts"), ("company", "Companies")]
TYPES = [("number", "Number"), ("choice", "Choice"), ("text", "Text"), ("moment", "Moment")]


class Migration(migrations.Migration):
    dependencies = [("customers", "0009_segments")]

    operations = [
        migrations.CreateModel(
            name="Trait",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("code", models.CharField(max_length=40)),
                ("member_kind", models.CharField(choices=KINDS, default="contact", max_length=20)),
                ("label", models.CharField(max_length=80)),
                ("description", models.TextField(blank=True, default="")),
                ("type", models.CharField(choices=TYPES, max_length=10)),
                ("options", models.JSONField(default=list)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("member_kind", "code"), name="trait_once")]},
        ),
        migrations.CreateModel(
            name="TraitValue",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record_id", "trait_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record_id", models.UUIDField()),
                ("number", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("text", models.TextField(null=True)),
                ("moment", models.DateTimeField(null=True)),
                ("reasons", models.JSONField(default=list)),
                ("source", models.CharField(default="", max_length=80)),
                ("run", models.CharField(default="", max_length=80)),
                ("batch", models.UUIDField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "trait",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="customers.trait",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["trait", "number", "record_id"], name="traitvalue_by_number"),
                    models.Index(fields=["trait", "text", "record_id"], name="traitvalue_by_text"),
                    models.Index(fields=["trait", "moment", "record_id"], name="traitvalue_by_moment"),
                    models.Index(fields=["batch"], name="traitvalue_of_batch"),
                ],
            },
        ),
    ]
