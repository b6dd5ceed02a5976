"""What of a list somebody wants in a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from trato.foundation.actors.actor import Actor
from trato.foundation.exports.errors import ExportRefused
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.kinds.conditions import Filter, filters_from, visible_field

WHOLE_PARTS = (FieldType.IDENTITIES, FieldType.ADDRESSES, FieldType.COMPANIES, FieldType.LINES)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """`given` are filters as an address says them; `ids` a selection; no `columns` means all of them."""

    kind: RecordKind
    columns: Sequence[str] = ()
    given: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rules: Mapping[str, Any] | None = None
    ids: Sequence[UUID] | None = None
    sort: str = ""
    descending: bool = False


def exportable_fields(kind: RecordKind, *, by: Actor) -> list[Field]:
    """What the actor may read; a whole part would tell each of its lines, so it needs the right to all of them."""
    hidden = {spec.name for spec in kind.fields if not by.may_see_field(kind.name, spec.name)}
    closed = {kind.by_name[name].part for name in hidden} - {""}
    return [
        spec
        for spec in kind.fields
        if spec.name not in hidden and not spec.is_asked_only and not (spec.type in WHOLE_PARTS and spec.part in closed)
    ]


def wanted_fields(wish: Wish, *, by: Actor) -> list[Field]:
    allowed = {spec.name: spec for spec in exportable_fields(wish.kind, by=by)}
    if not wish.columns:
        return list(allowed.values())
    # A name that is not the actor's to know is refused by the same sentence as one that does not exist.
    for name in wish.columns:
        visible_field(wish.kind, name, seen_by=by)
    return [allowed[name] for name in dict.fromkeys(wish.columns) if name in allowed]


def wanted_filters(wish: Wish, *, by: Actor) -> list[Filter]:
    """A filter that cannot be applied must not become a file with everything in it."""
    filters, refused = filters_from(wish.kind, wish.given, seen_by=by)
    if refused:
        raise ExportRefused(" ".join(refused.values()), fields=refused)
    return filters
