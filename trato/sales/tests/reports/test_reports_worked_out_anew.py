"""Each report over deals of every kind, against the same worked out deal by deal in plain Python."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from trato.foundation.public import SYSTEM, Actor, Reach, RecordUpdate
from trato.sales.deals.use_cases.reconvert import reconvert_deals
from trato.sales.public import Deal, Stage, update_deals
from trato.sales.reports.catalogue import REPORTS
from trato.sales.reports.dimensions import dimensions
from trato.sales.reports.told import Report, Row
from trato.sales.tests.made_fields import made, option_ids
from trato.sales.tests.plain import (
    AGES,
    LOST,
    OPEN,
    WON,
    Plain,
    age_group,
    closed_numbers,
    days_to_win,
    grouped,
    left_out,
    of_state,
    seen,
    talk_group,
    total,
    velocity_numbers,
    within,
)
from trato.sales.tests.rates import in_euros
from trato.sales.tests.reports.conftest import asked, counted, reaching, rows_behind, values
from trato.sales.tests.scattered import NOW, RATES

pytestmark = pytest.mark.django_db
PERIODS = {"2026": ("2026-01-01", "2026-12-31"), "2026-02-10..2026-07-20": ("2026-02-10", "2026-07-20")}
READERS = ["as_ada", "as_alice", "as_bob"]
Keys = Callable[[Plain], Any]


def report(code: str, by: Actor, *, dimension: str = "", **given: str) -> Report:
    return REPORTS[code].make(asked(by, **given), dimension)


def by_key(found: Report) -> dict[str, list[Any]]:
    return {row.key: values(row) for row in found.rows}


def same(given: Sequence[Any], wanted: Sequence[Any]) -> bool:
    """Counts and money exactly, shares and days as near as numbers with a point come."""
    return len(given) == len(wanted) and all(
        one == pytest.approx(other) if isinstance(other, float) else one == other
        for one, other in zip(given, wanted, strict=True)
    )


@pytest.fixture
def readers(as_ada: Actor, as_alice: Actor, as_bob: Actor) -> list[Actor]:
    """Who sees all, and who sees their own and their team's."""
    return [as_ada, as_alice, as_bob]


def test_won_and_lost_by_quarter(scattered: list[Plain], readers: list[Actor]) -> None:
    for reader in readers:
        for period in PERIODS:
            mine = of_state(within(seen(scattered, reader), *PERIODS[period]), WON, LOST)
            found = report("quarters", reader, period=period)
            groups = grouped(mine, lambda each: each.quarter)
            assert groups
            for row, key in zip(found.rows, sorted(groups), strict=True):
                assert same(values(row), closed_numbers(groups[key])), key
            assert same(values(found.total), closed_numbers(mine))
            assert found.left_out == left_out(mine)
    assert left_out(of_state(scattered, WON, LOST)) > 2


def native(name: str) -> Keys:
    return lambda each: getattr(each.row, name)


def of_firm(column: str) -> Keys:
    return lambda each: getattr(each.firm, column) if each.firm else None


def keys_of(code: str) -> Keys:
    """By what a deal is grouped, said once more."""
    if code == "product":
        return lambda each: each.products
    if code.startswith("company."):
        return of_firm(code.partition(".")[2])
    return native({"owner": "owner_id", "team": "team_id", "pipeline": "pipeline_id"}.get(code, code))


def test_win_rate_by_every_dimension(scattered: list[Plain], readers: list[Actor]) -> None:
    for reader in readers:
        mine = of_state(seen(scattered, reader), WON, LOST)
        for code in dimensions(reader):
            found = report("win_rate", reader, dimension=code, period="all")
            groups = grouped(mine, keys_of(code))
            told = by_key(found)
            assert told.keys() == groups.keys(), code
            for key, some in groups.items():
                assert same(told[key], [*closed_numbers(some), days_to_win(some)]), (code, key)
            assert same(values(found.total), [*closed_numbers(mine), days_to_win(mine)]), code


