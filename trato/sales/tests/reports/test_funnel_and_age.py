"""How far deals came, how long they stood, how old they are, and what calls have to do with it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from trato.customers.public import Contact, create_activities
from trato.foundation.public import Actor, Reach, RecordUpdate
from trato.kit.clock import now
from trato.sales.public import Deal, create_deals, lose_deals, update_deals, win_deals
from trato.sales.reports.catalogue import REPORTS
from trato.sales.reports.told import Report
from trato.sales.tests.leads.reading import Listening
from trato.sales.tests.reports.conftest import asked, closed, counted, numbers, reaching, row, rows_behind

pytestmark = pytest.mark.django_db


def report(code: str, by: Actor, **given: str) -> Report:
    return REPORTS[code].make(asked(by, **{"period": "all"} | given), "")


@pytest.fixture
def moved(as_alice: Actor) -> list[Deal]:
    """One came to the demo, one to the proposal and was lost there, one was won, one stands where it began."""
    saved = create_deals([{"name": f"Deal {n}", "amount": "100 EUR"} for n in range(4)], by=as_alice)
    ids = [each.id for each in saved]
    for id_, stage in ((ids[0], "demo"), (ids[1], "proposal"), (ids[2], "demo")):
        update_deals([RecordUpdate(id=id_, values={"stage": stage})], by=as_alice)
    lose_deals([ids[1]], reason="Too dear", by=as_alice)
    win_deals([ids[2]], by=as_alice)
    return list(Deal.objects.filter(pk__in=ids).order_by("name"))


def test_who_came_further_came_through_the_stages_before(moved: list[Deal], as_ada: Actor) -> None:
    found = report("funnel", as_ada)
    assert numbers(found, "reached") == {
        "Qualification": 4,
        "Demo": 3,
        "Proposal": 2,
        "Negotiation": 1,
        "Ready to close": 1,
        "Won": 1,
    }
    assert numbers(found, "from_before")["Proposal"] == pytest.approx(2 / 3)
    assert numbers(found, "from_first")["Won"] == pytest.approx(0.25)


def test_every_step_of_the_funnel_opens_exactly_its_deals(moved: list[Deal], as_ada: Actor) -> None:
    for period in ("all", str(now().year), "2001"):
        for count, address in counted(report("funnel", as_ada, period=period)):
            assert rows_behind(address, as_ada) == count, address


def test_the_funnel_of_a_period_is_of_deals_made_in_it(moved: list[Deal], as_ada: Actor) -> None:
    Deal.objects.filter(pk=moved[0].pk).update(entered_at=datetime(2016, 5, 1, tzinfo=UTC))
    assert numbers(report("funnel", as_ada, period="2016-05"), "reached")["Demo"] == 1
    assert numbers(report("funnel", as_ada, period="2016-06"), "reached")["Qualification"] == 0


def test_time_in_a_stage_is_the_mean_of_those_who_left_it(moved: list[Deal], as_ada: Actor) -> None:
    for days, one in zip((2, 4, 9), moved, strict=False):
        assert one.stays
        Deal.objects.filter(pk=one.pk).update(stays=[days * 1_000, *one.stays[1:]])
    found = report("funnel", as_ada)
    assert numbers(found, "mean_days")["Qualification"] == 5
    assert rows_behind(row(found, "Qualification").cells[-1].address, as_ada) == 3


def test_a_funnel_is_of_what_the_reader_sees(moved: list[Deal], as_bob: Actor) -> None:
    assert numbers(report("funnel", reaching(as_bob, Reach.OWN)), "reached")["Qualification"] == 0


@pytest.mark.parametrize(
    ("days", "group"),
    [
        (0, "0 to 30 days ago"),
        (30, "0 to 30 days ago"),
        (31, "31 to 60 days ago"),
        (90, "61 to 90 days ago"),
        (365, "181 to 365 days ago"),
        (366, "over 365 days ago"),
        (-5, "0 to 30 days ago"),
    ],
)
def test_open_deals_stand_by_their_age_at_its_very_edges(as_alice: Actor, days: int, group: str) -> None:
    begun = asked(as_alice).today - timedelta(days=days)
    create_deals([{"name": "Aged", "begun_on": begun.isoformat(), "amount": "7 EUR"}], by=as_alice)
    found = report("ageing", as_alice)
    assert {label: count for label, count in numbers(found, "open").items() if count} == {group: 1}
    for count, address in counted(found):
        assert rows_behind(address, as_alice) == count, address


def test_closed_deals_have_no_age(past: None, as_ada: Actor) -> None:
    assert sum(numbers(report("ageing", as_ada), "open").values()) == 2


def test_won_and_lost_stand_by_how_often_people_talked(as_alice: Actor, nuria: Contact) -> None:
    talks = [
        {
            "name": f"Call {n}",
            "type": "call",
            "state": "held",
            "starts_at": f"2017-01-0{n + 1}T10:00",
            "contact": nuria.id,
        }
        for n in range(4)
    ]
    create_activities([{**each, "contact": str(nuria.id)} for each in talks], by=as_alice)
    create_deals(
        [
            closed("Won", "2017-02-01", "1 EUR", contact=str(nuria.id), begun_on="2017-01-01"),
            closed("Lost", "2017-01-02", "1 EUR", contact=str(nuria.id), begun_on="2017-01-02"),
            closed("Lost", "2017-02-01", "1 EUR", begun_on="2017-01-01"),
        ],
        by=as_alice,
    )
    Listening("sales.deals_held").read()
    found = report("activity", as_alice)
    assert numbers(found, "won") == {"0": 0, "1–2": 0, "3–5": 1}
    assert numbers(found, "lost") == {"0": 1, "1–2": 1, "3–5": 0}
    for count, address in counted(found):
        assert rows_behind(address, as_alice) == count, address


def test_who_may_not_see_calls_is_not_offered_what_they_led_to(as_alice: Actor) -> None:
    from dataclasses import replace

    from trato.sales.reports.catalogue import reports_for

    alice = replace(as_alice, rights={"sales.see_deals": Reach.ALL})
    assert "activity" not in [each.code for each in reports_for(alice)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "age",
        "age:x:y",
        "age:-1:5",
        "age:1:999999999",
        "begun:1:2",
        "reached:nowhere",
        "product:zzz",
        "category:won",
    ],
)
def test_what_is_no_exact_filter_is_refused_and_the_list_still_opens(as_alice: Actor, text: str) -> None:
    from trato.foundation.public import filters_from, record_kind

    filters, refused = filters_from(record_kind("deal"), {"exactly": [text]}, seen_by=as_alice)
    assert not filters
    assert refused["exactly"].endswith(".")


def test_other_kinds_have_no_exact_filter(as_alice: Actor) -> None:
    from trato.foundation.public import filters_from, record_kind

    _filters, refused = filters_from(record_kind("contact"), {"exactly": ["age:1:2"]}, seen_by=as_alice)
    assert "exactly" in refused


def test_many_exact_filters_are_refused_as_well(as_alice: Actor, hire: Callable[..., object]) -> None:
    from trato.foundation.public import filters_from, record_kind

    for given in (["age:1:2"] * 30, ["source:" + "x" * 5000]):
        _filters, refused = filters_from(record_kind("deal"), {"exactly": given}, seen_by=as_alice)
        assert "exactly" in refused
