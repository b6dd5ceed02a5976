"""What a board of deals shows: columns with count and sums, and the first cards of each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.foundation.public import Actor, installation, reach_sql
from trato.kit.clock import now
from trato.kit.money import Money, minor_digits
from trato.kit.prepared import rows_prepared
from trato.sales.pipelines.models import LOST, OPEN, WON, Stage
from trato.sales.pipelines.queries import pipelines_now

CARDS = 10
HALF = 2
# Open ones by the columns' own index, closed ones by that of the reports: with "or", all that was ever closed is read.
_COLUMNS = """select r.stage_id, count(*), coalesce(sum(r.base_amount) filter (where r.base_amount_currency = %s), 0),
  coalesce(sum(r.base_amount * coalesce(r.probability, s.probability) / 100)
    filter (where r.base_amount_currency = %s), 0),
  count(*) filter (where r.amount is not null and r.base_amount_currency <> %s)
from (
  select r.stage_id, r.base_amount, r.base_amount_currency, r.amount, r.probability from sales_deal r
   where r.is_standing and r.pipeline_id = %s and r.state = 'open' and {reach} and {wanted}
  union all
  select r.stage_id, r.base_amount, r.base_amount_currency, r.amount, r.probability from sales_deal r
   where r.is_standing and r.pipeline_id = %s and r.state <> 'open' and r.close_on >= %s and {reach} and {wanted}
) r join sales_stage s on s.code = r.stage_id
group by r.stage_id"""
# Which ones are walked in the columns' own index; what their cards say is read of those alone.
_CARDS = """select r.id, r.version, r.stage_id, r.name, r.amount, r.amount_currency, c.name, u.name,
  r.next_step, r.stage_since
from unnest(%s::text[]) with ordinality as one (code, place)
cross join lateral (
  select r.id, row_number() over (order by r.close_on, r.id) as place
    from (
      select r.id, r.close_on from sales_deal r
       where r.is_standing and r.pipeline_id = %s and r.stage_id = one.code and r.state = 'open'
         and {reach} and {wanted}
       order by r.close_on, r.id limit %s
    ) r
) p join sales_deal r on r.id = p.id
left join customers_company c on c.id = r.company_id left join foundation_user u on u.id = r.owner_id
where p.place > %s order by one.place, p.place"""
_MINE = sql.SQL("r.owner_id = %s")
_ALL = sql.SQL("true")


@dataclass(frozen=True)
class Asked:
    """Which deals: of a pipeline, all that the actor sees or his own."""

    pipeline: str
    actor: Actor
    is_mine: bool = False

    def within(self) -> tuple[Mapping[str, sql.Composable], list[Any]]:
        """Conditions beside the pipeline, with their parameters."""
        reach, parameters = reach_sql(self.actor, "sales.see_deals")
        mine = self.is_mine and self.actor.id is not None
        return {"reach": reach, "wanted": _MINE if mine else _ALL}, [*parameters, *([self.actor.id] if mine else [])]


@dataclass(frozen=True)
class Card:
    id: UUID
    version: int
    stage: str
    name: str
    amount: Money | None
    company: str
    owner: str
    next_step: str
    since: datetime
    rots_after: int | None

    @property
    def days(self) -> int:
        return max(0, (now() - self.since).days)

    @property
    def stale(self) -> str:
        """Half as long again as it may is bad."""
        if self.rots_after is None or self.days <= self.rots_after:
            return ""
        return "bad" if self.days * HALF > self.rots_after * (HALF + 1) else "warn"


@dataclass(frozen=True)
class Column:
    stage: Stage
    count: int
    total: Money
    weighted: Money
    without_rate: int
    cards: Sequence[Card] = field(default=())

    @property
    def left(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True)
class Board:
    """`columns` are the open stages; `ends` those in which deals are closed, with what was closed this quarter."""

    columns: Sequence[Column]
    ends: Sequence[Column]
    home: str

    def _sum(self, which: str) -> Money:
        return Money.of_many(sum((getattr(each, which).amount for each in self.columns), Decimal()), self.home)

    @property
    def count(self) -> int:
        return sum(each.count for each in self.columns)

    @property
    def total(self) -> Money:
        return self._sum("total")

    @property
    def weighted(self) -> Money:
        return self._sum("weighted")

    @property
    def without_rate(self) -> int:
        return sum(each.without_rate for each in self.columns)


def board_of(asked: Asked, *, with_cards: bool = True, today: date) -> Board:
    """A stage out of use has its column as long as a deal stands in it: an undo or the trash gives some back."""
    home = installation().currency
    known = pipelines_now()
    sums = _sums(asked, home, today)
    cards = cards_of(asked) if with_cards else {}
    columns = [
        Column(stage, *sums.get(stage.code, _nothing(home)), cards=cards.get(stage.code, ()))
        for stage in known.stages
        if stage.pipeline_id == asked.pipeline and (not stage.is_archived or stage.code in sums)
    ]
    return Board(
        [each for each in columns if each.stage.state == OPEN],
        [each for state in (WON, LOST) for each in columns if each.stage.state == state],
        home,
    )


def _nothing(home: str) -> tuple[int, Money, Money, int]:
    return 0, Money.nothing(home), Money.nothing(home), 0


def _rounded(amount: Decimal, home: str) -> Money:
    return Money.of_many(amount.quantize(Decimal(1).scaleb(-minor_digits(home)), ROUND_HALF_UP), home)


def quarter_begin(today: date) -> date:
    return date(today.year, today.month - (today.month - 1) % 3, 1)


def _sums(asked: Asked, home: str, today: date) -> dict[str, tuple[int, Money, Money, int]]:
    parts, parameters = asked.within()
    statement = sql.SQL(_COLUMNS).format(**parts)
    is_open, is_closed = [asked.pipeline, *parameters], [asked.pipeline, quarter_begin(today), *parameters]
    with connection.cursor() as cursor:  # planned for this pipeline: of a small one, few of what was closed lately are
        cursor.execute(statement, [home, home, home, *is_open, *is_closed])
        return {
            stage: (count, Money.of_many(Decimal(total), home), _rounded(Decimal(weighted), home), without)
            for stage, count, total, weighted, without in cursor.fetchall()
        }


def cards_of(asked: Asked, *, stage: str = "", after: int = 0) -> dict[str, list[Card]]:
    """The first of each column, or the next of one: what closes soonest stands first."""
    parts, parameters = asked.within()
    stages = pipelines_now().stage_by_code
    of = [one.code for one in stages.values() if one.pipeline_id == asked.pipeline and stage in ("", one.code)]
    found: dict[str, list[Card]] = defaultdict(list)
    statement = sql.SQL(_CARDS).format(**parts)
    for id_, version, code, name, amount, currency, company, owner, step, since in rows_prepared(
        statement, [of, asked.pipeline, *parameters, after + CARDS, after]
    ):
        money = None if amount is None else Money(amount, currency)
        rots = stages[code].rots_after_days
        found[code].append(Card(id_, version, code, name, money, company or "", owner or "", step, since, rots))
    return found
