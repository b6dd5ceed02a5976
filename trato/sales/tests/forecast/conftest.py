"""A quarter with deals in it, and how its forecast is read."""

from typing import Any

import pytest

from trato.foundation.public import Actor
from trato.sales.forecast.table import forecast
from trato.sales.public import create_deals
from trato.sales.reports.told import Report, Row
from trato.sales.tests.reports.conftest import asked


@pytest.fixture
def quarter(as_ada: Actor, as_alice: Actor, as_bob: Actor) -> str:
    """Deals that close in this quarter: won, committed, likely, early; one abroad without a rate; one next year."""
    today = asked(as_ada).today.isoformat()
    mine = [
        {"name": "Won", "stage": "won", "amount": "1000 EUR"},
        {"name": "Ready", "stage": "ready_to_close", "amount": "500 EUR"},
        {"name": "Offer", "stage": "proposal", "amount": "200 EUR"},
        {"name": "Early", "stage": "qualification", "amount": "100 EUR"},
        {"name": "Early but sure", "stage": "qualification", "amount": "40 EUR", "probability": "95"},
    ]
    yours = [
        {"name": "South", "stage": "proposal", "amount": "300 EUR"},
        {"name": "Abroad", "stage": "proposal", "amount": "9000 INR"},
    ]
    create_deals([{**each, "close_on": today} for each in mine], by=as_alice)
    create_deals([{**each, "close_on": today} for each in yours], by=as_bob)
    create_deals([{"name": "Later", "amount": "77 EUR", "close_on": "2039-01-01"}], by=as_bob)
    return asked(as_ada, period="this_quarter").period.key


def told(by: Actor, *, group: str = "pipeline", **given: str) -> Report:
    return forecast(asked(by, **{"period": "this_quarter"} | given), by=group, span="quarter").report


def numbers(report: Report, line: Row | None = None) -> dict[str, Any]:
    row = line or report.total
    assert row is not None
    return {column.code: cell.value for column, cell in zip(report.columns, row.cells, strict=True)}
