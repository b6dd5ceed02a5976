"""Colleagues as colleagues see one another."""

from typing import Any
from uuid import UUID

from trato.foundation.public import Team, User, shown_address


def colleagues_after(last: UUID | None, *, limit: int) -> list[dict[str, Any]]:
    """In the order in which they came. Also those who left, whose names stand in the history."""
    users = User.objects.order_by("id").prefetch_related("teams")
    if last:
        users = users.filter(id__gt=last)
    return [colleague(user) for user in users[:limit]]


def colleague(user: User) -> dict[str, Any]:
    teams = sorted(user.teams.all(), key=lambda team: team.name)
    return {
        "id": user.id,
        "name": user.name,
        "email": shown_address(user.email),
        "active": user.is_active,
        "teams": [_team(team) for team in teams],
    }


def _team(team: Team) -> dict[str, Any]:
    return {"id": team.id, "name": team.name}
