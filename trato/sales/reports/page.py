"""The page of a report: its numbers in words, and what can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.numbers import format_decimal, format_percent
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from trato.foundation.public import Team, User
from trato.kit.errors import DomainError
from trato.kit.money import Money, minor_digits
from trato.sales.pipelines.queries import pipelines_now
from trato.sales.reports.catalogue import ReportKind, reports_for
from trato.sales.reports.dimensions import dimensions
from trato.sales.reports.periods import NAMED
from trato.sales.reports.scope import MYSELF, NOBODY, Scope, read_scope
from trato.sales.reports.told import DAYS, MONEY, SHARE, Cell, Column, Report, Row
from trato.web.public import StaffRequest, our_locale

ASKED = ("period", "pipeline", "team", "owner", "by")
MOST_OFFERED = 500
WHOLE_FROM = 10_000  # from such an amount on, nobody reads the cents


@dataclass(frozen=True)
class ShownCell:
    text: str
    address: str


@dataclass(frozen=True)
class ShownRow:
    label: str
    address: str
    cells: list[ShownCell]
    share: float


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_on: bool


def say(value: Any, *, kind: str, currency: str) -> str:
    """A number as its reader's language writes it."""
    if value is None:
        return "—"
    locale = our_locale()
    if kind == MONEY:
        return _money(Decimal(value), currency)
    if kind == SHARE:
        return str(format_percent(value, format="#,##0.0 %" if value < 0.9995 else "#,##0 %", locale=locale))
    if kind == DAYS:
        return str(format_decimal(round(float(value), 1), locale=locale))
    return str(format_decimal(value, locale=locale))


def _money(value: Decimal, currency: str) -> str:
    digits = 0 if abs(value) >= WHOLE_FROM else minor_digits(currency)
    rounded = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return Money.of_many(rounded, currency).briefly(str(our_locale()))


def shown_rows(report: Report, currency: str) -> list[ShownRow]:
    return [_shown(row, report.columns, currency) for row in report.rows]


def _shown(row: Row, columns: Any, currency: str) -> ShownRow:
    pairs: list[tuple[Cell, Column]] = list(zip(row.cells, columns, strict=True))
    cells = [ShownCell(_said(cell.value, column.type, currency), cell.address) for cell, column in pairs]
    return ShownRow(row.label, row.address, cells, round(row.share * 100, 2))


def _said(value: Any, kind: str, currency: str) -> str:
    """In a table of a report shares are as exact as those who compare them with their own sums need them."""
    if kind == SHARE and value is not None:
        return str(format_percent(value, format="#,##0.00 %", locale=our_locale()))
    return say(value, kind=kind, currency=currency)


def report_page(request: StaffRequest, kind: ReportKind) -> HttpResponse:
    """What cannot be asked is said above the form, with all that was given still in it."""
    given = {name: request.GET.get(name, "") for name in ASKED}
    facts = {**asking(given, request, kind=kind), "tabs": _tabs(request, kind, given), "kind": kind}
    try:
        scope = read_scope(given, by=request.actor, default=_default(kind))
        facts |= told(kind.make(scope, given["by"]), scope)
    except DomainError as refusal:
        if not getattr(refusal, "fields", None):
            raise
        facts["refusal"] = refusal.message
        return render(request, "sales/reports/show.html", facts, status=422)
    return render(request, "sales/reports/show.html", facts)


def told(report: Report, scope: Scope) -> dict[str, Any]:
    return {
        "report": report,
        "rows": shown_rows(report, scope.currency),
        "total": _shown(report.total, report.columns, scope.currency) if report.total else None,
        "period": scope.period,
    }


def _default(kind: ReportKind) -> str:
    return "last_12_months" if kind.code in ("funnel", "velocity") else "this_year"


def asking(given: Mapping[str, str], request: StaffRequest, *, kind: ReportKind | None = None) -> dict[str, Any]:
    """The form above a report or a forecast."""
    default = _default(kind) if kind else "this_quarter"
    period = given.get("period") or default
    people = User.objects.filter(is_active=True).order_by("name").values_list("id", "name")[:MOST_OFFERED]
    teams = Team.objects.order_by("name").values_list("id", "name")[:MOST_OFFERED]
    owners = [(MYSELF, _("Me")), *people, (NOBODY, _("Nobody"))]
    return {
        "periods": [Choice(code, str(label), code == period) for code, label in NAMED.items()],
        "own_period": "" if period in NAMED else period,
        "kept": [(name, value) for name, value in given.items() if value and name != "period"],
        "pipelines": _choices(((each.code, each.name) for each in pipelines_now().every), given.get("pipeline")),
        "teams": _choices([*teams, (NOBODY, _("No team"))], given.get("team")),
        "owners": _choices(owners, given.get("owner")),
        "dimensions": _choices(
            ((each.code, each.label) for each in dimensions(request.actor).values()), given.get("by") or "owner"
        )
        if kind and kind.asks_by
        else [],
    }


def _choices(pairs: Any, chosen: str | None) -> list[Choice]:
    return [Choice(str(value), str(label), str(value) == chosen) for value, label in pairs]


def _tabs(request: StaffRequest, current: ReportKind, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """The other reports, asked the same."""
    kept = urlencode({name: value for name, value in given.items() if value and name != "by"})
    return [
        {
            "label": each.label,
            "url": reverse("sales:report", args=[each.code]) + (f"?{kept}" if kept else ""),
            "is_on": each.code == current.code,
        }
        for each in reports_for(request.actor)
    ]


def whose_choices() -> list[tuple[str, str]]:
    people = User.objects.filter(is_active=True).order_by("name").values_list("id", "name")
    teams = Team.objects.order_by("name").values_list("id", "name")
    return [
        ("", _("The company")),
        *((f"team:{id_}", name) for id_, name in teams),
        *((f"user:{id_}", name) for id_, name in people),
    ]
