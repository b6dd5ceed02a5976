"""Which fields a person may make, and how they stand in the settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trato.foundation.fields.public import (
    FORMULA,
    TYPES,
    CustomField,
    IndexState,
    extensible_kinds,
    fields_of_kind,
    why_not_indexed,
)
from trato.foundation.public import RecordKind

REFERENCE = "reference"
COLOUR_NAMES: dict[str, str | Promise] = {
    "": _("None"),
    "gray": _("Gray"),
    "red": _("Red"),
    "orange": _("Orange"),
    "yellow": _("Yellow"),
    "green": _("Green"),
    "teal": _("Teal"),
    "blue": _("Blue"),
    "purple": _("Purple"),
    "pink": _("Pink"),
}
INDEX_STATES: dict[str, str | Promise] = {
    IndexState.NONE: "",
    IndexState.WANTED: _("Index is being built"),
    IndexState.READY: _("Indexed"),
    IndexState.FAILED: _("The index could not be built; it is tried again"),
}


@dataclass(frozen=True)
class TypeDoor:
    """What can be chosen when a field is made."""

    type: str
    refers_to: str
    label: str | Promise
    icon: str

    @property
    def query(self) -> str:
        return f"type={self.type}&refers_to={self.refers_to}" if self.refers_to else f"type={self.type}"


def type_doors() -> list[TypeDoor]:
    plain = [TypeDoor(name, "", made.label, made.icon) for name, made in TYPES.items() if name != REFERENCE]
    pointing = [TypeDoor(REFERENCE, kind.name, kind.label, kind.icon) for kind in extensible_kinds()]
    return [*plain, *pointing, TypeDoor(FORMULA, "", _("Formula"), icon="math-function")]


def door_of(type_: str, refers_to: str) -> TypeDoor | None:
    return next((each for each in type_doors() if (each.type, each.refers_to) == (type_, refers_to)), None)


@dataclass(frozen=True)
class FieldLine:
    field: CustomField
    door: TypeDoor | None
    is_first: bool = False
    is_last: bool = False

    @property
    def index_state(self) -> str:
        return str(INDEX_STATES.get(self.field.index_state, ""))

    @cached_property
    def why_not_indexed(self) -> str:
        """A formula says why; that of some fields an index finds nothing faster needs no telling."""
        return why_not_indexed(self.field)

    @property
    def is_formula(self) -> bool:
        return self.field.type == FORMULA

    @property
    def is_indexed(self) -> bool:
        return self.field.index_state in (IndexState.WANTED, IndexState.READY)


@dataclass(frozen=True)
class KindFields:
    kind: RecordKind
    lines: Sequence[FieldLine]
    archived: Sequence[FieldLine]


def all_fields() -> list[KindFields]:
    return [KindFields(kind, _lines(kind), _lines(kind, archived=True)) for kind in extensible_kinds()]


def _lines(kind: RecordKind, *, archived: bool = False) -> list[FieldLine]:
    fields = fields_of_kind(kind, archived=archived)
    last = len(fields) - 1
    return [line_of(each, is_first=at == 0, is_last=at == last) for at, each in enumerate(fields)]


def line_of(field: CustomField, *, is_first: bool = False, is_last: bool = False) -> FieldLine:
    return FieldLine(field, door_of(field.type, field.refers_to), is_first, is_last)


def moved(field: CustomField, kind: RecordKind, *, up: bool) -> list[CustomField]:
    """The fields of its kind with this one a place further up or down."""
    fields = fields_of_kind(kind)
    at = next((place for place, each in enumerate(fields) if each.pk == field.pk), None)
    to = None if at is None else at - 1 if up else at + 1
    if at is not None and to is not None and 0 <= to < len(fields):
        fields[at], fields[to] = fields[to], fields[at]
    return fields
