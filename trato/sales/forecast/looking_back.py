"""What the expectation would have been some weeks ago, against what came of the same deals since."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from psycopg import sql

from trato.kit.clock import now
from trato.sales.forecast.history import chances_at, open_stages
from trato.sales.forecast.survival import AGES, Expected, Part, expected, wilson
from trato.sales.reports.scope import Scope, rows_of

WEEKS = (4, 8, 13, 26)
BANDS = 5
# The last move of each deal until then says where it stood; amounts are those of now, which is said on the page.
_STOOD = """
select s.code, greatest(width_bucket(extract(epoch from %s - v.at) / 86400, %s::numeric[]) - 1, 0) as span,
       count(*),
       coalesce(sum(r.base_amount) filter (where r.base_amount_currency = %s), 0),
       coalesce(sum(r.base_amount * r.base_amount) filter (where r.base_amount_currency = %s), 0),
       count(*) filter (where r.state = 'won'), count(*) filter (where r.state = 'lost'),
       coalesce(sum(r.base_amount) filter (where r.state = 'won' and r.base_amount_currency = %s), 0)
  from sales_deal r
  cross join lateral (select m.to_stage_id, m.at from sales_stagemove m
                       where m.deal_id = r.id and m.at < %s order by m.at desc, m.id desc limit 1) v
  join sales_stage s on s.code = v.to_stage_id and s.state = 'open'
 where {where} and (r.state = 'open' or r.stage_since >= %s)
 group by 1, 2
"""
_STOOD_ALL = """
select v.to_stage_id, greatest(width_bucket(extract(epoch from %s - v.at) / 86400, %s::numeric[]) - 1, 0), count(*)
  from sales_deal r
  cross join lateral (select m.to_stage_id, m.at from sales_stagemove m
                       where m.deal_id = r.id and m.at < %s order by m.at desc, m.id desc limit 1) v
 where r.is_standing and (r.state = 'open' or r.stage_since >= %s) and v.to_stage_id = any(%s)
 group by 1, 2
"""


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


def look_back(scope: Scope, *, weeks: int) -> Tried:
    """Of the deals that were open then. What is still open has not come out yet."""
    moment = now() - timedelta(weeks=weeks)
    where, parameters = scope.where(dated=False)
    money = [scope.currency] * 3
    given: list[Any] = [moment, list(AGES), *money, moment, *parameters, moment]
    found = rows_of(sql.SQL(_STOOD).format(where=where), given)
    codes = list(open_stages())
    lasting = rows_of(sql.SQL(_STOOD_ALL), [moment, list(AGES), moment, moment, codes])
    known = chances_at(moment, lasting)
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


def _bands(outcomes: list[tuple[float, int, int, int]]) -> list[Band]:
    bands = []
    for place in range(BANDS):
        first, last = place / BANDS, (place + 1) / BANDS
        mine = [each for each in outcomes if min(int(each[0] * BANDS), BANDS - 1) == place]
        if count := sum(each[1] for each in mine):
            said = sum(each[0] * each[1] for each in mine) / count
            bands.append(Band(first, last, count, said, sum(each[2] for each in mine), sum(each[3] for each in mine)))
    return bands
