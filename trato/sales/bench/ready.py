"""The deals that the bench reads: a million of them, and a board of two thousand in twenty stages."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection

from trato.foundation.public import SYSTEM, ask_anew
from trato.sales.deals.models import Deal
from trato.sales.deals.use_cases.create import create_deals
from trato.sales.pipelines.models import OPEN, Pipeline, Stage
from trato.sales.pipelines.use_cases.pipelines import make_pipeline
from trato.sales.pipelines.use_cases.stages import StageFacts, make_stage

BOARD, STAGES, ON_BOARD, AT_ONCE = "Bench board", 20, 2_000, 500


def ready(count: int, say: Callable[[str], None]) -> None:
    """As many deals as contacts."""
    there = Deal.objects.all()[: count + 1].count()
    if there < count * 0.99:
        say(f"seeding {count - there:,} deals, once …")
        call_command("seed", deals=count - there)
    if not Pipeline.objects.filter(name=BOARD).exists():
        _make_board()
        with connection.cursor() as cursor:
            cursor.execute("vacuum (analyze) sales_deal, sales_stagemove")


def board() -> Pipeline:
    return Pipeline.objects.get(name=BOARD)


def open_stages() -> list[Stage]:
    return list(Stage.objects.filter(pipeline=board(), state=OPEN, is_archived=False).order_by("order"))


def _make_board() -> None:
    one = make_pipeline(BOARD, by=SYSTEM)
    for number in range(STAGES - len(open_stages())):
        make_stage(
            one.code, StageFacts(name=f"Step {number + 1}", probability=number * 4, rots_after_days=9), by=SYSTEM
        )
    ask_anew()
    codes = [each.code for each in open_stages()]
    with connection.cursor() as cursor:
        cursor.execute("select id::text, owner_id::text from customers_company order by id limit %s", [ON_BOARD])
        firms = cursor.fetchall()
    rows = [
        {
            "name": f"Deal {place + 1} on the board",
            "company": firm,
            "owner": owner,
            "stage": codes[place % STAGES],
            "pipeline": one.code,
            "amount": str(1_000 + place * 7),
            "close_on": f"2027-{place % 12 + 1:02}-{place % 28 + 1:02}",
            "next_step": "Call on Monday" if place % 2 else "",
        }
        for place, (firm, owner) in enumerate(firms)
    ]
    for first in range(0, len(rows), AT_ONCE):
        create_deals(rows[first : first + AT_ONCE], by=SYSTEM)
