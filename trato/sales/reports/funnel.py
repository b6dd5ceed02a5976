"""How far the deals came that were made in a period, and how long they stood in each stage, from their moves."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.public import Condition
from trato.sales.pipelines.models import WON, Stage
from trato.sales.pipelines.queries import Pipelines, pipelines_now
from trato.sales.reports.pieces import began_between
from trato.sales.reports.scope import Scope, rows_of
from trato.sales.reports.told import COUNT, DAYS, MONEY, SHARE, Cell, Column, Report, Row, share_of, with_shares

_FURTHEST = """
select f.place, count(*),
       coalesce(sum(f.base_amount) filter (where f.base_amount_currency = %s), 0),
       count(*) filter (where f.amount is not null and f.base_amount_currency <> %s)
  from (select r.id, r.amount, r.base_amount, r.base_amount_currency, max(s.place) as place
          from sales_deal r
          join sales_stagemove v on v.deal_id = r.id
          join unnest(%s::text[], %s::int[]) s (code, place) on s.code = v.to_stage_id
         where {where} group by r.id) f
 group by 1
"""
_DAYS = """
select v.from_stage_id, count(distinct v.deal_id), avg(v.days)
  from sales_deal r join sales_stagemove v on v.deal_id = r.id
 where v.from_stage_id = any(%s) and {where} group by 1
"""


def funnel(scope: Scope) -> Report:
    """Of one pipeline. Who came as far as a stage came through those before it, whichever of them it stood in."""
    known = pipelines_now()
    scope = replace(scope, pipeline=scope.pipeline or known.in_use[0].code if known.in_use else scope.pipeline)
    steps = _steps(known, scope.pipeline)
    found = _furthest(scope, steps)
    days = _days(scope, steps)
    rows: list[Row] = []
    before, first = None, None
    for place, (_codes, stage) in enumerate(steps):
        behind = [numbers for at, numbers in found.items() if at >= place]
        count, value = sum(each[0] for each in behind), sum((each[1] for each in behind), Decimal())
        first = count if first is None else first
        address = _link(scope, f"reached:{stage.code}")
        cells = [
            Cell(count, address),
            Cell(None if before is None else share_of(count, before), address if before else ""),
            Cell(share_of(count, first), address),
            *([Cell(value, address)] if scope.sees_money else []),
            Cell(days.get(stage.code), _link(scope, f"left:{stage.code}") if stage.code in days else ""),
        ]
        rows.append(Row(stage.name, stage.code, cells, address))
        before = count
    return Report(
        code="funnel",
        label=_("Funnel"),
        says=_("Of the deals made in the period: how many came as far as each stage, and how long they stood in it."),
        heading=_("Stage"),
        columns=_columns(scope),
        rows=with_shares(rows, 0),
        left_out=sum(each[2] for each in found.values()) if scope.sees_money else 0,
        left_out_address=_link(scope, "rate:none"),
        notes=[_("Pipeline: %(name)s") % {"name": known.by_code[scope.pipeline].name}] if scope.pipeline else [],
    )


def _columns(scope: Scope) -> list[Column]:
    return [
        Column("reached", _("Came here"), COUNT),
        Column("from_before", _("Of the stage before"), SHARE),
        Column("from_first", _("Of all"), SHARE),
        *([Column("value", _("Value"), MONEY)] if scope.sees_money else []),
        Column("mean_days", _("Days in the stage"), DAYS),
    ]


def _steps(known: Pipelines, pipeline: str) -> list[tuple[list[str], Stage]]:
    """The open stages in their order, and winning as the last one. Removed stages count for the one in their place."""
    mine = [each for each in known.stages if each.pipeline_id == pipeline]
    steps: list[tuple[list[str], Stage]] = []
    for stage in (each for each in mine if each.is_open):
        if stage.is_archived and steps:
            steps[-1][0].append(stage.code)
        else:
            steps.append(([stage.code], stage))
    won = [each for each in mine if each.state == WON]
    return [*steps, ([each.code for each in won], won[0])] if won else steps


def _made(scope: Scope) -> list[Condition]:
    if scope.period.first is None or scope.period.last is None:
        return []
    return [began_between(scope.period.first, scope.period.last, scope.actor)]


def _link(scope: Scope, *topics: str) -> str:
    made = [] if scope.period.is_all else [f"begun:{scope.period.first}:{scope.period.last}"]
    return scope.link(*topics, *made, dated=False)


def _furthest(scope: Scope, steps: list[tuple[list[str], Stage]]) -> dict[int, tuple[int, Decimal, int]]:
    where, parameters = scope.where(*_made(scope), dated=False)
    places = [(code, place) for place, (codes, _stage) in enumerate(steps) for code in codes]
    given: list[Any] = [scope.currency, scope.currency]
    given += [[code for code, _place in places], [place for _code, place in places]]
    found = rows_of(sql.SQL(_FURTHEST).format(where=where), [*given, *parameters])
    return {place: (count, value, left_out) for place, count, value, left_out in found}


def _days(scope: Scope, steps: list[tuple[list[str], Stage]]) -> dict[str, float]:
    where, parameters = scope.where(*_made(scope), dated=False)
    codes = [stage.code for _codes, stage in steps]
    found = rows_of(sql.SQL(_DAYS).format(where=where), [codes, *parameters])
    return {code: float(mean) for code, _count, mean in found if mean is not None}
