"""Deals say themselves in which part of a forecast they are, and what is summed for one stays in one index."""

from django.db import migrations, models

SUMMED = ("state", "pipeline", "stage", "owner", "team", "amount", "base_amount", "base_amount_currency", "begun_on")
CATEGORIES = [("commit", "Commit"), ("best", "Best case"), ("pipeline", "Pipeline"), ("omitted", "Omitted")]


class Migration(migrations.Migration):
    dependencies = [("sales", "0006_indexes"), ("customers", "0015_about_records")]

    operations = [
        migrations.AddField(
            model_name="deal",
            name="forecast_category",
            field=models.CharField(blank=True, choices=CATEGORIES, db_default="", default="", max_length=10),
        ),
        migrations.RemoveIndex("deal", "deal_open_reports"),
        migrations.AddIndex(
            "deal",
            models.Index(
                fields=["close_on"],
                include=[*SUMMED, "created_at", "probability", "stage_since", "forecast_category"],
                name="deal_open_reports",
                condition=models.Q(("is_standing", True), ("state", "open")),
            ),
        ),
    ]
