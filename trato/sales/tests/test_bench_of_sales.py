"""What `trato bench` measures of sales: every work can be done, beside its floor, and leaves what it found."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from trato.customers.public import create_companies, create_contacts
from trato.foundation.public import Actor, BenchWorks, GeneratedRecords, User, contributions
from trato.kit.figures import Rate, Work
from trato.sales.bench import ready as readying
from trato.sales.bench import writing
from trato.sales.bench.extension import contributions as mine
from trato.sales.bench.ready import BOARD, board, open_stages
from trato.sales.deals.models import Deal, StageMove

pytestmark = pytest.mark.django_db(transaction=True)
DEALS = 30


@pytest.fixture
def readied(as_ada: Actor, ada: User, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(readying, "ON_BOARD", 6)
    monkeypatch.setattr(writing, "ROWS", 12)
    create_companies([{"name": f"Firm {n}"} for n in range(7)], by=as_ada)
    create_contacts([{"name": "Nuria Ferrer"}], by=as_ada)
    said: list[str] = []
    mine[0].ready(DEALS, said.append)
    return said


def of(user: User, which: str) -> dict[str, Work | Rate]:
    return {each.name: each for each in getattr(mine[0], which)(user)}


def sizes() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'select count(*) from "{model._meta.db_table}"')  # noqa: S608  # a name of our own
            found[model._meta.db_table] = cursor.fetchall()[0][0]
    return found


def test_sales_adds_its_works_and_its_data_by_itself() -> None:
    assert mine[0] in contributions(BenchWorks)
    assert "deals" in [each.name for each in contributions(GeneratedRecords)]


def test_what_is_measured_is_made_once(readied: list[str]) -> None:
    assert readied == [f"seeding {DEALS:,} deals, once …"]
    count = Deal.objects.count()

    mine[0].ready(DEALS, readied.append)

    assert (len(readied), Deal.objects.count()) == (1, count)


def test_the_board_has_twenty_open_stages(readied: list[str]) -> None:
    assert len(open_stages()) == 20
    assert board().name == BOARD
    assert Deal.objects.filter(pipeline=board(), state="open").count() == 6


def test_every_report_the_forecast_and_the_board_are_read(readied: list[str], ada: User) -> None:
    works = of(ada, "reading")

    assert {"report funnel of all", "report sellers of this_year", "forecast by period"} <= works.keys()
    assert {"report ageing of all", "board of 2,000 deals HTML"} <= works.keys()
    for work in works.values():
        assert isinstance(work, Work)
        assert work.budget in (100.0, 1_000.0)
        work.act()
        work.floor()


def test_who_sees_little_reads_the_same_works(readied: list[str], alice: User) -> None:
    for work in of(alice, "reading").values():
        assert isinstance(work, Work)
        work.act()


def test_a_card_moves_there_and_back(readied: list[str], ada: User) -> None:
    work = of(ada, "writing")["move of a card HTML"]
    assert isinstance(work, Work)
    first, other = open_stages()[:2]
    mine_, bare = Deal.objects.filter(pipeline=board(), state="open").order_by("id")[:2]
    before = StageMove.objects.count()

    work.act()
    work.floor()
    assert {Deal.objects.get(pk=each.pk).stage_id for each in (mine_, bare)} == {other.code}
    work.act()
    work.floor()

    assert Deal.objects.get(pk=mine_.pk).stage_id == first.code
    assert StageMove.objects.count() == before + 2


def test_a_file_of_deals_goes_in_and_is_taken_away(readied: list[str], ada: User) -> None:
    rate = of(ada, "writing")["import of deals, rows a second"]
    assert isinstance(rate, Rate)
    rate.run()
    before = sizes()

    taken, floor = rate.run()

    assert 0 < floor < 60
    assert 0 < taken < 60
    grown: dict[str, Any] = {name: count - before[name] for name, count in sizes().items() if count != before[name]}
    assert not {name for name in grown if "procrastinate" not in name and name != "event"}
