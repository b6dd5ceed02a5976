"""Whose value a field has after a merge: the one of the record that stays, where it has any."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.merging.parting import Chosen, same
from trato.foundation.public import Actor, Field, FieldType, RecordKind, RowsRefused

THIS, OTHER = "this", "other"
# Never taken over without being asked: whose it is, who sees it, and how far it has come are those of what stays.
OWN = (FieldType.USER, FieldType.TEAM)


def mergeable_fields(kind: RecordKind, *, by: Actor) -> list[Field]:
    """Values of the record itself. What it has several of (identities, addresses, tags …) is read of all together."""
    return [spec for spec in kind.fields if spec.column and spec.editable and by.may_edit_field(kind.name, spec.name)]


def chosen_fields(kind: RecordKind, values: Mapping[str, str], *, by: Actor) -> dict[str, str]:
    """What a program or page asked for, refused by field where it cannot be."""
    known = {spec.name for spec in mergeable_fields(kind, by=by)}
    wrong = {name: _("Choose “this” or “other”.") for name, side in values.items() if side not in (THIS, OTHER)}
    wrong |= {name: _("Between values of this field nothing is chosen.") for name in values if name not in known}
    if wrong:
        raise RowsRefused({0: {f"values/{name[:60]}": reason for name, reason in wrong.items()}})
    return dict(values)


def values_taken(
    specs: Sequence[Field],
    *,
    this: Mapping[str, Any],
    other: Mapping[str, Any],
    sides: Mapping[str, str],
    root: UUID,
) -> Chosen:
    """What the record that stays gets from the other one, with what it replaces. Nothing comes to point at itself."""
    taken: Chosen = {}
    for spec in specs:
        was, became = this.get(spec.name), other.get(spec.name)
        if same(was, became) or became in (None, "") or str(became) == str(root):
            continue
        fills = was in (None, "") and spec.type not in OWN and not spec.is_stage
        if sides.get(spec.name, OTHER if fills else THIS) == OTHER:
            taken[spec.name] = {"was": was, "became": became}
    return taken
