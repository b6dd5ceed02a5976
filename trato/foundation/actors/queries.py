"""Which records a right reaches, as a query set and as an SQL condition for hot lists."""

from typing import Any, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed, NotFound
from trato.foundation.actors.reach import Reach

M = TypeVar("M", bound=models.Model)


class ReachQuerySet(models.QuerySet[M]):
    """Records with an owner and a team. `see_right` decides what a reader gets."""

    see_right: str = ""

    def within(self, actor: Actor, right: str) -> Self:
        """The only way to load for a change."""
        reach = actor.reach(right)
        if reach == Reach.ALL:
            return self
        if reach == Reach.NONE or actor.id is None:
            return self.none()
        if reach == Reach.OWN:
            return self.filter(owner_id=actor.id)
        teams = actor.teams if reach == Reach.TEAM else actor.subtree
        return self.filter(Q(owner_id=actor.id) | Q(team_id__in=teams))

    def seen_by(self, actor: Actor) -> Self:
        return self.within(actor, self.see_right)


def reach_sql(actor: Actor, right: str) -> tuple[sql.Composable, list[Any]]:
    """The same rule for a row `r` of a hand-written list query."""
    reach = actor.reach(right)
    if reach == Reach.ALL:
        return sql.SQL("true"), []
    if reach == Reach.NONE or actor.id is None:
        return sql.SQL("false"), []
    if reach == Reach.OWN:
        return sql.SQL("r.owner_id = %s"), [actor.id]
    teams = actor.teams if reach == Reach.TEAM else actor.subtree
    return sql.SQL("(r.owner_id = %s or r.team_id = any(%s))"), [actor.id, list(teams)]


def refuse_people(by: Actor) -> None:
    """For work of the clock and of readers, which nobody's role allows by hand."""
    if by.kind != "system":
        raise NotAllowed(_("Only Trato itself does this."))


def refuse_unreachable(
    found: set[UUID], asked: list[UUID], visible: models.QuerySet[Any], *, what: str = "record"
) -> None:
    """Not visible is "not found", visible but out of reach is "not allowed"."""
    missing = [each for each in asked if each not in found]
    if not missing:
        return
    seen = set(visible.filter(pk__in=missing).values_list("pk", flat=True))
    if any(each not in seen for each in missing):
        raise NotFound(f"There is no such {what}, or it is not yours to see.")
    raise NotAllowed(f"You may see this {what} but not change it.")
