"""The index of a board's columns holds what their cards are sorted by and their sums are made of, of open deals alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sales", "0021_trash_by_reach")]

    operations = [
        migrations.RemoveIndex("deal", "deal_board"),
        migrations.AddIndex(
            "deal",
            models.Index(
                fields=["pipeline", "stage", "close_on", "id"],
                include=["owner", "team", "amount", "base_amount", "base_amount_currency", "probability"],
                name="deal_board",
                condition=models.Q(("is_standing", True), ("state", "open")),
            ),
        ),
    ]
