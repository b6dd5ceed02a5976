"""The tree of teams with who is in them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from trato.foundation.public import Team, User, team_tree


@dataclass(frozen=True)
class Branch:
    team: Team
    people: int


def branches() -> list[Branch]:
    active = Count("members", filter=Q(members__is_active=True))
    counts: dict[UUID, int] = dict(Team.objects.annotate(people=active).values_list("id", "people"))
    return [Branch(team, counts.get(team.id, 0)) for team in team_tree()]


def members_of_team(team: Team) -> list[User]:
    return list(team.members.order_by("-is_active", "name"))
