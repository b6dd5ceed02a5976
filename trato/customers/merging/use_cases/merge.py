"""Two records become one, and nothing of either is rewritten."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.customers.merging.choosing import OTHER, mergeable_fields, values_taken
from trato.customers.merging.events import CompaniesMerged, ContactsMerged
from trato.customers.merging.models import Merge
from trato.customers.merging.use_cases.locking import hold_roots
from trato.customers.merging.use_cases.sets import begin_set
from trato.customers.merging.use_cases.writing import bump, write_values
from trato.foundation.public import (
    Actor,
    Conflict,
    Current,
    OthersWereFaster,
    RecordChange,
    RecordKind,
    RowsRefused,
    columns_held,
    find_anew,
    merged_into,
    publish_all,
    record_changes,
    record_kind,
    use_case,
    values_of,
)

Pairs = Mapping[UUID, UUID]
EVENTS: Mapping[str, type[ContactsMerged] | type[CompaniesMerged]] = {
    "contact": ContactsMerged,
    "company": CompaniesMerged,
}
_ABSORB = """update {} r set root_id = given.root
from unnest(%s::uuid[], %s::uuid[]) given (id, root) where r.id = given.id"""
_LATEST = """update {0} r set last_activity_at = m.at
from (select root_id, max(last_activity_at) as at from {0} where id = any(%s) group by root_id) m
where r.id = m.root_id and m.at is not null and (r.last_activity_at is null or r.last_activity_at < m.at)"""


@use_case(right="customers.merge_contacts")
def merge_contacts(
    pairs: Pairs,
    *,
    by: Actor,
    change_set: UUID | None = None,
    sides: Mapping[str, str] | None = None,
    fields: Mapping[UUID, Sequence[str]] | None = None,
    seen: Mapping[UUID, int] | None = None,
    reasons: Sequence[str] = (),
) -> list[Merge]:
    """`pairs` say what each is merged into. `sides` says of each field whose value stays: “this” or “other”."""
    return _merged(record_kind("contact"), pairs, by, change_set, _Asked(sides, fields, seen, reasons))


@use_case(right="customers.merge_companies")
def merge_companies(
    pairs: Pairs,
    *,
    by: Actor,
    change_set: UUID | None = None,
    sides: Mapping[str, str] | None = None,
    fields: Mapping[UUID, Sequence[str]] | None = None,
    seen: Mapping[UUID, int] | None = None,
    reasons: Sequence[str] = (),
) -> list[Merge]:
    return _merged(record_kind("company"), pairs, by, change_set, _Asked(sides, fields, seen, reasons))


@dataclass(frozen=True)
class _Asked:
    """`sides` for all pairs; `fields` for each absorbed those that it gives, when a parting is undone; `seen` are the
    versions that whoever chose had before his eyes.
    """

    sides: Mapping[str, str] | None
    fields: Mapping[UUID, Sequence[str]] | None
    seen: Mapping[UUID, int] | None
    reasons: Sequence[str]

    def sides_of(self, absorbed: UUID) -> Mapping[str, str]:
        return dict.fromkeys((self.fields or {}).get(absorbed, ()), OTHER) | dict(self.sides or {})


@dataclass
class _Merging:
    """The pairs one after the other, in memory: where each root ends, and what the ones that stay hold by then."""

    kind: RecordKind
    by: Actor
    current: Mapping[UUID, Current]
    asked: _Asked
    roots: dict[UUID, UUID] = field(default_factory=dict)
    holds: dict[UUID, dict[str, object]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)

    def merge(self, absorbed: UUID, into: UUID) -> None:
        absorbed_root, root = self.root_of(absorbed), self.root_of(into)
        if absorbed_root == root:
            raise Conflict(_("These are one record already."))
        this, other = self._held(root), self._held(absorbed_root)
        specs = mergeable_fields(self.kind, by=self.by)
        taken = values_taken(specs, this=this, other=other, sides=self.asked.sides_of(absorbed), root=root)
        this.update({name: each["became"] for name, each in taken.items()})
        self.roots[absorbed_root] = root
        self.merges.append(
            Merge(
                record_type=self.kind.name,
                absorbed_id=absorbed_root,
                into_id=root,
                actor_kind=self.by.kind,
                actor_id=self.by.id,
                door=self.by.door,
                reasons=list(self.asked.reasons),
                chosen=taken,
            )
        )

    def root_of(self, id_: UUID) -> UUID:
        while id_ in self.roots:
            id_ = self.roots[id_]
        return id_

    def _held(self, id_: UUID) -> dict[str, object]:
        if id_ not in self.holds:
            self.holds[id_] = values_of(self.current[id_])
        return self.holds[id_]


def _merged(kind: RecordKind, pairs: Pairs, by: Actor, change_set: UUID | None, asked: _Asked) -> list[Merge]:
    if any(absorbed == into for absorbed, into in pairs.items()):
        raise RowsRefused({0: {"other": _("A record cannot be merged with itself.")}})
    found = hold_roots(kind, [*pairs, *pairs.values()], by=by)
    roots = sorted({each.root for each in found.values()})
    merging = _Merging(kind, by, columns_held(kind, roots), asked)
    _refuse_unseen(merging)
    for absorbed, into in pairs.items():
        merging.merge(found[absorbed].root, found[into].root)
    set_id = change_set or begin_set(kind, "merge", by=by, count=len(pairs)).id
    _write(merging, set_id)
    return merging.merges


def _refuse_unseen(merging: _Merging) -> None:
    seen = merging.asked.seen or {}
    if any(merging.current[id_].version != version for id_, version in seen.items() if id_ in merging.current):
        raise OthersWereFaster(
            _("Somebody changed one of these records meanwhile. Nothing was merged; look at the new values and decide.")
        )


def _write(merging: _Merging, set_id: UUID) -> None:
    kind, by, merges = merging.kind, merging.by, merging.merges
    for each in merges:
        each.change_set_id = set_id
    Merge.objects.bulk_create(merges)
    write_values(kind, _chosen(merges), by=by, change_set=set_id)
    _point_to_roots(merging)
    stays = dict.fromkeys(each.into_id for each in merges if each.into_id not in merging.roots)
    find_anew(kind, list(stays))
    versions = bump(kind, [*stays, *merging.roots])
    stayed = [RecordChange(record_id=id_, version=versions[id_], act="absorb") for id_ in stays]
    gone = [_change(each, versions[each.absorbed_id]) for each in merges]
    record_changes(kind.name, [*stayed, *gone], by=by, change_set=set_id)
    publish_all([_event(each, versions[each.absorbed_id]) for each in merges], by=by, quietly=len(merges) > 1)


def _chosen(merges: Sequence[Merge]) -> dict[UUID, dict[str, object]]:
    """What each record that stays gets, the last choice for those that several were merged into."""
    found: dict[UUID, dict[str, object]] = defaultdict(dict)
    for each in merges:
        found[each.into_id].update({name: values["became"] for name, values in each.chosen.items()})
    return {id_: values for id_, values in found.items() if values}


def _point_to_roots(merging: _Merging) -> None:
    """Each absorbed root, and all that had been merged into it."""
    table = sql.Identifier(merging.kind.table)
    below = merged_into(merging.kind, list(merging.roots))
    pairs = [(id_, merging.root_of(root)) for root in merging.roots for id_ in (root, *below.get(root, ()))]
    ids, roots = [id_ for id_, _root in pairs], [root for _id, root in pairs]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_ABSORB).format(table), [ids, roots])
        cursor.execute(sql.SQL(_LATEST).format(table), [ids])


def _change(merge: Merge, version: int) -> RecordChange:
    after = {"merged_into": str(merge.into_id)}
    return RecordChange(record_id=merge.absorbed_id, version=version, act="merge", after=after)


def _event(merge: Merge, version: int) -> ContactsMerged | CompaniesMerged:
    facts: dict[str, Any] = {
        f"{merge.record_type}_id": merge.into_id,
        "subject_id": merge.absorbed_id,
        "subject_version": version,
        "fields": tuple(merge.chosen),
        "change_set": merge.change_set_id,
    }
    return EVENTS[merge.record_type](**facts)