def test_win_rate_by_a_field_that_people_made(scattered: list[Plain], as_ada: Actor) -> None:
    field = made("Region", "choice", by=as_ada, options=("North", "South"))
    codes = option_ids(field)
    ids = [each.id for each in scattered]
    given = {id_: code for id_, code in zip(ids, [codes["North"], codes["South"], None] * len(ids), strict=False)}
    some = [RecordUpdate(id=id_, values={field.name: code}) for id_, code in given.items() if code]
    update_deals(some, by=as_ada)
    found = report("win_rate", as_ada, dimension=field.name, period="all")
    groups = grouped(of_state(scattered, WON, LOST), lambda each: given[each.id])
    assert {key: numbers[:4] for key, numbers in by_key(found).items()} == {
        key: closed_numbers(group) for key, group in groups.items()
    }
    for count, address in counted(found):
        assert rows_behind(address, as_ada) == count, address


def test_why_deals_were_lost(scattered: list[Plain], readers: list[Actor]) -> None:
    for reader in readers:
        mine = of_state(within(seen(scattered, reader), *PERIODS["2026"]), LOST)
        found = report("lost_reasons", reader, period="2026")
        groups = grouped(mine, native("lost_reason"))
        told = by_key(found)
        assert told.keys() == groups.keys()
        for key, some in groups.items():
            assert same(told[key], [len(some), len(some) / len(mine), total(some)])
        assert found.left_out == left_out(mine)


def test_sellers_with_their_quarters(scattered: list[Plain], readers: list[Actor]) -> None:
    for reader in readers:
        mine = of_state(within(seen(scattered, reader), *PERIODS["2026"]), WON, LOST)
        found = report("sellers", reader, period="2026")
        quarters = [column.code for column in found.columns[3:]]
        assert quarters == sorted({each.quarter for each in mine})
        told = by_key(found)
        for key, some in grouped(mine, native("owner_id")).items():
            won, _lost, rate, value = closed_numbers(some)
            by_quarter = [total(each for each in of_state(some, WON) if each.quarter == name) for name in quarters]
            assert same(told.pop(key), [won, rate, value, *by_quarter])
        assert not told
        most = [row.cells[2].value for row in found.rows]
        assert most == sorted(most, reverse=True)  # type: ignore[type-var]  # none of them is empty


def test_velocity_by_quarter(scattered: list[Plain], readers: list[Actor]) -> None:
    for reader in readers:
        mine = of_state(within(seen(scattered, reader), *PERIODS["2026"]), WON, LOST)
        found = report("velocity", reader, period="2026")
        groups = grouped(mine, lambda each: each.quarter)
        assert len(found.rows) == len(groups)
        for row, key in zip(found.rows, sorted(groups), strict=True):
            told = values(row)
            assert near(told, velocity_numbers(groups[key])), key
        assert near(values(found.total), velocity_numbers(mine))


def near(given: Sequence[Any], wanted: Sequence[Any]) -> bool:
    return all(
        one is other or float(one) == pytest.approx(float(other)) for one, other in zip(given, wanted, strict=True)
    )


def test_the_age_of_open_deals(scattered: list[Plain], readers: list[Actor]) -> None:
    for reader in readers:
        mine = of_state(seen(scattered, reader), OPEN)
        found = report("ageing", reader)
        groups = grouped(mine, lambda each: age_group(each, NOW.date()) or "0")
        for row in found.rows:
            some = groups.get(row.key, [])
            assert same(values(row), [len(some), len(some) / len(mine), total(some)]), row.key
        assert [row.key for row in found.rows] == [str(least) for least, _most in AGES]
        assert values(found.total) == [len(mine), 1, total(mine)]


def test_calls_and_meetings_before_the_end(scattered: list[Plain], readers: list[Actor]) -> None:
    for reader in readers:
        mine = of_state(seen(scattered, reader), WON, LOST)
        found = report("activity", reader, period="all")
        groups = grouped(mine, talk_group)
        told = by_key(found)
        assert told.keys() == groups.keys()
        for key, some in groups.items():
            assert same(told[key], closed_numbers(some)), key


# The funnel


def ways(pipeline: str) -> list[tuple[Stage, set[str]]]:
    """Open stages in their order, then winning; one that was removed counts for the one before it."""
    found: list[tuple[Stage, set[str]]] = []
    for stage in Stage.objects.filter(pipeline_id=pipeline, state=OPEN).order_by("order", "id"):
        if stage.is_archived and found:
            found[-1][1].add(stage.code)
        else:
            found.append((stage, {stage.code}))
    won = list(Stage.objects.filter(pipeline_id=pipeline, state=WON).order_by("order", "id"))
    return [*found, (won[0], {each.code for each in won})]


