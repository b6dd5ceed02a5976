"""How far somebody has come with what he set out to win, for the page with which his day begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from trato.foundation.public import STANDING, Actor, installation, today_of
from trato.kit.money import Money
from trato.sales.deals.models import Deal
from trato.sales.goals.models import AMOUNT, SEE, Goal
from trato.sales.pipelines.models import WON
from trato.sales.reports.periods import Period, month_of, quarter_of, read_period, said
from trato.sales.reports.scope import Scope

MOST = 6
WHOLE = 100


@dataclass(frozen=True)
class Attained:
    """`won` and `target` are both money or both numbers of deals; `address` opens what was won."""

    period: str
    won: Money | int
    target: Money | int
    percent: int
    address: str

    @property
    def is_money(self) -> bool:
        return isinstance(self.target, Money)

    @property
    def is_reached(self) -> bool:
        return self.percent >= WHOLE

    @property
    def drawn(self) -> int:
        """As far as a bar goes."""
        return min(self.percent, WHOLE)


def my_goals(actor: Actor) -> Mapping[str, object] | None:
    """Of the month, the quarter and the year in which today is; nothing for who has none."""
    if actor.id is None or not actor.may(SEE):
        return None
    today = today_of(actor)
    scope = Scope(actor, today, installation().currency, Period("all"), owner=str(actor.id))
    periods = [month_of(today), quarter_of(today), f"{today.year:04}"]
    mine = Goal.objects.filter(user_id=actor.id, period__in=periods).order_by("measure", "id")
    found = sorted((each for each in mine if _is_told(each, scope)), key=lambda each: periods.index(each.period))
    told = [_attained(each, scope) for each in found[:MOST]]
    return {"goals": told} if told else None


def _is_told(goal: Goal, scope: Scope) -> bool:
    """What deals are worth not everybody may see; what was aimed at in another currency is no aim any more."""
    return goal.measure != AMOUNT or (scope.sees_money and goal.currency == scope.currency)


def _attained(goal: Goal, scope: Scope) -> Attained:
    period = read_period(goal.period, today=scope.today)
    deals = Deal.objects.seen_by(scope.actor).filter(STANDING, owner_id=scope.actor.id, state=WON)
    ours = Q(base_amount_currency=scope.currency)
    sums = deals.filter(close_on__gte=period.first, close_on__lte=period.last).aggregate(
        count=Count("id"), value=Coalesce(Sum("base_amount", filter=ours), Decimal(0))
    )
    won = sums["value"] if goal.measure == AMOUNT else Decimal(sums["count"])
    return Attained(
        period=said(goal.period),
        won=Money.of_many(won, scope.currency) if goal.measure == AMOUNT else int(won),
        target=Money(goal.target, scope.currency) if goal.measure == AMOUNT else int(goal.target),
        percent=int(won * WHOLE / goal.target),
        address=scope.within(period).link(state=WON),
    )
