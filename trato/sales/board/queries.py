"""What a board of deals shows: columns with count and sums, and the first cards of each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from psycopg import sql

from trato.foundation.public import Actor, installation, reach_sql
from trato.kit.clock import now
from trato.kit.money import Money
from trato.kit.prepared import rows_prepared
from trato.sales.pipelines.models import LOST, OPEN, WON, Stage
from trato.sales.pipelines.queries import pipelines_now

CARDS = 10
HALF = 2
_WHERE = "r.is_standing and r.pipeline_id = %s and {reach} and {wanted}"
_COLUMNS = (
    """select r.stage_id, count(*), coalesce(sum(r.base_amount) filter (where r.base_amount_currency = %s), 0),
  coalesce(sum(r.base_amount * coalesce(r.probability, s.probability) / 100)
    filter (where r.base_amount_currency = %s), 0),
  count(*) filter (where r.amount is not null and r.base_amount_currency <> %s)
from sales_deal r join sales_stage s on s.code = r.stage_id
where """
    + _WHERE
    + """ and (r.state = 'open' or r.close_on >= %s)
group by r.stage_id"""
)
_CARDS = (
    """select p.id, p.version, p.stage_id, p.name, p.amount, p.amount_currency, c.name, u.name,
  p.next_step, p.stage_since
from (
  select r.id, r.version, r.stage_id, r.name, r.amount, r.amount_currency, r.company_id, r.owner_id, r.next_step,
    r.stage_since, row_number() over (partition by r.stage_id order by r.close_on nulls last, r.id) as place
  from sales_deal r where """  # noqa: S608  # constants
    + _WHERE
    + """ and r.state = 'open' and (%s = '' or r.stage_id = %s)
) p left join customers_company c on c.id = p.company_id left join foundation_user u on u.id = p.owner_id
where p.place > %s and p.place <= %s order by p.stage_id, p.place"""
)
_MINE = sql.SQL("r.owner_id = %s")
_ALL = sql.SQL("true")


@dataclass(frozen=True)
class Asked:
    """Which deals: of a pipeline, all that the actor sees or his own."""

    pipeline: str
    actor: Actor
    is_mine: bool = False

    def within(self) -> tuple[Mapping[str, sql.Composable], list[object]]:
        reach, parameters = reach_sql(self.actor, "sales.see_deals")
        mine = self.is_mine and self.actor.id is not None
        return {"reach": reach, "wanted": _MINE if mine else _ALL}, [
            self.pipeline,
            *parameters,
            *([self.actor.id] if mine else []),
        ]


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
        return Money.total([getattr(each, which) for each in self.columns], currency=self.home)

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


def quarter_begin(today: date) -> date:
    return date(today.year, today.month - (today.month - 1) % 3, 1)


def _sums(asked: Asked, home: str, today: date) -> dict[str, tuple[int, Money, Money, int]]:
    parts, parameters = asked.within()
    statement = sql.SQL(_COLUMNS).format(**parts)
    found = rows_prepared(statement, [home, home, home, *parameters, quarter_begin(today)])
    return {
        stage: (count, Money(Decimal(total), home), Money(Decimal(weighted), home).rounded(), without)
        for stage, count, total, weighted, without in found
    }


def cards_of(asked: Asked, *, stage: str = "", after: int = 0) -> dict[str, list[Card]]:
    """The first of each column, or the next of one: what closes soonest stands first."""
    parts, parameters = asked.within()
    stages = pipelines_now().stage_by_code
    found: dict[str, list[Card]] = defaultdict(list)
    statement = sql.SQL(_CARDS).format(**parts)
    for id_, version, code, name, amount, currency, company, owner, step, since in rows_prepared(
        statement, [*parameters, stage, stage, after, after + CARDS]
    ):
        money = None if amount is None else Money(amount, currency)
        rots = stages[code].rots_after_days
        found[code].append(Card(id_, version, code, name, money, company or "", owner or "", step, since, rots))
    return found
