import django.db.models.functions.datetime
from django.db import migrations, models

import trato.kit.ids


class Migration(migrations.Migration):
    dependencies = [("customers", "0006_custom_fields")]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("record_type", models.CharField(max_length=50)),
                ("absorbed_id", models.UUIDField(unique=True)),
                ("into_id", models.UUIDField()),
                ("actor_kind", models.CharField(max_length=20)),
                ("actor_id", models.UUIDField(null=True)),
                ("door", models.CharField(max_length=20)),
                ("reasons", models.JSONField(default=list)),
                ("chosen", models.JSONField(default=dict)),
                ("change_set_id", models.UUIDField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["into_id", "id"], name="merge_into")]},
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.UUIDField(default=trato.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("record_type", models.CharField(max_length=50)),
                ("one_id", models.UUIDField()),
                ("other_id", models.UUIDField()),
                ("score", models.SmallIntegerField()),
                ("reasons", models.JSONField(default=list)),
                ("dismissed_at", models.DateTimeField(null=True)),
                ("dismissed_by", models.UUIDField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["record_type", "-score", "-id"],
                        name="suggestion_open",
                        condition=models.Q(("dismissed_at", None)),
                    ),
                    models.Index(fields=["other_id"], name="suggestion_of_other"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["one_id", "other_id"], name="suggestion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one_id__lt", models.F("other_id"))), name="suggestion_in_order"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="identity",
            index=models.Index(
                models.Func(models.F("normalised"), models.Value("@"), models.Value(2), function="split_part"),
                condition=models.Q(("is_living", True), ("kind", "email")),
                name="identity_at_domain",
            ),
        ),
        migrations.AddIndex(
            model_name="company",
            index=models.Index(
                fields=["root"], name="company_cluster", condition=models.Q(("root_id", models.F("id")), _negated=True)
            ),
        ),
    ]
