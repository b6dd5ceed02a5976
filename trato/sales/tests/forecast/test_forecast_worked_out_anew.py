"""The forecast over deals of every kind, against the same worked out deal by deal in plain Python."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from trato.foundation.public import Actor
from trato.sales.forecast.history import chances_now
from trato.sales.forecast.looking_back import look_back
from trato.sales.forecast.table import forecast
from trato.sales.public import Deal, Stage
from trato.sales.reports.told import Report, Row
from trato.sales.tests.forecast.conftest import numbers
from trato.sales.tests.plain import (
    OPEN,
    WON,
    Plain,
    category,
    grouped,
    left_out,
    of_state,
    plain_deals,
    seen,
    total,
    weighted,
    within,
)
from trato.sales.tests.reports.conftest import asked, rows_behind
from trato.sales.tests.scattered import NOW
from trato.sales.tests.survival_by_hand import STARTS, Past, Stay, ended_stays, standing_at

pytestmark = pytest.mark.django_db
YEAR = ("2026-01-01", "2026-12-31")
TWO_YEARS = timedelta(days=730)
KEYS: dict[str, Callable[[Plain], Any]] = {
    "owner": lambda each: each.row.owner_id,
    "team": lambda each: each.row.team_id,
    "pipeline": lambda each: each.row.pipeline_id,
    "quarter": lambda each: each.quarter,
    "month": lambda each: str(each.row.close_on)[:7],
}


AROUND = {
    "quarter": ["2026-Q3", "2026-Q4", "2027-Q1", "2027-Q2", "2027-Q3"],
    "month": ["2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"],
}


@pytest.fixture
def readers(as_ada: Actor, as_alice: Actor, as_bob: Actor) -> list[Actor]:
    """Who sees all, and who sees their own and their team's."""
    return [as_ada, as_alice, as_bob]


def told(by: Actor, *, group: str, span: str = "quarter", **given: str) -> Report:
    return forecast(asked(by, **given), by=group, span=span).report


def everything(scattered: Sequence[Plain]) -> list[Plain]:
    """With those in the trash: what became of them is history as well."""
    gone = list(Deal.objects.filter(is_standing=False).values_list("pk", flat=True))
    Deal.objects.filter(pk__in=gone).update(deleted_at=None)
    found = plain_deals()
    Deal.objects.filter(pk__in=gone).update(deleted_at=NOW)
    assert len(found) == len(scattered) + len(gone)
    return found


def past_now(scattered: Sequence[Plain]) -> Past:
    ended = ended_stays(everything(scattered), since=NOW - TWO_YEARS, until=NOW)
    lasting = [
        Stay(each.row.stage_id, (NOW - each.row.stage_since) / timedelta(days=1), None)
        for each in of_state(scattered, OPEN)
    ]
    return Past([*ended, *lasting], own_probabilities())


def own_probabilities() -> dict[str, float]:
    return {code: likely / 100 for code, likely in Stage.objects.filter(state=OPEN).values_list("code", "probability")}


def days_in_stage(deal: Plain) -> float:
    return (NOW - deal.row.stage_since) / timedelta(days=1)


def expected_of(deals: Sequence[Plain], past: Past) -> float:
    still = of_state(deals, OPEN)
    return float(total(of_state(deals, WON))) + sum(
        float(each.value) * past.chance(each.row.stage_id, Stay("", days_in_stage(each), None).span)[0]
        for each in still
    )


def check(report: Report, row: Row, deals: Sequence[Plain], past: Past) -> None:
    found = numbers(report, row)
    won, still = of_state(deals, WON), of_state(deals, OPEN)
    assert (found["won"], found["open"], found["closed"]) == (len(won), len(still), total(won)), row.key
    for name in ("commit", "best", "pipeline"):
        assert found[name] == total(each for each in still if category(each) == name), (row.key, name)
    assert found["weighted"] == total(won) + weighted(still), row.key
    assert float(found["expected"]) == pytest.approx(expected_of(deals, past), rel=1e-4, abs=0.02), row.key
    assert found["low"] <= found["expected"] <= found["high"]


