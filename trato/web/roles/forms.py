"""The role editor: a line for each right that a module contributes, a box for each field it may hide."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Permission, Reach, Role, limitable_fields, permissions_by_group

REACHES = [
    (int(Reach.NONE), _("No")),
    (int(Reach.OWN), _("Own")),
    (int(Reach.TEAM), _("Own team")),
    (int(Reach.SUBTREE), _("Teams below too")),
    (int(Reach.ALL), _("All")),
]
HELD_OR_NOT = [(int(Reach.NONE), _("No")), (int(Reach.ALL), _("Yes"))]
HIDDEN, READ_ONLY, OPEN = "hidden", "read_only", ""
FIELD_LIMITS = [(OPEN, _("See and edit")), (READ_ONLY, _("See only")), (HIDDEN, _("Hidden"))]


class RoleForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)

    def __init__(self, *args: Any, role: Role | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": role.name} if role else {}
        super().__init__(*args, **kwargs)
        self.role = role
        self.is_fixed = role is not None and role.is_administrator
        if not self.is_fixed:
            self._add_rights()
            self._add_field_limits()

    def _add_rights(self) -> None:
        held = self.role.rights if self.role else {}
        for permissions in permissions_by_group().values():
            for each in permissions:
                self.fields[each.name] = _reach_field(each, held.get(each.name, 0))

    def _add_field_limits(self) -> None:
        for _kind, fields in limitable_fields():
            for name, label in fields:
                limit = forms.ChoiceField(label=label, required=False, choices=FIELD_LIMITS, initial=self._limit(name))
                self.fields[f"field:{name}"] = limit

    def _limit(self, name: str) -> str:
        if self.role is None:
            return OPEN
        return HIDDEN if name in self.role.hidden_fields else READ_ONLY if name in self.role.read_only_fields else OPEN

    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        for group, permissions in permissions_by_group().items():
            yield group, [self[each.name] for each in permissions]

    def kinds(self) -> Iterator[tuple[str, list[BoundField], bool]]:
        """The third says whether anything there is limited, so that the box stands open."""
        for kind, fields in limitable_fields():
            bound = [self[f"field:{name}"] for name, _label in fields]
            yield str(kind.label_plural), bound, any(each.value() for each in bound)

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        rights = {name: Reach(value) for name, value in given.items() if isinstance(value, int)}
        limits = {name.partition(":")[2]: value for name, value in given.items() if name.startswith("field:")}
        return {
            "name": given["name"],
            "rights": rights,
            "hidden_fields": [name for name, limit in limits.items() if limit == HIDDEN],
            "read_only_fields": [name for name, limit in limits.items() if limit == READ_ONLY],
        }


def _reach_field(permission: Permission, held: int) -> forms.TypedChoiceField:
    choices = REACHES if permission.reaches else HELD_OR_NOT
    return forms.TypedChoiceField(label=permission.label, coerce=int, choices=choices, initial=held, required=False)
