"""Goals and adjustments that belong to what a reader looks at."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from trato.foundation.public import Actor
from trato.sales.goals.models import AMOUNT, Adjustment, Goal

Whose = tuple[UUID | None, UUID | None]  # a colleague, a team; neither is the company
EVERYBODY: Whose = (None, None)
MOST = 500


def goals_seen_by(actor: Actor) -> QuerySet[Goal]:
    return Goal.objects.seen_by(actor).select_related("user", "team").order_by("-period", "-id")


def targets(
    actor: Actor, *, periods: Iterable[str], currency: str, measure: str = AMOUNT
) -> Mapping[tuple[str, Whose], Decimal]:
    """By period and by whom it is for. A goal in money that we do not count in any more is none."""
    found = Goal.objects.seen_by(actor).filter(period__in=list(periods), measure=measure)
    rows = found.values_list("period", "user_id", "team_id", "target", "currency")
    return {(period, (user, team)): target for period, user, team, target, code in rows if code in ("", currency)}


def adjustments(actor: Actor, *, periods: Iterable[str], currency: str) -> list[Adjustment]:
    """The latest ones first."""
    found = Adjustment.objects.seen_by(actor).filter(period__in=list(periods), currency=currency)
    return list(found.select_related("user", "team", "author").order_by("-id")[:MOST])


def latest(found: Iterable[Adjustment]) -> dict[tuple[str, Whose], Adjustment]:
    said: dict[tuple[str, Whose], Adjustment] = {}
    for each in found:
        said.setdefault((each.period, (each.user_id, each.team_id)), each)
    return said
