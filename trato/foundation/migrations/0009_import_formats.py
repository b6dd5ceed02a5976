import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import trato.kit.ids


class Migration(migrations.Migration):
    dependencies = [("foundation", "0008_notifications")]

    operations = [
        migrations.AddField("import", "formats", models.JSONField(default=list)),
        migrations.AddField("import", "has_header", models.BooleanField(default=True)),
        migrations.AddField("import", "quotes", models.CharField(default="double", max_length=10)),
        migrations.AddField("import", "system", models.CharField(blank=True, default="", max_length=30)),
        migrations.AddField("import", "ids_of", models.CharField(blank=True, default="", max_length=100)),
        migrations.AddField(
            "import",
            "empty",
            models.CharField(
                choices=[("skip", "Keep what is there"), ("clear", "Take away what is there")],
                default="skip",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="ImportMapping",
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
                ("name", models.CharField(max_length=100)),
                ("columns", models.JSONField(default=dict)),
                ("formats", models.JSONField(default=dict)),
                ("key", models.CharField(blank=True, default="", max_length=60)),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("update", "Update it"),
                            ("skip", "Leave it as it is"),
                            ("create", "Create another one"),
                        ],
                        default="update",
                        max_length=10,
                    ),
                ),
                (
                    "empty",
                    models.CharField(
                        choices=[("skip", "Keep what is there"), ("clear", "Take away what is there")],
                        default="skip",
                        max_length=10,
                    ),
                ),
                ("ids_of", models.CharField(blank=True, default="", max_length=100)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("kind"),
                        django.db.models.functions.text.Lower("name"),
                        name="import_mapping_by_name",
                    )
                ],
            },
        ),
    ]
