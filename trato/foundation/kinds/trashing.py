"""Into the trash and back. Nothing is destroyed here."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.queries import refuse_unreachable
from trato.foundation.changes.recording import RecordChange, record_changes
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.clusters import find_by_members, merged_into
from trato.foundation.kinds.inserting import SavedRecord
from trato.foundation.kinds.locking import lock_versions
from trato.foundation.search.words import forget_words, replace_words
from trato.kit.clock import now


def trash_records(
    kind: RecordKind, ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None
) -> list[SavedRecord]:
    """Takes them out of lists, search and counts. What they own stays with them, what was merged into them goes too."""
    model: Any = kind.model()
    versions = lock_versions(kind, ids, by=by, verb="delete")
    members = _members(kind, versions, trashed=False)
    moment = now()
    going = model.objects.filter(pk__in=[*versions, *members])
    going.update(deleted_at=moment, updated_at=moment, version=F("version") + 1)
    forget_words(kind.name, list(versions))
    return _recorded(kind, "trash", versions, members, by=by, change_set=change_set)


def restore_records(
    kind: RecordKind, ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None
) -> list[SavedRecord]:
    """Back from the trash, as they were, with all that was merged into them."""
    model: Any = kind.model()
    trashed = model.objects.filter(deleted_at__isnull=False)
    wanted = list(dict.fromkeys(_roots(kind, ids)))
    reachable = trashed.within(by, kind.right("delete")).filter(pk__in=wanted).select_for_update(of=("self",))
    rows = {row.pk: row for row in reachable.order_by("pk")}
    refuse_unreachable(set(rows), wanted, trashed.seen_by(by), what=str(kind.label).lower())
    members = _members(kind, rows, trashed=True)
    back = model.objects.filter(pk__in=[*rows, *members])
    back.update(deleted_at=None, updated_at=now(), version=F("version") + 1)
    replace_words(kind.name, {id_: f"{row.name} {getattr(row, 'native_name', '')}" for id_, row in rows.items()})
    find_by_members(kind, list(rows))
    versions = {id_: row.version for id_, row in rows.items()}
    return _recorded(kind, "restore", versions, members, by=by, change_set=change_set)


def _roots(kind: RecordKind, ids: Sequence[UUID]) -> list[UUID]:
    """Whoever asks for a member means all of them."""
    model: Any = kind.model()
    known = dict(model.objects.filter(pk__in=list(ids)).values_list("pk", "root_id"))
    return [known.get(id_, id_) for id_ in ids]


def _members(kind: RecordKind, roots: Collection[UUID], *, trashed: bool) -> dict[UUID, int]:
    """Locked after their roots, with their versions. Who may do it with the root may with them."""
    model: Any = kind.model()
    ids = [id_ for members in merged_into(kind, roots).values() for id_ in members]
    if not ids:
        return {}
    rows = model.objects.filter(pk__in=ids, deleted_at__isnull=not trashed).select_for_update(of=("self",))
    return dict(rows.order_by("pk").values_list("pk", "version"))


def _recorded(
    kind: RecordKind,
    act: str,
    roots: Mapping[UUID, int],
    members: Mapping[UUID, int],
    *,
    by: Actor,
    change_set: UUID | None,
) -> list[SavedRecord]:
    """Members belong to no change set: they follow their root there and back."""
    moved = [RecordChange(record_id=id_, version=version + 1, act=act) for id_, version in roots.items()]
    record_changes(kind.name, moved, by=by, change_set=change_set)
    others = [RecordChange(record_id=id_, version=version + 1, act=act) for id_, version in members.items()]
    record_changes(kind.name, others, by=by)
    return [SavedRecord(change.record_id, change.version, ()) for change in [*moved, *others]]
