"""Putting many records onto a list, and taking them off, as acts that can be looked at first and undone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.customers.lists.models import StaticList
from trato.customers.lists.use_cases.members import DELIST, ENLIST, add_to_list, remove_from_list
from trato.foundation.public import (
    Actor,
    BulkAct,
    Change,
    ChangeSetRefused,
    Field,
    FieldType,
    RecordKind,
)
from trato.kit.remembering import remembered

MOST_OFFERED = 500
KINDS = ("contact", "company")


def _fields(kind: RecordKind, by: Actor) -> list[Field]:
    """One choice: a list of this kind of record that the actor may change."""
    offered = remembered(("lists to change", kind.name, by.id), lambda: _offered(kind, by))
    if not offered:
        return []
    label = gettext_lazy("List")
    return [Field(name="list", label=label, type=FieldType.CHOICE, sql="''", choices=offered, required=True)]


def _offered(kind: RecordKind, by: Actor) -> list[tuple[str, str]]:
    mine = StaticList.objects.within(by, "customers.edit_lists").filter(is_standing=True, member_kind=kind.name)
    return [(str(id_), name) for id_, name in mine.order_by("sort_key").values_list("pk", "name")[:MOST_OFFERED]]


def _check(kind: RecordKind, values: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    wanted = str(values.get("list") or "")
    known = [code for spec in _fields(kind, by) for code, _name in spec.choices]
    if set(values) != {"list"} or wanted not in known:
        raise ChangeSetRefused(_("Choose one of the lists that you may change."), field="list")
    return {"list": wanted}


def _enlist(kind: RecordKind, ids: Sequence[UUID], values: Mapping[str, Any], *, by: Actor, change_set: UUID) -> int:
    return len(add_to_list(UUID(values["list"]), ids, by=by, change_set=change_set))


def _delist(kind: RecordKind, ids: Sequence[UUID], values: Mapping[str, Any], *, by: Actor, change_set: UUID) -> int:
    return len(remove_from_list(UUID(values["list"]), ids, by=by, change_set=change_set))


def _undo(kind: RecordKind, ids: Sequence[UUID], *, of: UUID, undo: UUID, by: Actor) -> int:
    """Each of those that it moved goes back, whatever came and went meanwhile."""
    moved: dict[tuple[str, UUID], list[UUID]] = defaultdict(list)
    changes = Change.objects.filter(change_set_id=of, record_id__in=list(ids), act__in=(ENLIST, DELIST))
    for change in changes.order_by("id"):
        list_id = UUID(str((change.after or change.before)["list"]))
        moved[change.act, list_id].append(change.record_id)
    done = 0
    for (act, list_id), records in moved.items():
        back = remove_from_list if act == ENLIST else add_to_list
        done += len(back(list_id, records, by=by, change_set=undo))
    return done


LIST_ACTS = [
    BulkAct(
        name=name,
        label=label,
        icon=icon,
        kinds=KINDS,
        right="customers.edit_lists",
        fields=_fields,
        check=_check,
        do=do,
        undo=_undo,
        order=order,
    )
    for name, label, icon, do, order in (
        (ENLIST, gettext_lazy("Add to list"), "playlist-add", _enlist, 10),
        (DELIST, gettext_lazy("Remove from list"), "playlist-x", _delist, 20),
    )
]
