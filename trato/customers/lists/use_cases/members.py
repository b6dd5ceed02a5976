"""Who is on a list. Whoever may change a list puts onto it what he sees, and takes it off again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from trato.customers.lists.errors import ListRefused
from trato.customers.lists.events import ListJoined, ListLeft
from trato.customers.lists.models import StaticList
from trato.foundation.public import (
    Actor,
    NotAllowed,
    NotFound,
    RecordChange,
    RecordKind,
    publish_all,
    record_changes,
    record_kind,
    refuse_erased,
    use_case,
)

MOST_AT_ONCE = 10_000
ENLIST, DELIST = "enlist", "delist"
_ADD = """insert into customers_listmember (of_id, record_id, added_by)
  select %s, unnest(%s::uuid[]), %s on conflict do nothing returning record_id"""
# Somebody merged is on it by any of those she was born as.
_REMOVE = """delete from customers_listmember m where m.of_id = %s and m.record_id = any(%s) returning m.record_id"""


@use_case(right="customers.edit_lists")
def add_to_list(list_id: UUID, ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[UUID]:
    """Answers who was not on it yet."""
    one, kind = _list(list_id, ids, by)
    _refuse_unseen(kind, ids, by)
    added = _ids(_ADD, [one.id, sorted(set(ids)), by.id])
    _record(one, kind, added, ENLIST, by=by, change_set=change_set)
    return added


@use_case(right="customers.edit_lists")
def remove_from_list(list_id: UUID, ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[UUID]:
    """Answers who was on it."""
    one, kind = _list(list_id, ids, by)
    _refuse_unseen(kind, ids, by)
    model = kind.model()
    members = model._default_manager.filter(root_id__in=list(ids)).values_list("pk", flat=True)
    removed = _ids(_REMOVE, [one.id, list({*ids, *members})])
    _record(one, kind, removed, DELIST, by=by, change_set=change_set)
    return removed


def _list(list_id: UUID, ids: Sequence[UUID], by: Actor) -> tuple[StaticList, RecordKind]:
    """Locked, so that it cannot go to the trash meanwhile."""
    if len(ids) > MOST_AT_ONCE:
        raise ListRefused(_("At most %(count)s records can be named at once.") % {"count": f"{MOST_AT_ONCE:,}"})
    standing = StaticList.objects.filter(pk=list_id, is_standing=True)
    one = standing.within(by, "customers.edit_lists").select_for_update(of=("self",)).first()
    if one is not None:
        return one, record_kind(one.member_kind)
    if standing.seen_by(by).exists():
        raise NotAllowed(_("You may see this list but not change it."))
    raise NotFound(_("There is no such list, or it is not yours to see."))


def _refuse_unseen(kind: RecordKind, ids: Sequence[UUID], by: Actor) -> None:
    model = kind.model()
    visible = model._default_manager.seen_by(by).filter(is_standing=True, pk__in=list(ids))  # type: ignore[attr-defined]  # records of a kind have it
    if visible.count() < len(set(ids)):
        refuse_erased(*ids)
        raise NotFound(_("There is no such record, or it is not yours to see."))


def _record(
    one: StaticList, kind: RecordKind, ids: Sequence[UUID], act: str, *, by: Actor, change_set: UUID | None
) -> None:
    """The change is the record's: that it stands on a list is something about it."""
    versions = dict(kind.model()._default_manager.filter(pk__in=list(ids)).values_list("pk", "version"))
    value = {"list": str(one.id)}
    before, after = ({}, value) if act == ENLIST else (value, {})
    changes = [
        RecordChange(record_id=id_, version=versions[id_], act=act, before=before, after=after)
        for id_ in ids
        if id_ in versions
    ]
    record_changes(kind.name, changes, by=by, change_set=change_set)
    told = ListJoined if act == ENLIST else ListLeft
    about = f"{kind.name}_id"
    events = [told(subject_id=one.id, change_set=change_set, **{about: id_}) for id_ in ids]  # type: ignore[arg-type]  # one of the two ids
    publish_all(events, by=by, quietly=len(events) > 1)


def _ids(statement: str, parameters: Sequence[Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [id_ for (id_,) in cursor.fetchall()]
