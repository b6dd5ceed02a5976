"""One field as each role may see and write it: the same limits that the roles' own pages show, from the other side."""

from collections.abc import Mapping
from uuid import UUID

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.reach import Reach
from trato.foundation.people.models import Role
from trato.foundation.people.use_cases.roles import change_role
from trato.foundation.use_cases import use_case

OPEN, READ_ONLY, HIDDEN = "", "read_only", "hidden"


@use_case(right="foundation.manage_people")
def limit_field(name: str, *, by: Actor, limits: Mapping[UUID, str]) -> None:
    """`name` is of the form “contact.phone”. Roles that are not named stay as they are."""
    for role in Role.objects.filter(pk__in=list(limits), is_administrator=False).order_by("pk"):
        hidden, read_only = set(role.hidden_fields) - {name}, set(role.read_only_fields) - {name}
        hidden |= {name} if limits[role.pk] == HIDDEN else set()
        read_only |= {name} if limits[role.pk] == READ_ONLY else set()
        if (hidden, read_only) != (set(role.hidden_fields), set(role.read_only_fields)):
            change_role(
                role.pk,
                by=by,
                name=role.name,
                rights={right: Reach(reach) for right, reach in role.rights.items()},
                hidden_fields=sorted(hidden),
                read_only_fields=sorted(read_only),
            )


def limit_of(role: Role, name: str) -> str:
    return HIDDEN if name in role.hidden_fields else READ_ONLY if name in role.read_only_fields else OPEN
