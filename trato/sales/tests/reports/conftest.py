"""Deals with a past, for reports."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict

from trato.foundation.public import Actor, Reach, filters_from, read_page, record_kind
from trato.sales.public import create_deals
from trato.sales.reports.scope import Scope, read_scope
from trato.sales.reports.told import Report, Row

Rows = Callable[[str, Actor], int]


@pytest.fixture
def past(as_ada: Actor, as_alice: Actor, as_bob: Actor) -> None:
    """Alice's and Bob's of 2017: won, lost, open; in euros, in rupees without a rate, and without an amount."""
    mine = [
        closed("Won", "2017-01-10", "100 EUR", begun_on="2016-12-01", source="Web"),
        closed("Won", "2017-03-31", "200.50 EUR", begun_on="2017-03-01", source="Fair"),
        closed("Won", "2017-04-01", "300 EUR", source="Web"),
        closed("Lost", "2017-02-01", "1000 EUR", lost_reason="Too dear", competitor="Acme"),
        closed("Lost", "2017-05-05", "50 EUR", lost_reason="Too dear, too late"),
        {"name": "Still open", "amount": "70 EUR", "close_on": "2017-06-30", "begun_on": "2017-01-01"},
    ]
    yours = [
        closed("Won", "2017-01-20", "5000 INR", source="Web"),
        closed("Won", "2017-12-31", "400 EUR"),
        closed("Lost", "2017-12-31", ""),
        {"name": "Open in the south", "stage": "proposal", "amount": "90 EUR"},
    ]
    create_deals(mine, by=as_alice)
    create_deals(yours, by=as_bob)


def closed(stage: str, day: str, amount: str, **values: Any) -> dict[str, Any]:
    why = {"lost_reason": "No answer"} if stage == "Lost" else {}
    return why | {"name": f"{stage} on {day}", "stage": stage, "close_on": day, "amount": amount, **values}


def asked(by: Actor, **given: str) -> Scope:
    return read_scope({"period": "2017", **given}, by=by)


def rows_behind(address: str, by: Actor) -> int:
    """How many rows the list of that address has, read as the list reads it."""
    query = QueryDict(urlsplit(address).query)
    given = {name: query.getlist(name) for name in query if name not in ("view", "sort")}
    kind = record_kind("deal")
    filters, refused = filters_from(kind, given, seen_by=by)
    assert not refused, (address, refused)
    return len(read_page(kind, seen_by=by, columns=["name"], filters=filters, limit=500).rows)


def row(report: Report, label: str) -> Row:
    return next(each for each in report.rows if each.label == label)


def values(line: Row | None) -> list[Any]:
    assert line is not None
    return [each.value for each in line.cells]


def numbers(report: Report, code: str) -> dict[str, Any]:
    place = [each.code for each in report.columns].index(code)
    return {each.label: each.cells[place].value for each in report.rows}


def counted(report: Report) -> Sequence[tuple[Any, str]]:
    """Each count with the address of its rows."""
    lines = [*report.rows, *([report.total] if report.total else [])]
    return [
        (cell.value, cell.address)
        for line in lines
        for cell, column in zip(line.cells, report.columns, strict=True)
        if column.type == "count" and cell.address
    ]


def asks(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def reaching(actor: Actor, reach: Reach) -> Actor:
    from dataclasses import replace

    return replace(actor, rights={**actor.rights, "sales.see_deals": reach})


def day(text: str) -> date:
    return date.fromisoformat(text)