def furthest(deal: Plain, steps: list[tuple[Stage, set[str]]]) -> int:
    places = [n for n, (_stage, codes) in enumerate(steps) for step in deal.steps if step.to in codes]
    return max(places, default=-1)


def test_the_funnel_of_a_pipeline(scattered: list[Plain], readers: list[Actor]) -> None:
    for reader in readers:
        for pipeline in ("sales", "renewals"):
            mine = [each for each in seen(scattered, reader) if each.row.pipeline_id == pipeline]
            check_funnel(report("funnel", reader, pipeline=pipeline, period="all"), mine, ways(pipeline))
            period = "2026-02-10..2026-07-20"
            made_then = [each for each in mine if _made_within(each, *PERIODS[period])]
            check_funnel(report("funnel", reader, pipeline=pipeline, period=period), made_then, ways(pipeline))


def check_funnel(found: Report, deals: list[Plain], steps: list[tuple[Stage, set[str]]]) -> None:
    came = [[each for each in deals if furthest(each, steps) >= place] for place in range(len(steps))]
    for place, ((stage, _codes), row) in enumerate(zip(steps, found.rows, strict=True)):
        count, before = len(came[place]), len(came[place - 1]) if place else 0
        stays = [float(step.days or 0) for each in deals for step in each.steps if step.come_from == stage.code]
        wanted = [
            count,
            count / before if before else None,
            count / len(came[0]) if came[0] else None,
            total(came[place]),
            sum(stays) / len(stays) if stays else None,
        ]
        assert row.key == stage.code
        assert same(values(row), wanted), (stage.code, values(row), wanted)
    assert found.left_out == left_out(came[0])


def _made_within(deal: Plain, first: str, last: str) -> bool:
    return first <= deal.steps[0].at.date().isoformat() <= last


# Every number opens exactly its rows


def test_every_count_of_every_report_opens_exactly_its_rows(scattered: list[Plain], readers: list[Actor]) -> None:
    for reader in readers:
        for code in list(REPORTS):
            found = report(code, reader, period="2026-02-10..2026-07-20")
            assert counted(found)
            for count, address in counted(found):
                assert rows_behind(address, reader) == count, address
            assert rows_behind(found.left_out_address, reader) == found.left_out


@pytest.mark.parametrize("reach", [Reach.OWN, Reach.TEAM])
def test_a_company_out_of_sight_lends_its_deals_no_field(scattered: list[Plain], as_bob: Actor, reach: Reach) -> None:
    """Bob sees his deals with Ada's companies, but not what trade those are in."""
    bob = replace(reaching(as_bob, Reach.SUBTREE), rights={**as_bob.rights, "customers.see_companies": reach})
    found = report("win_rate", bob, dimension="company.industry", period="all")
    assert [row.key for row in found.rows] == [""]
    for count, address in counted(found):
        assert rows_behind(address, bob) == count, address


def test_narrowing_is_the_same_as_leaving_the_others_out(scattered: list[Plain], as_ada: Actor) -> None:
    for name, column in (("owner", "owner_id"), ("team", "team_id"), ("pipeline", "pipeline_id")):
        for key, some in grouped(scattered, native(column)).items():
            if key or name != "pipeline":
                told = values(report("quarters", as_ada, period="all", **{name: key or "none"}).total)
                assert same(told, closed_numbers(of_state(some, WON, LOST))), (name, key)


def test_amounts_in_our_currency_are_those_of_the_rates_of_the_day(scattered: list[Plain]) -> None:
    """JPY and USD by the latest rate before; worked out by fractions, halves away from zero."""
    assert reconvert_deals(after=UUID(int=0), since=date.min, today=NOW.date(), by=SYSTEM) is None
    rows = list(Deal.objects.filter(is_standing=True).exclude(amount=None).order_by("id"))
    told = [(row, in_euros(row, RATES, today=NOW.date())) for row in rows]
    assert sum(1 for row, _worth in told if row.amount_currency in ("USD", "JPY")) > 5
    assert [(row.base_amount, row.pk) for row, _worth in told] == [(worth, row.pk) for row, worth in told]


def test_a_report_without_deals_is_all_nothing(as_ada: Actor) -> None:
    assert not Deal.objects.exists()
    for code in REPORTS:
        found = report(code, as_ada, period="all")
        numbers: list[Row] = [*found.rows, *([found.total] if found.total else [])]
        assert {cell.value for row in numbers for cell in row.cells} <= {0, None}, code
        assert found.left_out == 0
