"""What can be done to many records at once, and with which fields and rights."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ASSIGNED = (FieldType.USER, FieldType.TEAM)
# Each record has its own of these; the same one on many would be refused or wrong.
ONE_EACH = (
    FieldType.EMAIL,
    FieldType.PHONE,
    FieldType.EXTERNAL_ID,
    FieldType.DOMAIN,
    FieldType.LINK,
    FieldType.IDENTITIES,
    FieldType.ADDRESSES,
    FieldType.COMPANIES,
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """`verb` is the right that each record asks for. `takes` says which fields can be given; none if it needs none."""

    name: str
    label: "StrOrPromise"
    icon: str
    verb: str = "edit"
    takes: Callable[[Field], bool] | None = None
    may_clear: bool = False

    def fields(self, kind: RecordKind, *, by: Actor) -> list[Field]:
        takes = self.takes
        return [spec for spec in kind.fields if takes and takes(spec) and is_writable(kind, spec, by)]

    def is_open_to(self, kind: RecordKind, *, by: Actor) -> bool:
        if self.name == "restore" and kind.restore is None:
            return False
        return by.may(kind.right(self.verb)) and (self.takes is None or bool(self.fields(kind, by=by)))


def is_writable(kind: RecordKind, spec: Field, by: Actor) -> bool:
    return bool(spec.column or spec.part) and spec.editable and by.may_edit_field(kind.name, spec.name)


def _is_edited(spec: Field) -> bool:
    return spec.type not in (*ONE_EACH, FieldType.TAGS) and spec.name != "name"


ACTS = {
    act.name: act
    for act in (
        Act(name="edit", label=_("Edit"), icon="pencil", takes=_is_edited, may_clear=True),
        Act(
            name="assign",
            label=_("Assign"),
            icon="user-check",
            takes=lambda spec: spec.type in ASSIGNED,
            may_clear=True,
        ),
        Act(name="tag", label=_("Tag"), icon="tag", takes=lambda spec: spec.type == FieldType.TAGS),
        Act(name="untag", label=_("Remove tags"), icon="tag-off", takes=lambda spec: spec.type == FieldType.TAGS),
        Act(name="trash", label=_("Delete"), icon="trash", verb="delete"),
        Act(name="restore", label=_("Restore"), icon="arrow-back-up", verb="delete"),
    )
}
ON_LISTS = ("edit", "assign", "tag", "untag", "trash")


def open_acts(kind: RecordKind, *, by: Actor) -> list[Act]:
    """What the bar of a list offers."""
    return [ACTS[name] for name in ON_LISTS if ACTS[name].is_open_to(kind, by=by)]
