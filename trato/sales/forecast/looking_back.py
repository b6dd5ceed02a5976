"""What the expectation would have been some weeks ago, against what came of the same deals since."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from psycopg import sql

from trato.foundation.public import Condition
from trato.kit.clock import now
from trato.sales.forecast.history import SPAN, chances_at, spans_at
from trato.sales.forecast.survival import Expected, Part, expected, wilson
from trato.sales.pipelines.models import LOST, OPEN, WON
from trato.sales.pipelines.queries import pipelines_now
from trato.sales.reports.pieces import ENTERED
from trato.sales.reports.scope import Scope, rows_of

WEEKS = (4, 8, 13, 26)
BANDS = 5
# The last move of each deal until then says where it stood; amounts are those of now, which is said on the page. In one
# reading: chances are learned from all deals, whoever asks; what is told is of those that were asked for (`is_asked`).
# States are told by stages, and who came later is left out by `entered_at`: all of it lies in the index `deal_courses`.
_STOOD = f"""
select v.to_stage_id, {SPAN.format(since="v.at")}, ({{where}}) as is_asked, count(*),
       coalesce(sum(r.base_amount) filter (where r.base_amount_currency = %s), 0),
       coalesce(sum(r.base_amount * r.base_amount) filter (where r.base_amount_currency = %s), 0),
       count(*) filter (where r.stage_id = any(%s)), count(*) filter (where r.stage_id = any(%s)),
       coalesce(sum(r.base_amount) filter (where r.stage_id = any(%s) and r.base_amount_currency = %s), 0)
  from sales_deal r
  cross join lateral (select m.to_stage_id, m.at from sales_stagemove m
                       where m.deal_id = r.id and m.at < %s order by m.at desc, m.id desc limit 1) v
 where r.is_standing and {ENTERED} < %s and (r.stage_id = any(%s) or r.stage_since >= %s) and v.to_stage_id = any(%s)
 group by 1, 2, 3
"""  # noqa: S608  # constants


_STOOD_THEN = f"""({ENTERED} < %s and (r.stage_id = any(%s) or r.stage_since >= %s) and (
  select m.to_stage_id from sales_stagemove m
   where m.deal_id = r.id and m.at < %s order by m.at desc, m.id desc limit 1) = any(%s))"""  # noqa: S608  # constants


@dataclass(frozen=True)
class Band:
    """Deals that were given about the same chance."""

    first: float
    last: float
    count: int
    said: float
    won: int
    closed: int

    @property
    def came(self) -> float | None:
        return self.won / self.closed if self.closed else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.won / self.closed if self.closed else 0.0, self.closed)


@dataclass(frozen=True)
class Tried:
    weeks: int
    moment: datetime
    count: int
    said: Expected
    won: int
    lost: int
    won_value: float
    bands: list[Band]

    @property
    def still_open(self) -> int:
        return self.count - self.won - self.lost


def read_weeks(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 and int(text) in WEEKS else None


def moment_ago(weeks: int) -> datetime:
    return now() - timedelta(weeks=weeks)


def stood_then(moment: datetime) -> Condition:
    """Of a row `r`: it stood in an open stage."""
    still = _codes(OPEN)
    return sql.SQL(_STOOD_THEN), [moment, still, moment, moment, still]


def look_back(scope: Scope, *, weeks: int) -> Tried:
    """Of the deals that were open then. What is still open has not come out yet."""
    moment = moment_ago(weeks)
    stood = _stood(scope, moment)
    known = chances_at(moment, [(stage, span, count) for stage, span, _is_asked, count, *_sums in stood])
    found = [(stage, span, *counted) for stage, span, is_asked, *counted in stood if is_asked]
    parts = [Part(stage, span, count, float(value), float(squares)) for stage, span, count, value, squares, *_ in found]
    outcomes = [(known.of(each[0], each[1]).won, each[2], each[5], each[5] + each[6]) for each in found]
    return Tried(
        weeks=weeks,
        moment=moment,
        count=sum(each[2] for each in found),
        said=expected(parts, known),
        won=sum(each[5] for each in found),
        lost=sum(each[6] for each in found),
        won_value=float(sum(each[7] for each in found)),
        bands=_bands(outcomes),
    )


def _stood(scope: Scope, moment: datetime) -> list[tuple[Any, ...]]:
    where, parameters = scope.of_those_standing(dated=False)
    still, won, lost = (_codes(state) for state in (OPEN, WON, LOST))
    home = scope.currency
    counted: list[Any] = [*spans_at(moment), *parameters, home, home, won, lost, won, home]
    return rows_of(sql.SQL(_STOOD).format(where=where), [*counted, moment, moment, still, moment, still])


def _codes(state: str) -> list[str]:
    return [each.code for each in pipelines_now().stages if each.state == state]


def _bands(outcomes: list[tuple[float, int, int, int]]) -> list[Band]:
    bands = []
    for place in range(BANDS):
        first, last = place / BANDS, (place + 1) / BANDS
        mine = [each for each in outcomes if min(int(each[0] * BANDS), BANDS - 1) == place]
        if count := sum(each[1] for each in mine):
            said = sum(each[0] * each[1] for each in mine) / count
            bands.append(Band(first, last, count, said, sum(each[2] for each in mine), sum(each[3] for each in mine)))
    return bands
