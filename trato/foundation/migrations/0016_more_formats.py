import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0015_export_formats")]

    operations = [
        migrations.AlterField(
            model_name="export",
            name="format",
            field=models.CharField(
                choices=[
                    ("csv", "CSV"),
                    ("xlsx", "XLSX"),
                    ("jsonl", "JSON Lines"),
                    ("parquet", "Parquet"),
                    ("vcf", "vCard"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="export",
            name="card_version",
            field=models.CharField(blank=True, default="", max_length=3),
        ),
        migrations.CreateModel(
            name="ArrivingCopy",
            fields=[
                ("only_row", models.BooleanField(default=True, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("directory", models.TextField()),
                ("table", models.CharField(blank=True, default="", max_length=63)),
                ("row_count", models.BigIntegerField(default=0)),
                ("references", models.JSONField(default=list)),
                ("began_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("only_row", True)), name="arrivingcopy_one")
                ],
            },
        ),
    ]
