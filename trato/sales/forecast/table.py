"""The table of a forecast: what is won, what people think, what the past says will be, and what was aimed at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from psycopg import sql

from trato.sales.forecast.history import Pile, chances_now, piles, together
from trato.sales.forecast.survival import Chances, expected
from trato.sales.goals.models import Adjustment
from trato.sales.goals.queries import EVERYBODY, Whose, adjustments, latest, targets
from trato.sales.pipelines.models import OPEN, WON
from trato.sales.pipelines.queries import pipelines_now
from trato.sales.reports.dimensions import dimension_named
from trato.sales.reports.errors import ReportRefused
from trato.sales.reports.periods import Period, spans_around
from trato.sales.reports.scope import NOBODY, Scope
from trato.sales.reports.told import COUNT, MONEY, SHARE, Cell, Column, Report, Row, share_of, with_shares

BY_PERIOD = "period"
EXPECTED = 9  # its column
GROUPS = ("owner", "team", "pipeline")
BEFORE, AFTER = {"month": 2, "quarter": 1}, {"month": 4, "quarter": 3}


@dataclass(frozen=True)
class Forecast:
    """`said` are the adjustments of what stands in the table, the latest first."""

    report: Report
    said: Sequence[Adjustment]
    scope: Scope
    known: Chances


@dataclass(frozen=True)
class Line:
    """One row before its numbers are said: `link` opens deals of it, `whose` and `period` name its goal."""

    key: str
    label: str
    pile: Pile
    link: Callable[..., str]
    period: str
    whose: Whose | None


@dataclass(frozen=True)
class Aims:
    targets: Mapping[tuple[str, Whose], Decimal] = field(default_factory=dict)
    said: Mapping[tuple[str, Whose], Adjustment] = field(default_factory=dict)

    def target(self, line: Line) -> Decimal | None:
        return self.targets.get((line.period, line.whose)) if line.whose is not None else None

    def adjusted(self, line: Line) -> Decimal | None:
        found = self.said.get((line.period, line.whose)) if line.whose is not None else None
        return found.amount if found else None


def read_by(text: str) -> str:
    by = text or BY_PERIOD
    if by != BY_PERIOD and by not in GROUPS:
        raise ReportRefused(_("A forecast cannot be grouped by “%(value)s”.") % {"value": text[:60]}, field="by")
    return by


def read_span(text: str) -> str:
    span = text or "quarter"
    if span not in ("month", "quarter"):
        said = _("A forecast is by month or by quarter, not by “%(value)s”.") % {"value": text[:60]}
        raise ReportRefused(said, field="span")
    return span


def forecast(scope: Scope, *, by: str, span: str) -> Forecast:
    """`by` is period or what a period is broken down by."""
    lines, whole = _by_period(scope, span) if by == BY_PERIOD else _by_group(scope, by)
    periods = {line.period for line in [*lines, whole]}
    said = adjustments(scope.actor, periods=periods, currency=scope.currency) if scope.sees_money else []
    wanted = targets(scope.actor, periods=periods, currency=scope.currency) if scope.sees_money else {}
    aims, known = Aims(wanted, latest(said)), chances_now()
    rows = [_row(line, scope, aims, known) for line in lines]
    report = Report(
        code="forecast",
        label=_("Forecast"),
        says="",
        heading=_("Period") if by == BY_PERIOD else dimension_named(by, scope.actor).label,
        columns=_columns(scope),
        rows=with_shares(rows, EXPECTED if scope.sees_money else 0),
        total=_row(whole, scope, aims, known),
        left_out=whole.pile.left_out if scope.sees_money else 0,
        left_out_address=whole.link("rate:none", state=[OPEN, WON]),
    )
    return Forecast(report, said, scope, known)


def _by_period(scope: Scope, span: str) -> tuple[list[Line], Line]:
    around = list(spans_around(scope.today, span=span, before=BEFORE[span], after=AFTER[span]))
    all_of = scope.within(Period(f"{around[0].first}..{around[-1].last}", around[0].first, around[-1].last))
    value = sql.SQL("date_trunc({}, r.close_on::timestamp)::date").format(sql.Literal(span))
    found: dict[date, Pile] = piles(all_of, value)
    whose = _whose(scope)
    lines = [
        Line(each.key, each.label, found.get(each.first, Pile()), scope.within(each).link, each.key, whose)
        for each in around
        if each.first
    ]
    return lines, Line("all", _("All"), together(found), all_of.link, all_of.period.key, whose)


def _by_group(scope: Scope, by: str) -> tuple[list[Line], Line]:
    dimension = dimension_named(by, scope.actor)
    found = piles(scope, dimension.value)
    names = dimension.names(list(found))

    def link_of(key: Any) -> Callable[..., str]:
        return lambda *exactly, **filters: dimension.link(scope, key, *exactly, **filters)

    lines = [
        Line(
            str(key or NOBODY),
            _("None") if key is None else names.get(key, str(key)),
            pile,
            link_of(key),
            scope.period.key,
            _whose_is(by, key),
        )
        for key, pile in found.items()
    ]
    lines.sort(key=lambda line: (-(line.pile.won + line.pile.open_value), line.label))
    return lines, Line("all", _("All"), together(found), scope.link, scope.period.key, _whose(scope))


def _whose(scope: Scope) -> Whose | None:
    """Whose goal is compared with the whole; none where it is narrowed to what has no goal."""
    if scope.pipeline or (scope.owner and scope.team) or NOBODY in (scope.owner, scope.team):
        return None
    if scope.owner:
        return UUID(scope.owner), None
    return (None, UUID(scope.team)) if scope.team else EVERYBODY


def _whose_is(by: str, key: Any) -> Whose | None:
    if key is None or by == "pipeline":
        return None
    return (key, None) if by == "owner" else (None, key)


def _columns(scope: Scope) -> list[Column]:
    counts = [Column("won", _("Won"), COUNT), Column("open", pgettext("deal", "Open"), COUNT)]
    if not scope.sees_money:
        return counts
    return [
        Column("goal", _("Goal"), MONEY),
        Column("attained", _("Attained"), SHARE),
        *counts,
        Column("closed", _("Closed"), MONEY),
        Column("commit", _("Commit"), MONEY),
        Column("best", _("Best case"), MONEY),
        Column("pipeline", _("Pipeline"), MONEY),
        Column("weighted", _("Weighted"), MONEY),
        Column("expected", _("Expected"), MONEY),
        Column("low", _("At least"), MONEY),
        Column("high", _("At most"), MONEY),
        Column("adjusted", _("Managers say"), MONEY),
    ]


def _row(line: Line, scope: Scope, aims: Aims, known: Chances) -> Row:
    pile, won, still = line.pile, line.link(state=WON), line.link(state=OPEN)
    both = line.link(state=[OPEN, WON])
    counts = [Cell(pile.won_count, won), Cell(pile.open_count, still)]
    if not scope.sees_money:
        return Row(line.label, line.key, counts, both)
    comes, target = expected(pile.parts, known), aims.target(line)
    cells = [
        Cell(target),
        Cell(share_of(pile.won, target), won if target else ""),
        *counts,
        Cell(pile.won, won),
        *(
            Cell(getattr(pile, name), line.link(f"category:{name}", state=OPEN))
            for name in ("commit", "best", "pipeline")
        ),
        Cell(pile.won + pile.weighted, both),
        *(Cell(pile.won + _exact(number), both) for number in (comes.value, comes.low, comes.high)),
        Cell(aims.adjusted(line)),
    ]
    return Row(line.label, line.key, cells, both)


def _exact(number: float) -> Decimal:
    return Decimal(round(number, 2))


@dataclass(frozen=True)
class StageChance:
    """What the past says of a stage, for the page: at its beginning and later on."""

    name: str
    said: float
    spans: Sequence[tuple[float, float, float]]
    seen: float


def told_chances(known: Chances, *, pipeline: str) -> list[StageChance]:
    pipelines = pipelines_now()
    wanted = [pipeline] if pipeline else [each.code for each in pipelines.in_use]
    stages = [each for code in wanted for each in pipelines.stages_of(code) if each.is_open]
    return [
        StageChance(
            each.name,
            each.probability / 100,
            [(chance.won, *chance.interval) for chance in known.by_stage.get(each.code, ())],
            known.of(each.code, 0).seen,
        )
        for each in stages
    ]
