"""Do an act to some records: all that the actor may change, in one transaction of the caller's."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.change_sets.acts import ACTS, merging_of
from trato.foundation.change_sets.errors import ChangeSetRefused, IdentitiesLost
from trato.foundation.change_sets.outcomes import Outcome, Values, attempt_each
from trato.foundation.changes.models import ChangeSet
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import record_kind
from trato.foundation.kinds.locking import Current, lock_records
from trato.foundation.kinds.updating import RecordUpdate

Doing = Callable[[RecordKind, ChangeSet, Mapping[UUID, Values], Actor], int]


def act_on(change_set: ChangeSet, ids: Sequence[UUID], *, by: Actor) -> Outcome:
    kind, outcome = record_kind(change_set.record_type), Outcome()
    mine = changeable(kind, ids, verb=ACTS[change_set.kind].verb, by=by, trashed=change_set.kind == "restore")
    outcome.refuse(kind, [id_ for id_ in ids if id_ not in mine], _("You may see this record but not change it."))
    rows: dict[UUID, Values] = {id_: {} for id_ in ids if id_ in mine}
    if change_set.kind == "restore":
        restore(kind, list(rows), outcome, by=by, change_set=change_set.id)
    else:
        attempt_each(kind, rows, outcome, do=lambda left: _do(kind, change_set, left, by))
    return outcome


def _do(kind: RecordKind, change_set: ChangeSet, rows: Mapping[UUID, Values], by: Actor) -> int:
    added = ACTS[change_set.kind].contributed
    if added is None:
        return DOINGS[change_set.kind](kind, change_set, rows, by)
    return added.do(kind, list(rows), change_set.values, by=by, change_set=change_set.id)


def changeable(kind: RecordKind, ids: Sequence[UUID], *, verb: str, by: Actor, trashed: bool = False) -> set[UUID]:
    """Those that stand (or lie in the trash) within the actor's reach."""
    model: Any = kind.model()
    found = model.objects.within(by, kind.right(verb)).filter(pk__in=list(ids), deleted_at__isnull=not trashed)
    return set(found.values_list("pk", flat=True))


def _edit(kind: RecordKind, change_set: ChangeSet, rows: Mapping[UUID, Values], by: Actor) -> int:
    updates = [RecordUpdate(id=id_, values=change_set.values) for id_ in rows]
    return changed_by(kind.update(updates, by=by, change_set=change_set.id))


def _tag(kind: RecordKind, change_set: ChangeSet, rows: Mapping[UUID, Values], by: Actor) -> int:
    updates = [RecordUpdate(id=id_, values=change_set.values) for id_ in rows]
    return changed_by(kind.update(updates, by=by, adding=True, change_set=change_set.id))


def _untag(kind: RecordKind, change_set: ChangeSet, rows: Mapping[UUID, Values], by: Actor) -> int:
    """Locked before it is read, so that a tag that somebody adds meanwhile stays."""
    current = lock_records(kind, list(rows), by=by)
    specs = [spec for spec in kind.fields if spec.type == FieldType.TAGS and spec.name in change_set.values]
    gone = {spec.name: {tag.casefold() for tag in change_set.values[spec.name]} for spec in specs}
    updates = []
    for id_, held in current.items():
        tags = {spec.name: _told(kind, spec, held) for spec in specs}
        kept = {name: [tag for tag in each if tag.casefold() not in gone[name]] for name, each in tags.items()}
        if kept != tags:
            updates.append(RecordUpdate(id=id_, values=kept))
    return changed_by(kind.update(updates, by=by, change_set=change_set.id)) if updates else 0


def _told(kind: RecordKind, spec: Field, held: Current) -> Sequence[str]:
    """With what was merged into it: a tag that is taken off is off."""
    part = next(each for each in kind.parts() if each.name == spec.part)
    told: Sequence[str] = part.single(held.parts.get(spec.part), spec.key or spec.name)
    return told


def _trash(kind: RecordKind, change_set: ChangeSet, rows: Mapping[UUID, Values], by: Actor) -> int:
    kind.trash(list(rows), by=by, change_set=change_set.id)
    return len(rows)


def _merge(kind: RecordKind, change_set: ChangeSet, rows: Mapping[UUID, Values], by: Actor) -> int:
    merging = merging_of(kind)
    if merging is None or not rows.keys() <= {UUID(each) for each in change_set.values}:
        raise ChangeSetRefused(_("Nothing says what to merge it into."))
    pairs = {id_: UUID(change_set.values[str(id_)]) for id_ in rows}
    return merging.merge(pairs, by=by, change_set=change_set.id)


DOINGS: dict[str, Doing] = {
    "edit": _edit,
    "assign": _edit,
    "tag": _tag,
    "untag": _untag,
    "trash": _trash,
    "merge": _merge,
}


def restore(kind: RecordKind, ids: Sequence[UUID], outcome: Outcome, *, by: Actor, change_set: UUID) -> None:
    """As a set; where others have taken identities meanwhile, by halves, to tell which record lost which."""

    def back(rows: Mapping[UUID, Values]) -> int:
        assert kind.restore is not None
        lost = kind.restore(list(rows), by=by, change_set=change_set)
        if lost and len(rows) > 1:
            raise IdentitiesLost("Which of them?")
        outcome.refuse(kind, list(rows) if lost else [], identities_lost(lost))
        return len(rows)

    attempt_each(kind, {id_: {} for id_ in ids}, outcome, do=back)


def identities_lost(lost: Sequence[str]) -> str:
    return _("Restored. Others use these now, so they were left out: %(values)s") % {"values": ", ".join(lost)}


def changed_by(saved: Sequence[Any]) -> int:
    return sum(bool(each.fields) for each in saved)
