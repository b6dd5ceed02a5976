"""Questions about colleagues."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed, NotFound
from trato.foundation.people.errors import LastAdministrator
from trato.foundation.people.models import Role, Team, User
from trato.kit.prepared import rows_prepared

_TEAMS_OF = "select user_id, team_id from foundation_user_teams where user_id = any(%s) order by id desc"


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
        return dict(rows_prepared(_TEAMS_OF, [list(owners)]))  # the first of each stands last


def names_of(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Display names of colleagues, also of those who left."""
    wanted = {id_ for id_ in ids if id_}
    return dict(User.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}


def team_names_of(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    wanted = {id_ for id_ in ids if id_}
    return dict(Team.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}


def administrators() -> QuerySet[User]:
    """Who can sign in and manage everything: an invitation that was never accepted does not count."""
    here = User.objects.filter(is_active=True, roles__is_administrator=True)
    return here.exclude(password__startswith="!").distinct()


def is_administrator(user: User) -> bool:
    return user.roles.filter(is_administrator=True).exists()


def refuse_without_administrator() -> None:
    """Asked after a change, which then does not happen. The lock makes two such changes wait for each other."""
    list(Role.objects.filter(is_administrator=True).select_for_update())
    if not administrators().exists():
        raise LastAdministrator(_("This is the last administrator. Make somebody else an administrator first."))


def lock_user(user_id: UUID, *, by: Actor) -> User:
    """For a change by somebody else, whose own rights must not be less than the person's."""
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFound(_("There is no such person."))
    for role in user.roles.all():
        role.refuse_beyond(by)
    return user


def own_user(actor: Actor) -> User:
    user = User.objects.select_for_update().filter(pk=actor.id, is_active=True).first() if actor.id else None
    if user is None or actor.kind != "user":
        raise NotAllowed(_("Only a colleague has an account of their own."))
    return user


def facts_of(user: User) -> dict[str, Any]:
    """What a change row keeps about a colleague."""
    return {
        "name": user.name,
        "email": user.email,
        "language": user.language,
        "roles": sorted(str(each) for each in user.roles.values_list("id", flat=True)),
        "teams": sorted(str(each) for each in user.teams.values_list("id", flat=True)),
    }


def grantable_roles(ids: Sequence[UUID], *, by: Actor, held: Iterable[Role] = ()) -> list[Role]:
    """The roles of these ids; what is given or taken must be within the giver's own rights."""
    roles = list(Role.objects.filter(id__in=ids))
    if len(roles) != len(set(ids)):
        raise NotFound(_("There is no such role."))
    for role in {*roles} ^ {*held}:
        role.refuse_beyond(by)
    return roles


def teams_by_id(ids: Sequence[UUID]) -> list[Team]:
    teams = list(Team.objects.filter(id__in=ids))
    if len(teams) != len(set(ids)):
        raise NotFound(_("There is no such team."))
    return teams


def team_tree() -> list[Team]:
    """Each team before those below it, siblings by name."""
    teams = {team.id: team for team in Team.objects.all()}
    return sorted(teams.values(), key=lambda team: [(teams[each].name.casefold(), each) for each in team.path])


def locked_tree() -> dict[UUID, Team]:
    """All of it: a move changes paths far below, and two moves at once could make a ring."""
    return {team.id: team for team in Team.objects.order_by("id").select_for_update()}


def team_of(tree: dict[UUID, Team], team_id: UUID) -> Team:
    if team_id not in tree:
        raise NotFound(_("There is no such team."))
    return tree[team_id]


def lock_role(role_id: UUID) -> Role:
    role = Role.objects.select_for_update().filter(pk=role_id).first()
    if role is None:
        raise NotFound(_("There is no such role."))
    return role


def role_facts(role: Role) -> dict[str, Any]:
    return {
        "name": role.name,
        "rights": dict(role.rights),
        "hidden_fields": list(role.hidden_fields),
        "read_only_fields": list(role.read_only_fields),
    }


def has_confirmed_address(user: User) -> bool:
    """Mail sent there was answered, so it is the person's own."""
    return bool(EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists())
