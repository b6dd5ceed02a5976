"""What a forecast says of deals, goals beside it, managers' words, what changed, and how good it was."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from trato.foundation.public import Actor, Reach, RecordUpdate
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.sales.forecast.changed import read_days, what_changed
from trato.sales.forecast.history import chances_now
from trato.sales.forecast.looking_back import look_back
from trato.sales.forecast.table import read_by, read_span
from trato.sales.public import Deal, StageMove, create_deals, lose_deals, update_deals, win_deals
from trato.sales.tests.forecast.conftest import numbers, told
from trato.sales.tests.reports.conftest import asked, reaching, rows_behind

pytestmark = pytest.mark.django_db


def test_open_deals_stand_by_how_likely_they_are(quarter: str, as_ada: Actor) -> None:
    found = numbers(told(as_ada))
    assert (found["won"], found["open"]) == (1, 6)
    assert (found["closed"], found["commit"], found["best"], found["pipeline"]) == (1000, 540, 500, 100)


def test_weighted_is_what_is_won_and_each_open_amount_times_its_probability(quarter: str, as_ada: Actor) -> None:
    weighted = 1000 + 500 * Decimal("0.9") + 200 * Decimal("0.5") + 10 + 38 + 150
    assert numbers(told(as_ada))["weighted"] == weighted


def test_without_a_past_what_is_expected_goes_by_the_stages(quarter: str, as_ada: Actor) -> None:
    found = numbers(told(as_ada))
    assert float(found["expected"]) == pytest.approx(1000 + 450 + 100 + 14 + 150)
    assert found["low"] <= found["expected"] <= found["high"]


def test_a_deal_without_a_rate_is_in_no_sum_and_that_is_said(quarter: str, as_ada: Actor) -> None:
    found = told(as_ada)
    assert found.left_out == 1
    assert rows_behind(found.left_out_address, as_ada) == 1


@pytest.mark.parametrize("group", ["owner", "team", "pipeline", "period"])
def test_the_rows_come_to_the_whole_and_open_their_deals(quarter: str, as_ada: Actor, group: str) -> None:
    report = told(as_ada, group=group)
    whole = numbers(report)
    for name in ("won", "open", "closed", "commit", "best", "pipeline", "weighted"):
        assert sum(numbers(report, each)[name] or 0 for each in report.rows) == whole[name], name
    for line in [*report.rows, report.total]:
        assert line is not None
        cells = dict(zip([each.code for each in report.columns], line.cells, strict=True))
        for name in ("won", "open"):
            assert rows_behind(cells[name].address, as_ada) == cells[name].value, name


def test_the_categories_open_their_deals(quarter: str, as_ada: Actor) -> None:
    report = told(as_ada)
    cells = dict(zip([each.code for each in report.columns], report.total.cells, strict=True))  # type: ignore[union-attr]
    assert [rows_behind(cells[name].address, as_ada) for name in ("commit", "best", "pipeline")] == [2, 3, 1]


@pytest.mark.parametrize("reach", [Reach.OWN, Reach.TEAM, Reach.SUBTREE])
def test_a_restricted_reader_forecasts_what_she_sees(quarter: str, as_bob: Actor, reach: Reach) -> None:
    found = numbers(told(reaching(as_bob, reach)))
    assert (found["won"], found["open"], found["best"]) == (0, 2, 300)


def test_who_may_not_see_amounts_gets_counts_alone(quarter: str, as_alice: Actor) -> None:
    found = told(replace(as_alice, hidden=frozenset({"deal.amount"})))
    assert [each.code for each in found.columns] == ["won", "open"]
    assert found.left_out == 0


def test_periods_stand_with_their_neighbours(quarter: str, as_ada: Actor) -> None:
    keys = [each.key for each in told(as_ada, group="period").rows]
    assert len(keys) == 5
    assert keys[1] == quarter


@pytest.mark.parametrize("text", ["nonsense", "owner; drop", "company.industry"])
def test_strange_groups_and_spans_are_refused_in_a_sentence(text: str) -> None:
    for read in (read_by, read_span):
        with pytest.raises(DomainError) as refused:
            read(text)
        assert str(refused.value).endswith(".")


@pytest.mark.parametrize("text", ["x", "0", "-1", "400", "99999999999", "1.5"])
def test_strange_days_are_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(DomainError):
        read_days(text)
    assert read_days("") == 7


def test_the_past_of_a_stage_says_what_its_deals_are_worth(as_ada: Actor) -> None:
    saved = create_deals([{"name": f"Deal {n}", "stage": "demo", "amount": "100 EUR"} for n in range(40)], by=as_ada)
    ids = [each.id for each in saved]
    win_deals(ids[:24], by=as_ada)
    lose_deals(ids[24:32], reason="Too dear", by=as_ada)
    known = chances_now()
    assert known.of("demo", 0).won == pytest.approx(0.75)
    assert known.of("demo", 0).seen == 36
    assert known.of("proposal", 0).won == 0.5


# What changed


def test_what_changed_since_last_week_stands_with_its_deals(as_alice: Actor) -> None:
    saved = create_deals(
        [{"name": name, "amount": "100 EUR", "close_on": "2030-01-01"} for name in "abcdef"], by=as_alice
    )
    a, b, c, d, e, f = (each.id for each in saved)
    StageMove.objects.update(at=now() - timedelta(days=30))
    win_deals([a], by=as_alice)
    lose_deals([b], reason="Too dear", by=as_alice)
    for id_, values in (
        (c, {"close_on": "2030-02-01"}),
        (c, {"close_on": "2030-03-01"}),
        (d, {"close_on": "2029-12-01"}),
        (e, {"amount": "250 EUR"}),
        (f, {"amount": "40 EUR"}),
    ):
        update_deals([RecordUpdate(id=id_, values=values)], by=as_alice)
    create_deals([{"name": "Fresh", "amount": "5 EUR"}], by=as_alice)
    found = {each.code: each for each in what_changed(asked(as_alice), days=7)}
    names = {code: [deal.name for deal in each.deals] for code, each in found.items() if each.count}
    assert names == {
        "new": ["Fresh"],
        "won": ["a"],
        "lost": ["b"],
        "slipped": ["c"],
        "sooner": ["d"],
        "up": ["e"],
        "down": ["f"],
    }
    assert (found["up"].value, found["down"].value, found["won"].value) == (150, -60, 100)
    (slipped,) = found["slipped"].deals
    assert (str(slipped.was), str(slipped.now)) == ("2030-01-01", "2030-03-01")


def test_what_went_back_to_what_it_was_did_not_change(as_alice: Actor) -> None:
    (deal,) = create_deals([{"name": "a", "amount": "100 EUR"}], by=as_alice)
    for amount in ("90 EUR", "100 EUR"):
        update_deals([RecordUpdate(id=deal.id, values={"amount": amount})], by=as_alice)
    assert [each.code for each in what_changed(asked(as_alice), days=7) if each.count] == ["new"]


def test_what_changed_is_told_of_what_one_sees(quarter: str, as_alice: Actor, as_bob: Actor) -> None:
    found = {each.code: each for each in what_changed(asked(reaching(as_bob, Reach.OWN)), days=7)}
    assert sorted(deal.name for deal in found["new"].deals) == ["Abroad", "Later", "South"]
    hidden = replace(as_alice, hidden=frozenset({"deal.amount"}))
    assert all(deal.value is None for each in what_changed(asked(hidden), days=7) for deal in each.deals)


# How good it was


def _began(moment: datetime) -> None:
    StageMove.objects.update(at=moment)
    Deal.objects.update(entered_at=moment)


def test_looking_back_knows_only_what_was_known_then(as_ada: Actor) -> None:
    saved = create_deals([{"name": f"Deal {n}", "stage": "demo", "amount": "100 EUR"} for n in range(60)], by=as_ada)
    ids = [each.id for each in saved]
    long_ago, then = now() - timedelta(weeks=20), now() - timedelta(weeks=10)
    win_deals(ids[:15], by=as_ada)
    lose_deals(ids[15:30], reason="Too dear", by=as_ada)
    _began(long_ago)
    StageMove.objects.filter(deal_id__in=ids[:30], from_stage="demo").update(at=then)
    Deal.objects.filter(pk__in=ids[:30]).update(stage_since=then)
    win_deals(ids[30:45], by=as_ada)
    tried = look_back(asked(as_ada), weeks=8)
    assert tried.count == 30
    assert (tried.won, tried.lost, tried.still_open) == (15, 0, 15)
    assert tried.won_value == 1500
    assert 0 < tried.said.wins < 30
    assert sum(each.count for each in tried.bands) == 30
    assert look_back(asked(as_ada), weeks=26).count == 0


def test_what_a_reader_does_not_see_is_not_looked_back_on(quarter: str, as_bob: Actor) -> None:
    _began(now() - timedelta(weeks=20))
    assert look_back(asked(reaching(as_bob, Reach.OWN)), weeks=4).count == 3
