import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.db import migrations, models

import trato.kit.ids


def first_version(apps, schema_editor):
    apps.get_model("foundation", "FieldsVersion").objects.create(version=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("foundation", "0012_exports")]

    operations = [
        migrations.CreateModel(
            name="FieldsVersion",
            fields=[
                ("id", models.BooleanField(default=True, primary_key=True, serialize=False)),
                ("version", models.UUIDField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", True)), name="fieldsversion_one")],
            },
        ),
        migrations.CreateModel(
            name="CustomField",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("kind", models.CharField(max_length=50)),
                ("name", models.CharField(max_length=60)),
                ("type", models.CharField(max_length=20)),
                ("label", models.CharField(max_length=100)),
                ("help", models.CharField(blank=True, default="", max_length=300)),
                ("section", models.CharField(blank=True, default="", max_length=100)),
                ("place", models.IntegerField(default=0)),
                ("refers_to", models.CharField(blank=True, default="", max_length=50)),
                ("formula", models.TextField(blank=True, default="")),
                ("result", models.CharField(blank=True, default="", max_length=20)),
                ("is_required", models.BooleanField(default=False)),
                (
                    "required_at",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=50), blank=True, default=list, size=None
                    ),
                ),
                ("is_personal", models.BooleanField(default=True)),
                ("is_searchable", models.BooleanField(default=False)),
                ("is_quick", models.BooleanField(default=False)),
                ("is_listed", models.BooleanField(default=False)),
                (
                    "index_state",
                    models.CharField(
                        blank=True,
                        choices=[("", "None"), ("wanted", "Wanted"), ("ready", "Ready"), ("failed", "Failed")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("archived_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("kind"), models.F("name"), name="customfield_name"),
                    models.UniqueConstraint(
                        models.F("kind"),
                        django.db.models.functions.text.Lower("label"),
                        condition=models.Q(("archived_at__isnull", True)),
                        name="customfield_label",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldOption",
            fields=[
                (
                    "id",
                    models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("label", models.CharField(max_length=100)),
                ("colour", models.CharField(blank=True, default="", max_length=20)),
                ("place", models.IntegerField(default=0)),
                ("archived_at", models.DateTimeField(editable=False, null=True)),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="foundation.customfield",
                    ),
                ),
            ],
            options={
                "ordering": ["place", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("field"), django.db.models.functions.text.Lower("label"), name="fieldoption_label"
                    )
                ],
            },
        ),
        migrations.RunPython(first_version, migrations.RunPython.noop),
    ]
