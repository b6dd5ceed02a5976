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
_ENDED = """
select m.from_stage_id, m.to_stage_id, width_bucket(m.days, %s::numeric[]) - 1, count(*)
  from sales_stagemove m
 where m.from_stage_id is not null and m.at >= %s and m.at < %s
 group by 1, 2, 3
"""
_LASTING = """
select r.stage_id, width_bucket(extract(epoch from %s - r.stage_since) / 86400, %s::numeric[]) - 1, count(*)
  from sales_deal r where r.is_standing and r.state = 'open' group by 1, 2
"""
# Deals whose amount is not known in our currency count, but are worth nothing here: they are said beside the sums.
_OPEN = """
select {key}, r.stage_id, greatest(width_bucket(extract(epoch from %s - r.stage_since) / 86400, %s::numeric[]) - 1, 0),
       r.probability, r.forecast_category, count(*),
       coalesce(sum(r.base_amount) filter (where r.base_amount_currency = %s), 0),
       coalesce(sum(r.base_amount * r.base_amount) filter (where r.base_amount_currency = %s), 0),
       count(*) filter (where r.amount is not null and r.base_amount_currency <> %s)
  from sales_deal r where {where} group by 1, 2, 3, 4, 5
"""
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


def chances_now() -> Chances:
    """As of this moment."""
    moment = now()
    found = rows_of(sql.SQL(_LASTING), [moment, list(AGES)])
    return _learned(moment, found)


def chances_at(moment: datetime, lasting: Iterable[tuple[Any, ...]]) -> Chances:
    """As they would have been learned then: nothing that came later is known."""
    return _learned(moment, lasting)


def _learned(moment: datetime, lasting: Iterable[tuple[Any, ...]]) -> Chances:
    known = pipelines_now().stage_by_code
    stays: dict[str, Stays] = {}
    for stage, to, span, count in rows_of(sql.SQL(_ENDED), [list(AGES), moment - REMEMBERED, moment]):
        way = known[to].state if to in known and not known[to].is_open else to
        stays.setdefault(stage, Stays()).add(WON if way == WON else LOST if way == LOST else way, max(span, 0), count)
    for stage, span, count in lasting:
        stays.setdefault(stage, Stays()).lasting[max(span, 0)] += count
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
    given = [now(), list(AGES), *[scope.currency] * 3, *parameters]
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
