"""Every report of companies with odd deals: none at all, one, all lost, all for nothing, none that can be converted."""

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from trato.foundation.public import Actor, Reach, User
from trato.kit.errors import DomainError
from trato.sales.forecast.looking_back import look_back
from trato.sales.forecast.table import GROUPS, forecast
from trato.sales.pipelines.use_cases.pipelines import make_pipeline
from trato.sales.public import create_deals
from trato.sales.reports.catalogue import REPORTS
from trato.sales.reports.dimensions import dimensions
from trato.sales.reports.told import COUNT, DAYS, MONEY, SHARE, Report
from trato.sales.tests.reports.conftest import asked, closed, counted, reaching, rows_behind

pytestmark = pytest.mark.django_db
WON, LOST = closed("Won", "2017-05-05", ""), closed("Lost", "2017-05-05", "")
COMPANIES: dict[str, Sequence[dict[str, Any]]] = {
    "without a deal": [],
    "with one open deal": [{"name": "Only", "amount": "10 EUR"}],
    "with one that was won on the day on which it began": [{**WON, "begun_on": "2017-05-05", "amount": "10 EUR"}],
    "with one that was won before it began": [{**WON, "begun_on": "2018-01-01", "amount": "10 EUR"}],
    "where all was lost": [{**LOST, "amount": f"{number} EUR"} for number in range(1, 4)],
    "where all was won for nothing": [{**WON, "amount": "0 EUR"}] * 3,
    "where nobody knows an amount": [WON, LOST, {"name": "Open"}],
    "without a rate for any deal": [{**each, "amount": "5 INR"} for each in (WON, LOST, {"name": "Open"})],
    "of the far past and the far future": [
        {**WON, "close_on": "1900-01-01", "begun_on": "1900-01-01", "amount": "1 EUR"},
        {**LOST, "close_on": "1999-12-31", "amount": "1 EUR"},
        {"name": "Some day", "close_on": "2999-12-31", "begun_on": "2999-01-01", "amount": "1 EUR"},
        {"name": "Long ago", "close_on": "1901-01-01", "begun_on": "1900-01-01", "amount": "1 EUR"},
    ],
    "of giants": [{**WON, "amount": "999999999999999.99 EUR"}] * 2
    + [{"name": "x", "amount": "999999999999999.99 EUR"}],
    "with strange words": [
        {
            **LOST,
            "lost_reason": "50% <b>off</b> & «late»;\u202e ' \" \\ %s {}",
            "source": "%(x)s",
            "competitor": "=1+1",
        },
        {**LOST, "lost_reason": "x" * 400, "source": "y" * 400},
        {**WON, "source": "‮ẞ😀", "amount": "1 EUR"},
    ],
}


@pytest.fixture(params=list(COMPANIES))
def company(request: pytest.FixtureRequest, as_alice: Actor) -> str:
    create_deals(COMPANIES[request.param], by=as_alice)
    return str(request.param)


def all_reports(by: Actor, **given: str) -> list[Report]:
    found = []
    for kind in REPORTS.values():
        groups = list(dimensions(by)) if kind.asks_by else [""]
        found += [kind.make(asked(by, **{"period": "all"} | given), group) for group in groups]
    return found


def test_every_report_is_told_and_each_count_opens_its_rows(company: str, as_ada: Actor) -> None:
    for report in all_reports(as_ada):
        for line in [*report.rows, *([report.total] if report.total else [])]:
            for cell, column in zip(line.cells, report.columns, strict=True):
                _check_cell(cell.value, column.type)
            assert 0 <= line.share <= 1
        for count, address in counted(report):
            assert rows_behind(address, as_ada) == count, (report.code, address)


def _check_cell(value: Any, kind: str) -> None:
    """None where there is nothing to divide by; never a fault, and never less than nothing."""
    if value is None:
        assert kind in (SHARE, DAYS, MONEY)
        return
    assert value >= 0 or kind == DAYS
    if kind == SHARE:
        assert value <= 1
    if kind == COUNT:
        assert value == int(value)


def test_every_page_of_them_opens(company: str, ada: User, client: Client) -> None:
    client.force_login(ada)
    addresses = [f"/sales/reports/{code}/?period=all" for code in REPORTS]
    addresses += [f"/sales/forecast/?by={by}&period=all" for by in ("period", *GROUPS)]
    addresses += ["/sales/forecast/changes/?days=366", "/sales/forecast/back/?weeks=4", "/sales/goals/"]
    addresses += ["/sales/board/", "/deals/?group=stage", "/deals/?view=all"]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = html.unescape(answer.content.decode())
        assert not re.search(r"\b(nan|NaN|Infinity|None)\b", re.sub(r"<[^>]+>", " ", page)), address


def test_the_forecast_of_them_adds_up(company: str, as_ada: Actor) -> None:
    for group in GROUPS:
        report = forecast(asked(as_ada, period="all"), by=group, span="quarter").report
        assert report.total is not None
        for place, column in enumerate(report.columns):
            whole = report.total.cells[place].value
            parts = [row.cells[place].value for row in report.rows]
            if column.type == COUNT or column.code in ("closed", "commit", "best", "pipeline", "weighted"):
                assert sum(part or 0 for part in parts) == (whole or 0), (group, column.code)
        numbers = dict(zip((each.code for each in report.columns), report.total.cells, strict=True))
        low, expected, high = (Decimal(numbers[name].value or 0) for name in ("low", "expected", "high"))
        assert low <= expected <= high


def test_a_reader_of_nothing_gets_the_same_as_a_company_without_deals(company: str, as_bob: Actor) -> None:
    """Bob sees his own, and he has none."""
    bob = reaching(as_bob, Reach.OWN)
    for report in all_reports(bob):
        assert all(not count for count, _address in counted(report)), report.code
        assert report.left_out == 0
    assert look_back(asked(bob), weeks=4).count == 0


def test_who_sees_no_amounts_is_told_none(company: str, as_alice: Actor) -> None:
    blind = replace(as_alice, hidden=frozenset({"deal.amount", "deal.base_amount"}))
    for report in all_reports(blind):
        assert not [column.code for column in report.columns if column.type == MONEY], report.code
        assert report.left_out == 0, report.code


def test_a_pipeline_that_nobody_sells_in_has_reports_too(as_ada: Actor) -> None:
    one = make_pipeline("Renewals", by=as_ada)
    create_deals([{"name": "Elsewhere", "amount": "5 EUR"}], by=as_ada)
    for report in all_reports(as_ada, pipeline=one.code):
        assert all(not count for count, _address in counted(report)), report.code
    assert forecast(asked(as_ada, pipeline=one.code), by="period", span="month").report.left_out == 0


@pytest.mark.parametrize(
    "given",
    [
        {"period": "2017-02-30..2017-03-01"},
        {"period": "2017-13"},
        {"period": "\x00"},
        {"pipeline": "sales' or 1=1"},
        {"owner": "00000000-0000-0000-0000-000000000000"},
        {"team": "everybody"},
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(as_ada: Actor, given: dict[str, str]) -> None:
    with pytest.raises(DomainError) as refused:
        asked(as_ada, **given)
    assert str(refused.value).endswith(".")
    assert refused.value.fields
