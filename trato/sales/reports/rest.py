"""Reports for programs: the same numbers as the pages, each with the address of its rows."""

from decimal import Decimal

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from trato.api.public import ApiRequest, answer
from trato.sales.reports.catalogue import report_named, reports_for
from trato.sales.reports.scope import Scope, read_scope
from trato.sales.reports.told import Number, Report, Row

router = Router(tags=["Sales reports"])


class ReportName(Schema):
    code: str
    label: str


class ReportNames(Schema):
    results: list[ReportName]


class ColumnShown(Schema):
    code: str
    label: str
    type: str = Field(description="count, money (text, in `currency`), share (a part of one) or days.")


class CellShown(Schema):
    value: int | float | str | None
    rows: str = Field(description="The page with exactly the deals behind the number.")


class RowShown(Schema):
    key: str
    label: str
    cells: list[CellShown]


class ReportShown(Schema):
    code: str
    label: str
    period: str
    currency: str
    columns: list[ColumnShown]
    rows: list[RowShown]
    total: RowShown | None
    left_out: int = Field(description="Deals whose amount is in none of the sums, because no rate is known.")
    notes: list[str] = Field(description="What a reader of the numbers should know, in the reader's language.")


@router.get("", url_name="reports_index", response=ReportNames, summary="List the reports")
def index(request: ApiRequest) -> HttpResponse:
    actor = request.auth.actor
    read_scope({}, by=actor)
    return answer({"results": [{"code": each.code, "label": str(each.label)} for each in reports_for(actor)]})


@router.get("/{code}", url_name="reports_show", response=ReportShown, summary="Show a report")
def show(
    request: ApiRequest,
    code: str,
    period: str = "",
    pipeline: str = "",
    team: str = "",
    owner: str = "",
    by: str = "",
) -> HttpResponse:
    given = {"period": period, "pipeline": pipeline, "team": team, "owner": owner}
    scope = read_scope(given, by=request.auth.actor)
    return answer(shown(report_named(code, seen_by=request.auth.actor).make(scope, by), scope))


def shown(report: Report, scope: Scope) -> dict[str, object]:
    return {
        "code": report.code,
        "label": report.label,
        "period": scope.period.key,
        "currency": scope.currency,
        "columns": [{"code": each.code, "label": each.label, "type": each.type} for each in report.columns],
        "rows": [_row(each) for each in report.rows],
        "total": _row(report.total) if report.total else None,
        "left_out": report.left_out,
        "notes": list(report.notes),
    }


def _row(row: Row) -> dict[str, object]:
    cells = [{"value": _plain(cell.value), "rows": cell.address} for cell in row.cells]
    return {"key": row.key, "label": row.label, "cells": cells}


def _plain(value: Number) -> int | float | str | None:
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else value
