"""The rights a role may hold, as the modules contribute them."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from trato.foundation.actors.reach import Reach
from trato.foundation.extensions.contributions import Permission
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.extensions.registry import contributions, record_kinds
from trato.foundation.people.errors import RoleRefused


def permissions_by_group() -> dict[str, list[Permission]]:
    """In the order of the groups' first lines."""
    groups: dict[str, list[Permission]] = {}
    for permission in contributions(Permission):
        groups.setdefault(str(permission.group), []).append(permission)
    return groups


def clean_rights(rights: Mapping[str, int]) -> dict[str, int]:
    """Only what is granted is kept; a right without reach is held for all or not at all."""
    known = {permission.name: permission for permission in contributions(Permission)}
    kept: dict[str, int] = {}
    for name, reach in rights.items():
        if name not in known:
            raise RoleRefused(_("There is no right “%(name)s”.") % {"name": name})
        if Reach(reach) > Reach.NONE:
            kept[name] = int(reach if known[name].reaches else Reach.ALL)
    return kept


def limitable_fields() -> list[tuple[RecordKind, list[tuple[str, str]]]]:
    """Fields that a role may hide or protect, by kind: (“contact.phone”, “Phone”). A record's name is always seen."""
    return [
        (kind, [(f"{kind.name}.{each.name}", str(each.label)) for each in kind.fields if each.name != "name"])
        for kind in record_kinds()
    ]


def clean_fields(names: Iterable[str], *, kept: Iterable[str] = ()) -> list[str]:
    """`kept` are names that were limited before: those that nobody knows now stay."""
    known = {name for _kind, fields in limitable_fields() for name, _label in fields}
    asleep = set(kept) - known
    given = sorted({*names, *asleep})
    if unknown := [name for name in given if name not in known | asleep]:
        raise RoleRefused(_("There is no field “%(name)s”.") % {"name": unknown[0]})
    return given
