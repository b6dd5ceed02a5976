"""Stays lie in the index by how they ended and how long they were: a forecast counts them where they lie.

And that of courses says which deal it is, so that looking back reads no deal that was not there yet.
"""

from django.db import migrations, models

COURSES = ["course", "stays", "entered_at", "stage", "stage_since", "owner", "team"]
MONEY = ["amount", "base_amount", "base_amount_currency"]


class Migration(migrations.Migration):
    dependencies = [("sales", "0022_board_by_stage")]

    operations = [
        migrations.AddIndex(
            "stagemove",
            models.Index(
                fields=["from_stage", "to_stage", "days", "at"],
                name="stage_move_stays",
                condition=models.Q(("from_stage__isnull", False)),
            ),
        ),
        migrations.RemoveIndex("stagemove", "stage_move_left"),
        migrations.RemoveIndex("deal", "deal_courses"),
        migrations.AddIndex(
            "deal",
            models.Index(
                fields=["pipeline"],
                include=["id", *COURSES, *MONEY],
                name="deal_courses",
                condition=models.Q(("is_standing", True)),
            ),
        ),
    ]
