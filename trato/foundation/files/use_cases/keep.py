"""Hanging files on records, taking them off, and putting them back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.actors.queries import refuse_unreachable
from trato.foundation.changes.recording import RecordChange, record_changes
from trato.foundation.events.log import Event, publish_all
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.extensions.registry import record_kind
from trato.foundation.files.errors import FileRefused
from trato.foundation.files.events import FileAdded, FileRemoved, FileRestored
from trato.foundation.files.keeping import given_up, incoming_folder, keep, kept_ids
from trato.foundation.files.models import StoredFile
from trato.foundation.files.queries import size_of_all
from trato.foundation.files.receiving import ReceivedFile
from trato.foundation.files.recognising import content_type_of
from trato.foundation.use_cases import use_case
from trato.kit.clock import now
from trato.kit.ids import new_id

# Whose story an event belongs to is said by columns of the log.
TOLD_OF = ("contact", "company")


@use_case()
def add_files(received: Sequence[ReceivedFile], *, kind: str, record_id: UUID, by: Actor) -> list[StoredFile]:
    """On the disk under their ids before the rows say so; a crash between leaves bytes that the sweep takes."""
    refuse_uneditable(record_kind(kind), record_id, by)
    refuse_too_much(received)
    return write_files([FileOf(each, record_id) for each in received], kind=kind, by=by)


@dataclass(frozen=True)
class FileOf:
    """A file for a record; one with a `photo_at` is its photo. `source` says where it comes from."""

    received: ReceivedFile
    record_id: UUID
    photo_at: datetime | None = None
    source: str = ""


def write_files(
    given: Sequence[FileOf], *, kind: str, by: Actor, change_set: UUID | None = None, quietly: bool = False
) -> list[StoredFile]:
    """In the caller's transaction, who has asked whether the actor may."""
    files = [_file(each, kind, by) for each in given]
    for each, file in zip(given, files, strict=True):
        _kept(each.received, file.id)
    StoredFile.objects.bulk_create(files)
    changes = [
        RecordChange(record_id=file.id, version=1, act="create", after=_facts(file), source=each.source)
        for each, file in zip(given, files, strict=True)
    ]
    record_changes("file", changes, by=by, change_set=change_set)
    publish_all([FileAdded(**about(file), size=file.size) for file in files], by=by, quietly=quietly)
    return files


def _file(each: FileOf, kind: str, by: Actor) -> StoredFile:
    return StoredFile(
        id=new_id(),
        record_type=kind,
        record_id=each.record_id,
        name=each.received.name,
        content_type=content_type_of(each.received.head),
        size=each.received.size,
        digest=each.received.digest,
        photo_at=each.photo_at,
        added_by_id=by.id if by.kind == "user" else None,
    )


def _facts(file: StoredFile) -> dict[str, Any]:
    told = {"name": file.name, "size": file.size, "content_type": file.content_type}
    return {**told, "photo_at": file.photo_at.isoformat()} if file.photo_at else told


@use_case()
def remove_file(file_id: UUID, *, by: Actor) -> StoredFile:
    """Into the trash: the content stays until it is restored or the trash is emptied."""
    file = locked_file(file_id, by)
    if file.deleted_at is None:
        file.deleted_at, file.version = now(), file.version + 1
        _changed(file, "trash", FileRemoved(**about(file)), by)
    return file


@use_case()
def restore_file(file_id: UUID, *, by: Actor) -> StoredFile:
    """Back as it was. Restoring what is not removed changes nothing."""
    file = locked_file(file_id, by)
    if file.deleted_at is not None:
        file.deleted_at, file.version = None, file.version + 1
        _changed(file, "restore", FileRestored(**about(file)), by)
    return file


def sweep_files() -> int:
    """Take away bytes that no row speaks of: uploads given up, and those of a transaction that never ended."""
    forgotten = [path for path in incoming_folder().iterdir() if given_up(path)]
    old = {id_: path for id_, path in kept_ids() if given_up(path)}
    ids = list(old)
    for start in range(0, len(ids), 1_000):
        batch = ids[start : start + 1_000]
        known = set(StoredFile.objects.filter(pk__in=batch).values_list("pk", flat=True))
        forgotten += [old[id_] for id_ in batch if id_ not in known]
    for path in forgotten:
        path.unlink(missing_ok=True)
    return len(forgotten)


def _kept(received: ReceivedFile, file_id: UUID) -> None:
    try:
        keep(received.path, file_id)
    except OSError as problem:
        facts = {"name": received.name, "reason": problem.strerror or str(problem)}
        message = _("There is no room for “%(name)s” (%(reason)s). Nothing else was lost; tell an administrator.")
        raise FileRefused(message % facts, field="file") from problem


def refuse_too_much(received: Sequence[ReceivedFile]) -> None:
    if size_of_all() + sum(each.size for each in received) > settings.ALL_FILES:
        most = settings.ALL_FILES // 1024**2
        message = _("All files together may have %(most)s MB, and that is reached. Ask an administrator for more room.")
        raise FileRefused(message % {"most": most}, field="file")


def refuse_uneditable(kind: RecordKind, record_id: UUID, by: Actor) -> None:
    """Who may edit a record may add to it and take from it. A record in the trash rests."""
    model: Any = kind.model()
    rows = model.objects.filter(deleted_at=None)
    found = set(rows.within(by, kind.right("edit")).filter(pk=record_id).values_list("pk", flat=True))
    refuse_unreachable(found, [record_id], rows.seen_by(by), what=str(kind.label).lower())


def locked_file(file_id: UUID, by: Actor) -> StoredFile:
    file = StoredFile.objects.about_seen_by(by).select_for_update(of=("self",)).filter(pk=file_id).first()
    if file is None:
        raise NotFound(_("There is no such file, or it is not yours to see."))
    model: Any = file.kind.model()
    refuse_uneditable(file.kind, model.objects.values_list("root_id", flat=True).get(pk=file.record_id), by)
    return file


def _changed(file: StoredFile, act: str, event: Event, by: Actor) -> None:
    file.save(update_fields=["deleted_at", "version"])
    record_changes("file", [RecordChange(record_id=file.id, version=file.version, act=act)], by=by)
    publish_all([event], by=by)


def about(file: StoredFile) -> dict[str, Any]:
    about = {f"{file.record_type}_id": file.record_id} if file.record_type in TOLD_OF else {}
    return {"subject_id": file.id, "subject_version": file.version, **about}
