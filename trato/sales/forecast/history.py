"""The company's own history of stages, and the deals that are open, counted for a forecast in a few statements.

History is of the whole company, whoever reads: only shares come of it, no deal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from psycopg import sql

from trato.foundation.public import Condition, start_of
from trato.kit.clock import now
from trato.sales.deals.models import BEST, COMMIT, OMITTED, PIPELINE
from trato.sales.forecast.survival import AGES, LOST, WON, Chances, Part, Stays, chances
from trato.sales.pipelines.models import Stage
from trato.sales.pipelines.queries import pipelines_now
from trato.sales.reports.pieces import BEST_FROM, COMMIT_FROM
from trato.sales.reports.scope import Scope, rows_of

REMEMBERED = timedelta(days=2 * 365)
# Of each span its number, its first day, and the first behind it: no stay is longer than the column has digits.
_BOUNDS: tuple[list[int], ...] = (list(range(len(AGES))), list(AGES), [*AGES[1:], 10**6])
# Each way out of a stage is counted span by span, as far as it lies together in the index `stage_move_stays`: to read
# the same rows and sort them into spans takes three times as long. Which ways there are is asked from one to the next.
_ENDED = """
with recursive ways (stage, next) as (
  (select m.from_stage_id, m.to_stage_id from sales_stagemove m where m.from_stage_id is not null order by 1, 2 limit 1)
  union all
  select n.from_stage_id, n.to_stage_id from ways w cross join lateral (
    select m.from_stage_id, m.to_stage_id from sales_stagemove m
     where m.from_stage_id is not null and (m.from_stage_id, m.to_stage_id) > (w.stage, w.next)
     order by 1, 2 limit 1) n
)
select w.stage, w.next, s.span, k.count
  from ways w
  cross join unnest(%s::int[], %s::numeric[], %s::numeric[]) s (span, least, below)
  cross join lateral (
    select count(*) from sales_stagemove m
     where m.from_stage_id = w.stage and m.to_stage_id = w.next and m.days >= s.least and m.days < s.below
       and m.at >= %s and m.at < %s) k
 where k.count > 0
"""
# In which span of days something lies that began then: compared as moments, which is cheaper than to count days.
SPAN = "(%s - width_bucket({since}, %s::timestamptz[]))"
_LASTING = f"""
select r.stage_id, {SPAN.format(since="r.stage_since")}, count(*)
  from sales_deal r where r.is_standing and r.state = 'open' group by 1, 2
"""  # noqa: S608  # constants
# Deals whose amount is not known in our currency count, but are worth nothing here: they are said beside the sums.
_OPEN = f"""
select {{key}}, r.stage_id, {SPAN.format(since="r.stage_since")},
       r.probability, r.forecast_category, count(*),
       coalesce(sum(r.base_amount) filter (where r.base_amount_currency = %s), 0),
       coalesce(sum(r.base_amount * r.base_amount) filter (where r.base_amount_currency = %s), 0),
       count(*) filter (where r.amount is not null and r.base_amount_currency <> %s)
  from sales_deal r where {{where}} group by 1, 2, 3, 4, 5
"""  # noqa: S608  # constants
_WON = """
select {key}, count(*), coalesce(sum(r.base_amount) filter (where r.base_amount_currency = %s), 0),
       count(*) filter (where r.amount is not null and r.base_amount_currency <> %s)
  from sales_deal r where {where} group by 1
