"""Reports worked out in plain Python, deal by deal, for comparing with what the database answers."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from trato.customers.public import Activity, Company, Contact
from trato.foundation.public import Actor, Reach
from trato.sales.lines.models import DealLine
from trato.sales.public import Deal, Stage, StageMove

EUR = "EUR"
WON, LOST, OPEN = "won", "lost", "open"


@dataclass(frozen=True)
class Step:
    come_from: str | None
    to: str
    at: datetime
    days: Decimal | None


@dataclass(frozen=True)
class Plain:
    """One deal as it stands. `worth` is its amount in euros as far as that is known, `lacks_rate` where it is not."""

    id: UUID
    row: Deal
    likely: int
    worth: Decimal | None
    lacks_rate: bool
    products: frozenset[UUID]
    steps: tuple[Step, ...]
    talks: int
    firm: Company | None

    @property
    def state(self) -> str:
        return self.row.state

    @property
    def value(self) -> Decimal:
        return self.worth or Decimal(0)

    @property
    def begun(self) -> date:
        return self.row.begun_on or self.row.created_at.astimezone(ZoneInfo("UTC")).date()

    @property
    def quarter(self) -> str:
        day = self.row.close_on
        return f"{day.year}-Q{(day.month + 2) // 3}" if day else ""


def plain_deals() -> list[Plain]:
    likely = dict(Stage.objects.values_list("code", "probability"))
    sold, steps = defaultdict(set), defaultdict(list)
    for deal, product in DealLine.objects.exclude(product=None).values_list("deal_id", "product_id"):
        sold[deal].add(product)
    for each in StageMove.objects.order_by("at", "id"):
        steps[each.deal_id].append(Step(each.from_stage_id, each.to_stage_id, each.at, each.days))
    firms = {each.pk: each for each in Company.objects.select_related("root")}
    talks = list(Activity.objects.filter(state="held", is_standing=True))
    rows, merged = Deal.objects.filter(is_standing=True).order_by("id"), _merged()
    return [
        Plain(
            id=row.pk,
            row=row,
            likely=likely[row.stage_id] if row.probability is None else row.probability,
            worth=row.base_amount if row.base_amount_currency == EUR else None,
            lacks_rate=row.amount is not None and row.base_amount_currency != EUR,
            products=frozenset(sold[row.pk]),
            steps=tuple(steps[row.pk]),
            talks=_talks_of(row, talks, merged),
            firm=firms[row.company_id].root if row.company_id else None,
        )
        for row in rows
    ]


def _talks_of(row: Deal, talks: Sequence[Activity], merged: Mapping[UUID, Collection[UUID]]) -> int:
    """Held with its contact or its company, or with any that was merged with one of them, while it was open."""
    whom = {id_ for one in (row.contact_id, row.company_id) if one for id_ in merged[one]}
    begun = row.begun_on or row.created_at.astimezone(ZoneInfo("UTC")).date()
    mine = [each for each in talks if each.contact_id in whom or each.company_id in whom]
    days = [each.starts_at.astimezone(ZoneInfo("UTC")).date() for each in mine if each.starts_at]
    ended = row.close_on or (row.closed_at.astimezone(ZoneInfo("UTC")).date() if row.closed_at else date.max)
    return sum(begun <= day <= ended for day in days)


def _merged() -> dict[UUID, list[UUID]]:
    """With each contact and company all that are one with it."""
    pairs = [*Contact.objects.values_list("pk", "root_id"), *Company.objects.values_list("pk", "root_id")]
    return {id_: [other for other, its in pairs if its == root] for id_, root in pairs}


def seen(deals: Iterable[Plain], actor: Actor) -> list[Plain]:
    """Written out once more, so that a mistake there is not made here."""
    reach = actor.rights.get("sales.see_deals", Reach.NONE)
    if actor.is_everything or reach == Reach.ALL:
        return list(deals)
    teams = {Reach.OWN: (), Reach.TEAM: actor.teams, Reach.SUBTREE: actor.subtree}[Reach(reach)]
    return [each for each in deals if each.row.owner_id == actor.id or each.row.team_id in teams]


def within(deals: Iterable[Plain], first: str, last: str) -> list[Plain]:
    days = date.fromisoformat(first), date.fromisoformat(last)
    return [each for each in deals if each.row.close_on and days[0] <= each.row.close_on <= days[1]]


def grouped(deals: Iterable[Plain], key: Callable[[Plain], Any]) -> dict[str, list[Plain]]:
    """By the text of each key; a set of keys puts a deal into each of its groups."""
    found: dict[str, list[Plain]] = defaultdict(list)
    for each in deals:
        keys = key(each)
        for one in (keys or {""}) if isinstance(keys, (set, frozenset)) else {keys}:
            found["" if one in (None, "") else str(one)].append(each)
    return dict(found)


def of_state(deals: Iterable[Plain], *states: str) -> list[Plain]:
    return [each for each in deals if each.state in states]


def total(deals: Iterable[Plain]) -> Decimal:
    return sum((each.value for each in deals), Decimal(0))


def closed_numbers(deals: Sequence[Plain]) -> list[Any]:
    """How many were won and lost, the share of the won ones, and what those are worth."""
    won, lost = of_state(deals, WON), of_state(deals, LOST)
    closed = len(won) + len(lost)
    return [len(won), len(lost), len(won) / closed if closed else None, total(won)]


def days_to_win(deals: Sequence[Plain]) -> float | None:
    days = [max((each.row.close_on - each.begun).days, 0) for each in of_state(deals, WON) if each.row.close_on]
    return sum(days) / len(days) if days else None


def velocity_numbers(deals: Sequence[Plain]) -> list[Any]:
    won, lost, rate, value = closed_numbers(deals)
    days = days_to_win(deals)
    valued = [each for each in of_state(deals, WON) if each.worth is not None]
    mean = value / len(valued) if valued else None
    a_day = None if mean is None or not days else float(won * mean) / days
    return [won, rate, days, mean, a_day]


def left_out(deals: Iterable[Plain]) -> int:
    return sum(each.lacks_rate for each in deals)


AGES = ((0, 30), (31, 60), (61, 90), (91, 180), (181, 365), (366, None))


def age_group(deal: Plain, today: date) -> int:
    """The first day of its group; what begins in the future has just begun."""
    age = max((today - deal.begun).days, 0)
    return next(least for least, most in AGES if most is None or age <= most)


def talk_group(deal: Plain) -> int:
    return bisect_right((0, 1, 3, 6), deal.talks)


def category(deal: Plain) -> str:
    return "commit" if deal.likely >= 80 else "best" if deal.likely >= 50 else "pipeline"


def weighted(deals: Iterable[Plain]) -> Decimal:
    return sum((each.value * each.likely / 100 for each in of_state(deals, OPEN)), Decimal(0))
