"""What reports add up stands in indexes of its own."""

from django.db import migrations, models

SUMMED = ("state", "pipeline", "stage", "owner", "team", "amount", "base_amount", "base_amount_currency", "begun_on")


class Migration(migrations.Migration):
    dependencies = [("sales", "0005_goals")]

    operations = [
        migrations.AddIndex(
            "deal",
            models.Index(
                fields=["close_on"],
                include=[*SUMMED, "created_at", "company"],
                name="deal_closed_reports",
                condition=models.Q(("is_standing", True), models.Q(("state", "open"), _negated=True)),
            ),
        ),
        migrations.AddIndex(
            "deal",
            models.Index(
                fields=["close_on"],
                include=[*SUMMED, "created_at", "probability", "stage_since"],
                name="deal_open_reports",
                condition=models.Q(("is_standing", True), ("state", "open")),
            ),
        ),
        migrations.RemoveIndex("stagemove", "stage_move_of_deal"),
        migrations.AddIndex(
            "stagemove",
            models.Index(fields=["deal", "at"], include=["from_stage", "to_stage", "days"], name="stage_move_of_deal"),
        ),
        migrations.AddIndex(
            "stagemove",
            models.Index(
                fields=["at"], include=["deal"], name="stage_move_begun", condition=models.Q(("from_stage", None))
            ),
        ),
        migrations.AddIndex(
            "stagemove",
            models.Index(
                fields=["at"],
                include=["from_stage", "to_stage", "days", "deal"],
                name="stage_move_left",
                condition=models.Q(("from_stage__isnull", False)),
            ),
        ),
    ]