"""


@dataclass
class Pile:
    """What lies in one row of a forecast. `parts` are its open deals by stage and span."""

    won: Decimal = field(default_factory=Decimal)
    won_count: int = 0
    commit: Decimal = field(default_factory=Decimal)
    best: Decimal = field(default_factory=Decimal)
    pipeline: Decimal = field(default_factory=Decimal)
    weighted: Decimal = field(default_factory=Decimal)
    open_count: int = 0
    left_out: int = 0
    parts: list[Part] = field(default_factory=list)

    @property
    def open_value(self) -> Decimal:
        return self.commit + self.best + self.pipeline


def open_stages() -> dict[str, Stage]:
    return {each.code: each for each in pipelines_now().stages if each.is_open}


def spans_at(moment: datetime) -> list[Any]:
    """What `SPAN` asks for, as of that moment."""
    # A deal comes into a span at the very moment at which it has been there for so many days.
    begins = [moment - timedelta(days=days) + timedelta(microseconds=1) for days in reversed(AGES[1:])]
    return [len(begins), begins]


def chances_now() -> Chances:
    """As of this moment."""
    moment = now()
    return chances_at(moment, rows_of(sql.SQL(_LASTING), spans_at(moment)))


def chances_at(moment: datetime, lasting: Iterable[tuple[Any, ...]]) -> Chances:
    """As they would have been learned then: nothing that came later is known."""
    known = pipelines_now().stage_by_code
    stays: dict[str, Stays] = {}
    for stage, to, span, count in rows_of(sql.SQL(_ENDED), [*_BOUNDS, moment - REMEMBERED, moment]):
        way = known[to].state if to in known and not known[to].is_open else to
        stays.setdefault(stage, Stays()).add(WON if way == WON else LOST if way == LOST else way, span, count)
    for stage, span, count in lasting:
        stays.setdefault(stage, Stays()).lasting[span] += count
    return chances(stays, own={code: each.probability / 100 for code, each in open_stages().items()})


def piles(scope: Scope, key: sql.Composable, *more: Condition) -> dict[Any, Pile]:
    """What is open and what was won of the scope's period, by a key of the row `r`."""
    found: dict[Any, Pile] = {}
    _add_won(found, scope, key, more)
    _add_open(found, scope, key, more)
    return found


def _add_won(found: dict[Any, Pile], scope: Scope, key: sql.Composable, more: Sequence[Condition]) -> None:
    is_won: Condition = (sql.SQL("r.state <> 'open' and r.state = 'won'"), [])
    where, parameters = scope.where(is_won, *more)
    statement = sql.SQL(_WON).format(key=key, where=where)
    for name, count, value, left_out in rows_of(statement, [scope.currency, scope.currency, *parameters]):
        pile = found.setdefault(name, Pile())
        pile.won, pile.won_count, pile.left_out = value, count, left_out


def _add_open(found: dict[Any, Pile], scope: Scope, key: sql.Composable, more: Sequence[Condition]) -> None:
    where, parameters = scope.where((sql.SQL("r.state = 'open'"), []), *more)
    statement = sql.SQL(_OPEN).format(key=key, where=where)
    stages = open_stages()
    given = [*spans_at(now()), *[scope.currency] * 3, *parameters]
    for name, stage, span, own, category, count, value, squares, left_out in rows_of(statement, given):
        pile = found.setdefault(name, Pile())
        likely = own if own is not None else stages[stage].probability if stage in stages else 0
        pile.open_count += count
        pile.left_out += left_out
        if category == OMITTED:  # it is open, and nobody counts on it
            continue
        _put(pile, category or _category_of(likely), likely, value)
        pile.parts.append(Part(stage, span, count, float(value), float(squares)))


def _put(pile: Pile, category: str, likely: int, value: Decimal) -> None:
    pile.weighted += value * likely / 100
    setattr(pile, category, getattr(pile, category) + value)


def _category_of(likely: int) -> str:
    if likely >= COMMIT_FROM:
        return COMMIT
    return BEST if likely >= BEST_FROM else PIPELINE


def together(found: Mapping[Any, Pile]) -> Pile:
    whole = Pile()
    for each in found.values():
        for name in ("won", "won_count", "commit", "best", "pipeline", "weighted", "open_count", "left_out"):
            setattr(whole, name, getattr(whole, name) + getattr(each, name))
        whole.parts += each.parts
    return whole


def beginning_of(day: date, scope: Scope) -> datetime:
    return start_of(day, zone=scope.actor.time_zone)