def test_a_year_by_owner_team_and_pipeline(scattered: list[Plain], readers: list[Actor]) -> None:
    past = past_now(scattered)
    for reader in readers:
        for group in ("owner", "team", "pipeline"):
            mine = within(seen(scattered, reader), *YEAR)
            report = told(reader, group=group, period="2026")
            groups = grouped(of_state(mine, OPEN, WON), KEYS[group])
            assert {row.key for row in report.rows} == {key or "none" for key in groups}
            for row in report.rows:
                check(report, row, groups[row.key.replace("none", "")], past)
            assert report.total is not None
            check(report, report.total, of_state(mine, OPEN, WON), past)
            assert report.left_out == left_out(of_state(mine, OPEN, WON))


def test_quarters_and_months_around_today(scattered: list[Plain], readers: list[Actor]) -> None:
    past = past_now(scattered)
    for reader in readers:
        for span in AROUND:
            report = told(reader, group="period", span=span)
            assert [row.key for row in report.rows] == AROUND[span]
            groups = grouped(of_state(seen(scattered, reader), OPEN, WON), KEYS[span])
            for row in report.rows:
                check(report, row, groups.get(row.key, []), past)


def test_each_number_of_deals_and_each_category_opens_its_rows(scattered: list[Plain], readers: list[Actor]) -> None:
    for reader in readers:
        report = told(reader, group="owner", period="2026")
        by_owner = grouped(within(seen(scattered, reader), *YEAR), lambda each: each.row.owner_id)
        for row in report.rows:
            cells = dict(zip([each.code for each in report.columns], row.cells, strict=True))
            mine = by_owner[row.key.replace("none", "")]
            for name in ("won", "open"):
                assert rows_behind(cells[name].address, reader) == cells[name].value
            for name in ("commit", "best", "pipeline"):
                wanted = [each for each in of_state(mine, OPEN) if category(each) == name]
                assert rows_behind(cells[name].address, reader) == len(wanted), (row.key, name)
            assert rows_behind(cells["weighted"].address, reader) == len(of_state(mine, OPEN, WON))


def test_what_the_past_says_of_each_stage_and_age(scattered: list[Plain]) -> None:
    past, known = past_now(scattered), chances_now()
    learned = 0
    for code in own_probabilities():
        for span in range(len(STARTS)):
            chance, since = known.of(code, span), past.chance(code, span)
            assert (chance.won, chance.seen) == (pytest.approx(since[0], abs=1e-6), pytest.approx(since[1])), (
                code,
                span,
            )
            learned += bool(chance.seen)
    assert learned > 20


def test_looking_back_says_what_would_have_been_said_then(scattered: list[Plain], readers: list[Actor]) -> None:
    own, ever = own_probabilities(), everything(scattered)
    for weeks in (4, 13, 26):
        then = NOW - timedelta(weeks=weeks)
        stood = {each.id: place for each in scattered if (place := standing_at(each, then, stages=own))}
        lasting = [Stay(code, days, None) for code, days in stood.values()]
        past = Past([*ended_stays(ever, since=then - TWO_YEARS, until=then), *lasting], own)
        for reader in readers:
            tried = look_back(asked(reader), weeks=weeks)
            mine = [each for each in seen(scattered, reader) if each.id in stood]
            assert (tried.count, tried.won) == (len(mine), len(of_state(mine, WON)))
            assert (tried.lost, tried.won_value) == (len(of_state(mine, "lost")), float(total(of_state(mine, WON))))
            said = [past.chance(stood[each.id][0], Stay("", stood[each.id][1], None).span)[0] for each in mine]
            worth = sum(float(each.value) * chance for each, chance in zip(mine, said, strict=True))
            assert tried.said.wins == pytest.approx(sum(said), rel=1e-4)
            assert tried.said.value == pytest.approx(worth, rel=1e-4)
            assert sum(band.count for band in tried.bands) == len(mine)


def test_what_is_expected_is_never_less_than_what_is_won(scattered: list[Plain], readers: list[Actor]) -> None:
    for reader in readers:
        report = told(reader, group="owner", period="2026")
        for line in report.rows:
            found: dict[str, Any] = numbers(report, line)
            everything = sum(found[name] for name in ("closed", "commit", "best", "pipeline"))
            assert found["closed"] <= found["low"]
            assert found["high"] <= everything + Decimal("0.01")
