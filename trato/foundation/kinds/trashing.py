"""Into the trash and back. Nothing is destroyed here."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.queries import refuse_unreachable
from trato.foundation.changes.recording import RecordChange, record_changes
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.inserting import SavedRecord
from trato.foundation.kinds.updating import lock_versions
from trato.foundation.search.words import forget_words, replace_words
from trato.kit.clock import now


def trash_records(
    kind: RecordKind, ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None
) -> list[SavedRecord]:
    """Takes them out of lists, search and counts. What they own stays with them."""
    model: Any = kind.model()
    versions = lock_versions(kind, ids, by=by, verb="delete")
    moment = now()
    model.objects.filter(pk__in=list(versions)).update(deleted_at=moment, updated_at=moment, version=F("version") + 1)
    forget_words(kind.name, list(versions))
    changes = [RecordChange(record_id=id_, version=each + 1, act="trash") for id_, each in versions.items()]
    record_changes(kind.name, changes, by=by, change_set=change_set)
    return [SavedRecord(change.record_id, change.version, ()) for change in changes]


def restore_records(
    kind: RecordKind, ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None
) -> list[SavedRecord]:
    """Back from the trash, as they were."""
    model: Any = kind.model()
    trashed = model.objects.filter(deleted_at__isnull=False)
    reachable = trashed.within(by, kind.right("delete")).filter(pk__in=list(ids)).select_for_update(of=("self",))
    rows = {row.pk: row for row in reachable.order_by("pk")}
    refuse_unreachable(set(rows), list(ids), trashed.seen_by(by), what=str(kind.label).lower())
    model.objects.filter(pk__in=list(rows)).update(deleted_at=None, updated_at=now(), version=F("version") + 1)
    replace_words(kind.name, {id_: f"{row.name} {getattr(row, 'native_name', '')}" for id_, row in rows.items()})
    changes = [RecordChange(record_id=id_, version=row.version + 1, act="restore") for id_, row in rows.items()]
    record_changes(kind.name, changes, by=by, change_set=change_set)
    return [SavedRecord(change.record_id, change.version, ()) for change in changes]
