"""Who works here, for the people page."""

from dataclasses import dataclass

from django.db.models import Q

from trato.foundation.public import User, shown_address


@dataclass(frozen=True)
class Person:
    user: User
    roles: str
    teams: str

    @property
    def address(self) -> str:
        """ "" of whom only the name is known."""
        return shown_address(self.user.email)

    @property
    def state(self) -> str:
        if not self.user.is_active:
            return "deactivated"
        if not self.address:
            return "without_address"
        return "active" if self.user.has_usable_password() else "invited"


def people_named(search: str) -> list[Person]:
    """Those whose name or address holds what is searched; who left stands last."""
    users = User.objects.filter(Q(name__icontains=search) | Q(email__icontains=search))
    found = users.prefetch_related("roles", "teams").order_by("-is_active", "name", "id")
    return [Person(user, _names(user.roles.all()), _names(user.teams.all())) for user in found]


def _names(things: object) -> str:
    return ", ".join(sorted(str(each) for each in things))  # type: ignore[attr-defined]  # roles or teams
