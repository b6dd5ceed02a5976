"""What can be done to many records at once, and with which fields and rights."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.asking import BulkAct
from trato.foundation.extensions.contributions import Merging
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import contributions

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
    FieldType.REFERENCES,
    FieldType.USERS,
    FieldType.LINES,
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
    contributed: BulkAct | None = None

    def fields(self, kind: RecordKind, *, by: Actor) -> list[Field]:
        return list(self._fields(kind, by))

    def _fields(self, kind: RecordKind, by: Actor) -> Iterable[Field]:
        if self.contributed is not None:
            return list(self.contributed.fields(kind, by))
        takes = self.takes
        return (spec for spec in kind.fields if takes and takes(spec) and is_writable(kind, spec, by))

    def is_open_to(self, kind: RecordKind, *, by: Actor) -> bool:
        if self.name == "restore" and kind.restore is None:
            return False
        if self.name == "merge":
            found = merging_of(kind)
            return found is not None and by.may(found.right)
        if self.contributed and not (self.contributed.is_for(kind.name) and by.may(self.contributed.right)):
            return False
        return by.may(kind.right(self.verb)) and (self.takes is None or any(True for _spec in self._fields(kind, by)))


def is_writable(kind: RecordKind, spec: Field, by: Actor) -> bool:
    return bool(spec.column or spec.part) and spec.editable and by.may_edit_field(kind.name, spec.name)


def _is_edited(spec: Field) -> bool:
    return spec.type not in (*ONE_EACH, FieldType.TAGS) and spec.name != "name"


_OWN = {
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
        # Its values say what each is merged into, which no form of fields asks: whoever merges many writes them.
        Act(name="merge", label=_("Merge"), icon="git-merge"),
    )
}


class _Acts(Mapping[str, Act]):
    """Our own, and those that modules add."""

    def _added(self) -> dict[str, Act]:
        return {each.name: _contributed(each) for each in contributions(BulkAct)}

    def __getitem__(self, name: str) -> Act:
        return _OWN[name] if name in _OWN else self._added()[name]

    def __iter__(self) -> Iterator[str]:
        return iter([*_OWN, *self._added()])

    def __len__(self) -> int:
        return len(_OWN) + len(self._added())


def _contributed(each: BulkAct) -> Act:
    """It takes what it says itself, whatever the kind's own fields are."""
    return Act(
        name=each.name,
        label=each.label,
        icon=each.icon,
        verb=each.verb,
        takes=lambda _spec: True,
        contributed=each,
    )


ACTS: Mapping[str, Act] = _Acts()
ON_LISTS = ("edit", "assign", "tag", "untag", "trash")


def merging_of(kind: RecordKind) -> Merging | None:
    return next((each for each in contributions(Merging) if each.kind == kind.name), None)


def open_acts(kind: RecordKind, *, by: Actor) -> list[Act]:
    """What the bar of a list offers."""
    *first, last = ON_LISTS
    names = [*first, *(each.name for each in contributions(BulkAct)), last]
    return [ACTS[name] for name in names if ACTS[name].is_open_to(kind, by=by)]
