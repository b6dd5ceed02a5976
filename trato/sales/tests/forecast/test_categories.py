"""A deal can say itself in which part of a forecast it is."""

import pytest

from trato.foundation.public import Actor, LoggedEvent, RecordUpdate, RowsRefused, read_page, record_kind
from trato.sales.public import Deal, create_deals, update_deals
from trato.sales.tests.forecast.conftest import numbers, told
from trato.sales.tests.reports.conftest import rows_behind

pytestmark = pytest.mark.django_db


def say(name: str, category: str | None, by: Actor) -> None:
    deal = Deal.objects.get(name=name)
    update_deals([RecordUpdate(id=deal.id, values={"forecast_category": category})], by=by)


def test_what_a_deal_says_counts_more_than_its_probability(quarter: str, as_ada: Actor) -> None:
    say("Early", "commit", as_ada)
    say("Ready", "pipeline", as_ada)
    say("Offer", "Best case", as_ada)

    found = numbers(told(as_ada))

    assert (found["commit"], found["best"], found["pipeline"]) == (140, 500, 500)
    assert found["weighted"] == 1000 + 450 + 100 + 10 + 38 + 150


def test_nobody_counts_on_what_is_omitted_but_it_is_open(quarter: str, as_ada: Actor) -> None:
    before = numbers(told(as_ada))
    say("Ready", "omitted", as_ada)

    found = numbers(told(as_ada))

    assert found["open"] == before["open"]
    assert found["commit"] == before["commit"] - 500
    assert found["weighted"] == before["weighted"] - 450
    assert float(found["expected"]) == pytest.approx(float(before["expected"]) - 450)
    assert (found["best"], found["pipeline"]) == (before["best"], before["pipeline"])


def test_without_one_its_probability_says_so_again(quarter: str, as_ada: Actor) -> None:
    say("Early", "commit", as_ada)
    say("Early", None, as_ada)
    assert numbers(told(as_ada))["pipeline"] == 100


def test_each_category_opens_the_deals_that_are_in_it(quarter: str, as_ada: Actor) -> None:
    say("Early", "commit", as_ada)
    say("Ready", "omitted", as_ada)
    report = told(as_ada)
    assert report.total is not None
    cells = dict(zip([each.code for each in report.columns], report.total.cells, strict=True))
    wanted = {"commit": ["Early", "Early but sure"], "best": ["Abroad", "Offer", "South"], "pipeline": []}
    for name, deals in wanted.items():
        assert rows_behind(cells[name].address, as_ada) == len(deals), name


def test_it_is_a_field_that_files_lists_and_programs_know(as_alice: Actor) -> None:
    create_deals([{"name": "Roof", "forecast_category": "Commit"}, {"name": "Barn"}], by=as_alice)
    page = read_page(record_kind("deal"), seen_by=as_alice, columns=["name", "forecast_category"], sort="name")
    assert [(row["name"], row["forecast_category"]) for row in page.rows] == [("Barn", ""), ("Roof", "commit")]
    assert record_kind("deal").by_name["forecast_category"].importable
    with pytest.raises(RowsRefused):
        create_deals([{"name": "Shed", "forecast_category": "perhaps"}], by=as_alice)


def test_that_it_changed_is_told(quarter: str, as_ada: Actor) -> None:
    say("Ready", "omitted", as_ada)
    assert LoggedEvent.objects.get(kind="sales.deal_changed").data["fields"] == ["forecast_category"]
