"""The tabs of a list, and which of them is open first."""

from uuid import UUID

from django.db.models import Q

from trato.foundation.actors.actor import Actor
from trato.foundation.people.models import Team
from trato.foundation.views.models import SHARE_VIEWS, DefaultView, SavedView

MOST_TABS = 60


def views_of(kind: str, *, seen_by: Actor) -> list[SavedView]:
    """In the order of the tabs."""
    return list(SavedView.objects.filter(kind=kind).seen_by(seen_by).order_by("place", "id")[:MOST_TABS])


def default_views(kind: str, *, of: Actor) -> list[UUID]:
    """Which tab to open, the person's own choice before those of the teams. One out of sight is no choice."""
    chosen = DefaultView.objects.filter(kind=kind, view__deleted_at__isnull=True)
    mine = chosen.filter(Q(user_id=of.id, user__isnull=False) | Q(team_id__in=of.teams))
    return list(mine.order_by("user_id", "team_id").values_list("view_id", flat=True))  # those of teams have no user


def is_first(view: SavedView, *, user_id: UUID | None = None, team_id: UUID | None = None) -> bool:
    """Whether it was chosen to open first, by a person or for a team."""
    whose = Q(user_id=user_id) if user_id else Q(user__isnull=True)
    whose &= Q(team_id=team_id) if team_id else Q(team__isnull=True)
    return DefaultView.objects.filter(whose, view=view).exists()


def teams_to_share_with(actor: Actor) -> list[tuple[UUID, str]]:
    """Teams one may share views with: one's own and those below; administrators have all."""
    if not actor.may(SHARE_VIEWS):
        return []
    teams = Team.objects.order_by("name")
    if not actor.is_everything:
        teams = teams.filter(pk__in={*actor.teams, *actor.subtree})
    return list(teams.values_list("id", "name"))
