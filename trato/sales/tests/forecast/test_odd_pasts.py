"""Forecasts of companies that have no past, or a strange one: nothing won, nothing lost, days at the very edges."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from psycopg import sql

from trato.foundation.public import Actor, RecordUpdate
from trato.kit.ids import new_id
from trato.kit.testing.frozen_clock import FrozenClock, frozen_clock
from trato.sales.forecast.history import SPAN, chances_now, spans_at
from trato.sales.forecast.looking_back import look_back
from trato.sales.forecast.survival import AGES, FEWEST
from trato.sales.forecast.table import forecast
from trato.sales.public import Deal, Stage, StageMove, create_deals, lose_deals, trash_deals, update_deals, win_deals
from trato.sales.reports.scope import rows_of
from trato.sales.tests.forecast.conftest import numbers
from trato.sales.tests.reports.conftest import asked, rows_behind
from trato.sales.tests.survival_by_hand import Past, Stay

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 11, tzinfo=UTC)
DAY = timedelta(days=1)
MANY = 30  # enough to learn from


@pytest.fixture(autouse=True)
def clock() -> Iterator[FrozenClock]:
    with frozen_clock(NOW) as standing:
        yield standing


def made(by: Actor, *values: dict[str, Any]) -> list[UUID]:
    rows = [{"name": f"Deal {number}", "close_on": "2026-12-15", **each} for number, each in enumerate(values)]
    return [each.id for each in create_deals(rows, by=by)]


def whole(by: Actor, **given: str) -> dict[str, Any]:
    return numbers(forecast(asked(by, **{"period": "all"} | given), by="pipeline", span="quarter").report)


def test_before_the_first_deal_everything_is_nothing(as_ada: Actor) -> None:
    found = whole(as_ada)
    assert {
        name: found[name] for name in ("won", "open", "closed", "weighted", "expected", "low", "high")
    } == dict.fromkeys(("won", "open", "closed", "weighted", "expected", "low", "high"), 0)
    assert (found["goal"], found["attained"], found["adjusted"]) == (None, None, None)
    for weeks in (4, 26):
        tried = look_back(asked(as_ada), weeks=weeks)
        assert (tried.count, tried.won, tried.won_value, tried.said.value, tried.bands) == (0, 0, 0, 0, [])


def test_of_one_deal_its_stage_says_all(as_ada: Actor) -> None:
    made(as_ada, {"stage": "proposal", "amount": "300 EUR"})
    found = whole(as_ada)
    assert (found["open"], found["expected"], found["weighted"]) == (1, 150, 150)
    assert 0 == found["low"] < found["expected"] < found["high"] == 300
    assert chances_now().of("proposal", 0).seen == 0


def test_where_all_was_lost_nothing_is_expected(as_ada: Actor, clock: FrozenClock) -> None:
    gone = made(as_ada, *[{"stage": "demo", "amount": "10 EUR"}] * MANY)
    lose_deals(gone, reason="Too dear", by=as_ada)
    made(as_ada, {"stage": "demo", "amount": "500 EUR"})
    clock.advance(DAY)
    found = whole(as_ada)
    assert chances_now().of("demo", 0).won == 0
    assert (found["expected"], found["low"], found["high"], found["weighted"]) == (0, 0, 0, 125)


def test_where_all_was_won_all_is_expected(as_ada: Actor, clock: FrozenClock) -> None:
    win_deals(made(as_ada, *[{"stage": "demo", "amount": "10 EUR"}] * MANY), by=as_ada)
    made(as_ada, {"stage": "demo", "amount": "500 EUR"})
    clock.advance(DAY)
    found = whole(as_ada)
    assert chances_now().of("demo", 0).won == 1
    assert found["closed"] == MANY * 10
    assert found["expected"] == found["high"] == MANY * 10 + 500


def test_one_stay_less_than_is_needed_says_nothing(as_ada: Actor, clock: FrozenClock) -> None:
    ids = made(as_ada, *[{"stage": "demo"}] * FEWEST)
    lose_deals(ids[1:], reason="Too dear", by=as_ada)
    clock.advance(DAY)
    assert (chances_now().of("demo", 0).won, chances_now().of("demo", 0).seen) == (0.25, 0)
    lose_deals(ids[:1], reason="Too dear", by=as_ada)
    clock.advance(DAY)
    assert (chances_now().of("demo", 0).won, chances_now().of("demo", 0).seen) == (0, FEWEST)


def test_amounts_of_nothing_count_and_are_worth_nothing(as_ada: Actor) -> None:
    made(as_ada, {"stage": "won", "amount": "0 EUR"}, {"amount": "0 EUR"}, {"amount": "0"}, {})
    found = whole(as_ada)
    assert (found["won"], found["open"]) == (1, 3)
    assert {found[name] for name in ("closed", "commit", "best", "pipeline", "weighted", "expected", "high")} == {0}


def test_money_without_a_rate_is_counted_once_whatever_stands_beside_it(as_ada: Actor) -> None:
    made(
        as_ada,
        {"amount": "900 INR"},
        {"amount": "1 INR", "stage": "won"},
        {"amount": "5 INR", "stage": "lost", "lost_reason": "Too dear"},
        {},
    )
    report = forecast(asked(as_ada, period="all"), by="owner", span="quarter").report
    assert report.left_out == 2  # what was lost is in no forecast
    assert rows_behind(report.left_out_address, as_ada) == 2
    assert (numbers(report)["won"], numbers(report)["open"], numbers(report)["closed"]) == (1, 2, 0)


def test_deals_of_the_far_future_and_without_a_day_are_in_the_whole_alone(as_ada: Actor) -> None:
    made(as_ada, {"amount": "7 EUR", "close_on": "2999-12-31"}, {"amount": "5 EUR", "close_on": None})
    quarters = forecast(asked(as_ada), by="period", span="quarter").report
    assert {numbers(quarters, row)["open"] for row in quarters.rows} == {0}
    assert whole(as_ada)["pipeline"] == 12
    assert whole(as_ada, period="2999-Q4")["pipeline"] == 7


def test_the_largest_amounts_are_added_up(as_ada: Actor) -> None:
    made(as_ada, *[{"stage": "ready_to_close", "amount": "999999999999999.99 EUR"}] * 3)
    found = whole(as_ada)
    assert found["commit"] == Decimal("2999999999999999.97")
    assert found["low"] <= found["expected"] <= found["high"]


def test_what_was_thrown_away_is_forecast_no_more_but_was_learned_from(as_ada: Actor, clock: FrozenClock) -> None:
    ids = made(as_ada, *[{"stage": "demo", "amount": "10 EUR"}] * MANY)
    win_deals(ids, by=as_ada)
    trash_deals(ids, by=as_ada)
    clock.advance(DAY)
    assert (whole(as_ada)["won"], whole(as_ada)["closed"]) == (0, 0)
    assert chances_now().of("demo", 0).won == 1


# Spans of days


@pytest.mark.parametrize("hair", [timedelta(0), timedelta(microseconds=1), -timedelta(microseconds=1)])
def test_a_span_begins_at_the_very_moment_at_which_so_many_days_are_over(hair: timedelta) -> None:
    lasted = [days * DAY + hair for days in (*AGES, 3, 400, -5, 9_999)]
    statement = sql.SQL(
        f"select {SPAN.format(since='s.at')} from unnest(%s::timestamptz[]) with ordinality s (at, n) order by n"
    )
    found = [span for (span,) in rows_of(statement, [*spans_at(NOW), [NOW - each for each in lasted]])]
    assert found == [Stay("", each / DAY, None).span for each in lasted]


def stood(deal: UUID, steps: Sequence[tuple[str, str, str]]) -> list[StageMove]:
    """From a stage to another, after so many days."""
    return [
        StageMove(id=new_id(), deal_id=deal, from_stage_id=was, to_stage_id=came, at=NOW - DAY, days=Decimal(days))
        for was, came, days in steps
    ]


def test_stays_of_every_length_and_way_are_counted_where_they_belong(as_ada: Actor) -> None:
    (deal,) = made(as_ada, {"stage": "won"})
    edges = [each for age in AGES for each in (f"{age}", f"{age}.001", f"{max(age - 1, 0)}.999")]
    lengths = [*edges, "999999.000"]
    ways = [("demo", "won"), ("demo", "lost"), ("demo", "proposal"), ("proposal", "demo"), ("proposal", "won")]
    steps = [(was, came, days) for was, came in ways for days in lengths]
    steps += [("demo", "won", days) for days in lengths[::2]] + [("won", "demo", "3"), ("lost", "won", "4")]
    StageMove.objects.bulk_create(stood(deal, steps))

    ended = [Stay(was, float(days), came) for was, came, days in steps]
    own = {code: likely / 100 for code, likely in Stage.objects.filter(state="open").values_list("code", "probability")}
    past, known = Past(ended, own), chances_now()
    for code in ("demo", "proposal", "negotiation"):
        for span in range(len(AGES)):
            chance, since = known.of(code, span), past.chance(code, span)
            assert (chance.won, chance.seen) == (pytest.approx(since[0]), pytest.approx(since[1])), (code, span)


def test_only_the_last_two_years_are_learned_from(as_ada: Actor) -> None:
    (deal,) = made(as_ada, {"stage": "won"})
    rows = stood(deal, [("demo", "won", "3")] * MANY + [("demo", "lost", "3")] * MANY)
    for row in rows[MANY:]:
        row.at = NOW - 2 * 365 * DAY - timedelta(seconds=1)
    StageMove.objects.bulk_create(rows)
    assert (chances_now().of("demo", 0).won, chances_now().of("demo", 0).seen) == (1, MANY)


# Looking back


def test_looking_back_knows_who_stood_where_after_coming_and_going(as_ada: Actor, clock: FrozenClock) -> None:
    """Stages in the order of weeks ago; what is open now stood elsewhere then, and some were not there yet."""
    ids = made(as_ada, *[{"stage": "demo", "amount": "100 EUR"}] * 4)
    clock.move_to(NOW + 6 * 7 * DAY)
    update_deals([RecordUpdate(id=ids[0], values={"stage": "proposal"})], by=as_ada)
    win_deals([ids[1]], by=as_ada)
    clock.move_to(NOW + 10 * 7 * DAY)
    update_deals([RecordUpdate(id=ids[0], values={"stage": "demo"})], by=as_ada)  # back again
    update_deals([RecordUpdate(id=ids[1], values={"state": "open"})], by=as_ada)  # reopened
    made(as_ada, {"stage": "demo", "amount": "100 EUR"})
    clock.move_to(NOW + 12 * 7 * DAY)
    win_deals([ids[0], ids[2]], by=as_ada)

    found = {weeks: look_back(asked(as_ada), weeks=weeks) for weeks in (4, 8, 13)}
    assert {weeks: (each.count, each.won, each.lost) for weeks, each in found.items()} == {
        4: (3, 2, 0),  # the second was won in that week and is no deal that could be won
        8: (4, 2, 0),
        13: (0, 0, 0),
    }
    assert found[4].won_value == 200


def test_two_steps_at_one_moment_leave_it_where_the_last_one_led(as_ada: Actor, clock: FrozenClock) -> None:
    ids = made(as_ada, {"stage": "demo", "amount": "100 EUR"}, {"stage": "demo", "amount": "50 EUR"})
    update_deals([RecordUpdate(id=ids[0], values={"stage": "proposal"})], by=as_ada)
    win_deals([ids[0]], by=as_ada)
    clock.move_to(NOW + 5 * 7 * DAY)
    tried = look_back(asked(as_ada), weeks=4)
    assert (tried.count, tried.said.value) == (1, pytest.approx(12.5))


def test_each_reader_looks_back_on_ones_own_and_learns_from_all(
    as_ada: Actor, as_alice: Actor, clock: FrozenClock
) -> None:
    lose_deals(made(as_ada, *[{"stage": "demo"}] * MANY), reason="Too dear", by=as_ada)
    clock.move_to(NOW + DAY)
    made(as_alice, {"stage": "demo", "amount": "100 EUR"})
    made(as_ada, {"stage": "demo", "amount": "100 EUR", "owner": None}, {"stage": "demo", "amount": "1 EUR"})
    clock.move_to(NOW + 5 * 7 * DAY)
    mine, all_of = look_back(asked(as_alice), weeks=4), look_back(asked(as_ada), weeks=4)
    assert (mine.count, all_of.count) == (1, 3)
    assert mine.said.value == all_of.said.value == 0
    assert look_back(asked(as_ada, owner="none"), weeks=4).count == 0 + Deal.objects.filter(owner=None).count()
