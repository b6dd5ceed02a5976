"""Questions about colleagues."""

from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from trato.foundation.people.models import Team, User


class Colleagues:
    """Finds people and teams by id, e-mail or name; read once, then asked many times."""

    @cached_property
    def _users(self) -> dict[str, UUID | None]:
        found: dict[str, UUID | None] = {}
        for id_, email, name in User.objects.filter(is_active=True).values_list("id", "email", "name"):
            # Two people of one name are not told apart by it.
            found[name.casefold()] = None if name.casefold() in found else id_
            found[email.casefold()] = id_
            found[str(id_)] = id_
        return found

    @cached_property
    def _teams(self) -> dict[str, UUID | None]:
        found: dict[str, UUID | None] = {}
        for id_, name in Team.objects.values_list("id", "name"):
            found[name.casefold()] = None if name.casefold() in found else id_
            found[str(id_)] = id_
        return found

    def user(self, wanted: str) -> UUID | None:
        return self._users.get(wanted.casefold())

    def team(self, wanted: str) -> UUID | None:
        return self._teams.get(wanted.casefold())

    @staticmethod
    def first_teams(owners: Iterable[UUID]) -> dict[UUID, UUID]:
        rows = User.teams.through.objects.filter(user_id__in=list(owners)).order_by("-id")
        return dict(rows.values_list("user_id", "team_id"))


def names_of(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Display names of colleagues, also of those who left."""
    wanted = {id_ for id_ in ids if id_}
    return dict(User.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}


def team_names_of(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    wanted = {id_ for id_ in ids if id_}
    return dict(Team.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}
