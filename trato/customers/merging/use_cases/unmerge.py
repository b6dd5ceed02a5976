"""A record that was merged comes back, with all that had been merged into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.customers.merging.events import CompanyUnmerged, ContactUnmerged
from trato.customers.merging.models import Merge
from trato.customers.merging.parting import Parting, part_values
from trato.customers.merging.queries import later_merges, merged_below
from trato.customers.merging.use_cases.locking import hold_roots
from trato.customers.merging.use_cases.sets import begin_set
from trato.customers.merging.use_cases.writing import bump, write_values
from trato.customers.timeline.subscribers import ACTIVITIES
from trato.foundation.public import (
    Actor,
    Conflict,
    RecordChange,
    RecordKind,
    columns_held,
    find_anew,
    publish_all,
    record_changes,
    record_kind,
    use_case,
    values_of,
)

EVENTS: dict[str, type[ContactUnmerged] | type[CompanyUnmerged]] = {
    "contact": ContactUnmerged,
    "company": CompanyUnmerged,
}
_LATEST = """update {table} r set last_activity_at = coalesce((select max(e.at) from event e
  where e.{owner} = any(array(select m.id from {table} m where m.root_id = r.id)) and e.kind = any(%s)), r.created_at)
where r.id = any(%s)"""


@dataclass(frozen=True)
class Unmerged:
    """`root` is the record it was read as, `into` the one it was merged into; `stays` are fields edited since."""

    id: UUID
    root: UUID
    into: UUID
    change_set: UUID
    back: Sequence[str]
    stays: Sequence[str]


@use_case(right="customers.merge_contacts")
def unmerge_contacts(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[Unmerged]:
    return _unmerged(record_kind("contact"), ids, by, change_set)


@use_case(right="customers.merge_companies")
def unmerge_companies(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[Unmerged]:
    return _unmerged(record_kind("company"), ids, by, change_set)


def _unmerged(kind: RecordKind, ids: Sequence[UUID], by: Actor, change_set: UUID | None) -> list[Unmerged]:
    hold_roots(kind, ids, by=by)
    set_id = change_set or begin_set(kind, "unmerge", by=by, count=len(ids)).id
    return [_part(kind, id_, by, set_id) for id_ in ids]


def _part(kind: RecordKind, id_: UUID, by: Actor, set_id: UUID) -> Unmerged:
    """Where it stands is asked anew: the one before may have come back with it."""
    model: Any = kind.model()
    root: UUID = model.objects.filter(pk=id_).values_list("root_id", flat=True).get()
    merge = Merge.objects.filter(absorbed_id=id_).first()
    if merge is None:
        raise Conflict(_("This record is merged into no other one."))
    parting = _parting(kind, merge, by)
    back = {merge.into_id: parting.puts} if parting.puts else {}
    write_values(kind, back, by=by, change_set=set_id)
    merge.delete()
    model.objects.filter(pk__in=[id_, *merged_below(id_)]).update(root_id=id_)
    _follow_activity(kind, [id_, root])
    find_anew(kind, [id_, root])
    unmerged = Unmerged(id_, root, merge.into_id, set_id, list(parting.puts), parting.stays)
    _record(kind, unmerged, merge, by)
    return unmerged


def _parting(kind: RecordKind, merge: Merge, by: Actor) -> Parting:
    """What a later merge overwrote goes back when that one is taken back."""
    later = later_merges(merge)
    now = values_of(columns_held(kind, [merge.into_id])[merge.into_id])
    chosen = {name: values for name, values in merge.chosen.items() if name in kind.by_name}
    parting = part_values(chosen, [each.chosen for each in later], now)
    for place, name, value in parting.passes:
        later[place].chosen[name]["was"] = value
        later[place].save(update_fields=["chosen"])
    locked = [name for name in parting.puts if not by.may_edit_field(kind.name, name)]
    parting.stays += locked
    for name in locked:
        del parting.puts[name]
    return parting


def _follow_activity(kind: RecordKind, ids: Sequence[UUID]) -> None:
    statement = sql.SQL(_LATEST).format(table=sql.Identifier(kind.table), owner=sql.Identifier(f"{kind.name}_id"))
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(ACTIVITIES), list(ids)])


def _record(kind: RecordKind, one: Unmerged, merge: Merge, by: Actor) -> None:
    versions = bump(kind, [one.id, one.root])
    before = {"merged_into": str(merge.into_id), "fields": list(merge.chosen)}
    changes = [
        RecordChange(record_id=one.root, version=versions[one.root], act="release"),
        RecordChange(record_id=one.id, version=versions[one.id], act="unmerge", before=before),
    ]
    record_changes(kind.name, changes, by=by, change_set=one.change_set)
    facts: dict[str, Any] = {"subject_id": one.id, "subject_version": versions[one.id], "change_set": one.change_set}
    event, owner = EVENTS[kind.name], f"{kind.name}_id"
    publish_all([event(**{**facts, owner: about}) for about in (one.id, one.root)], by=by)
