"""How far the deals came that were made in a period, and how long they stood in each stage."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.public import Condition
from trato.sales.pipelines.models import WON, Stage
from trato.sales.pipelines.queries import Pipelines, pipelines_now
from trato.sales.reports.pieces import began_between
from trato.sales.reports.scope import Scope, rows_of
from trato.sales.reports.told import COUNT, DAYS, MONEY, SHARE, Cell, Column, Report, Row, share_of, with_shares

# One reading of the deals: those that went the same way are added up together, and each way is looked at once.
_WAYS = """
select r.course_id, case when r.course_id is null then r.stage_id end, count(*),
       coalesce(sum(r.base_amount) filter (where r.base_amount_currency = %s), 0),
       count(*) filter (where r.amount is not null and r.base_amount_currency <> %s){stays}
  from sales_deal r where {where} group by 1, 2
"""
_LONGEST = "select coalesce(max(cardinality(c.stages)), 0) from sales_course c"
_STAGES = "select c.id, c.stages, c.times_left from sales_course c where c.id = any(%s)"
THOUSANDTHS = 1_000  # of a day


@dataclass(frozen=True)
class _Went:
    """Deals that went through the same stages as often. `stays` are their days in each, all together."""

    stages: Sequence[str]
    times_left: Sequence[int]
    count: int
    value: Decimal
    left_out: int
    stays: Sequence[int]


def funnel(scope: Scope) -> Report:
    """Of one pipeline. Who came as far as a stage came through those before it, whichever of them it stood in."""
    known = pipelines_now()
    scope = replace(scope, pipeline=scope.pipeline or known.in_use[0].code if known.in_use else scope.pipeline)
    steps = _steps(known, scope.pipeline)
    went = _went(scope)
    found, days = _furthest(went, steps), _days(went, steps)
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


def _went(scope: Scope) -> list[_Went]:
    where, parameters = scope.where(*_made(scope), dated=False)
    ((longest,),) = rows_of(sql.SQL(_LONGEST), [])
    stays = sql.SQL("").join(sql.SQL(", sum(r.stays[{}])").format(place + 1) for place in range(longest))
    found = rows_of(sql.SQL(_WAYS).format(where=where, stays=stays), [scope.currency, scope.currency, *parameters])
    ids = [each[0] for each in found if each[0] is not None]
    ways = {id_: (stages, times) for id_, stages, times in rows_of(sql.SQL(_STAGES), [ids])}
    went = []
    for course, stage, count, value, left_out, *days in found:
        stages, times = ways.get(course, ([stage], [0]))
        went.append(_Went(stages, times, count, value, left_out, days))
    return went


def _furthest(went: Sequence[_Went], steps: list[tuple[list[str], Stage]]) -> dict[int, tuple[int, Decimal, int]]:
    places = {code: place for place, (codes, _stage) in enumerate(steps) for code in codes}
    found: dict[int, tuple[int, Decimal, int]] = {}
    for each in went:
        reached = [places[code] for code in each.stages if code in places]
        if reached:
            count, value, left_out = found.get(max(reached), (0, Decimal(), 0))
            found[max(reached)] = (count + each.count, value + each.value, left_out + each.left_out)
    return found


def _days(went: Sequence[_Went], steps: list[tuple[list[str], Stage]]) -> dict[str, float]:
    """The mean of all that left a stage; who left it twice counts twice."""
    days, times = Counter[str](), Counter[str]()
    for each in went:
        for place, (code, left) in enumerate(zip(each.stages, each.times_left, strict=True)):
            if left:
                days[code] += int(each.stays[place] or 0)
                times[code] += left * each.count
    codes = [stage.code for _codes, stage in steps]
    return {code: days[code] / THOUSANDTHS / times[code] for code in codes if times[code]}
