"""Choosing one of a record's files as its photo, bringing photos in, and taking them back."""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.changes.models import Change
from trato.foundation.changes.recording import RecordChange, record_changes
from trato.foundation.events.log import publish_all
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.files.errors import FileRefused
from trato.foundation.files.events import FileRemoved, FileRestored, PhotoChosen, PhotoTakenOff
from trato.foundation.files.keeping import content_of, incoming_folder
from trato.foundation.files.models import StoredFile, StoredFileQuerySet
from trato.foundation.files.photos import ENDINGS, MOST_BYTES, too_large, why_no_photo
from trato.foundation.files.queries import has_photos
from trato.foundation.files.receiving import ReceivedFile
from trato.foundation.files.recognising import HEAD, content_type_of
from trato.foundation.files.use_cases.keep import FileOf, about, locked_file, refuse_too_much, write_files
from trato.foundation.use_cases import use_case
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.kit.ids import new_id


@dataclass(frozen=True, kw_only=True)
class GivenPhoto:
    """`source` is the place in the file that it comes from."""

    record_id: UUID
    content: bytes
    source: str = ""


@use_case()
def choose_photo(file_id: UUID, *, by: Actor) -> StoredFile:
    """The one before stays among the files. Choosing what is chosen changes nothing."""
    file = locked_file(file_id, by)
    if file.deleted_at or not has_photos(file.kind):
        raise FileRefused(_("This file cannot be a photo."), field="file")
    if problem := too_large() if file.size > MOST_BYTES else why_no_photo(_content(file)):
        raise FileRefused(problem, field="file")
    newest = _photos_of(file.kind, file.record_id).order_by("photo_at", "id").last()
    if newest is None or newest.pk != file.pk:
        _put({file: now()}, by=by)
    return file


@use_case()
def take_photo_off(file_id: UUID, *, by: Actor) -> StoredFile:
    """The record has no photo then; all its files stay."""
    file = locked_file(file_id, by)
    chosen = list(_photos_of(file.kind, file.record_id).select_for_update())
    _put(dict.fromkeys(chosen), by=by)
    return file


def bring_in_photos(
    kind: RecordKind, given: Sequence[GivenPhoto], *, by: Actor, change_set: UUID | None, is_trial: bool
) -> list[str]:
    """Why each was not kept, or "". In the transaction that brings the records in, whose rights were asked there.

    A photo that its record has already is not kept twice. A trial leaves nothing on the disk.
    """
    problems = [why_no_photo(each.content) for each in given]
    fresh = [each for each, problem in zip(given, problems, strict=True) if not problem]
    fresh = _unknown(kind, fresh, by=by, change_set=change_set)
    if is_trial or not fresh:
        return problems
    received: list[FileOf] = []
    try:
        received += (FileOf(_received(each.content), each.record_id, now(), each.source) for each in fresh)
        refuse_too_much([each.received for each in received])
        write_files(received, kind=kind.name, by=by, change_set=change_set, quietly=True)
    except (DomainError, OSError) as refusal:
        why = str(refusal) if isinstance(refusal, DomainError) else _("There is no room for it on the disk.")
        return [problem or (why if each in fresh else "") for each, problem in zip(given, problems, strict=True)]
    finally:
        for each in received:
            each.received.path.unlink(missing_ok=True)
    return problems


def take_files_back(ids: Sequence[UUID], *, of: UUID, undo: UUID, by: Actor) -> Mapping[UUID, str]:
    """Those that a set brought go, and what was the photo before is it again. Answers why the others stay."""
    files = StoredFile.objects.about_within(by, "edit").select_for_update(of=("self",)).in_bulk(list(ids))
    did: dict[UUID, list[Change]] = defaultdict(list)
    for change in Change.objects.filter(change_set_id=of, record_id__in=ids).order_by("version"):
        did[change.record_id].append(change)
    mine = {id_: file for id_, file in files.items() if did[id_][-1].version == file.version}
    acts = {file: did[id_][-1].act for id_, file in mine.items()}
    _move([file for file, act in acts.items() if act in ("create", "restore")], now(), by=by, change_set=undo)
    _move([file for file, act in acts.items() if act == "trash"], None, by=by, change_set=undo)
    chosen = {file: _before(did[file.id]) for file, act in acts.items() if act == "update"}
    _put(chosen, by=by, change_set=undo)
    said = _("This file was changed since, or is not yours to change, so it stays.")
    return {id_: said for id_ in ids if id_ not in mine}


def _move(files: Sequence[StoredFile], moment: datetime | None, *, by: Actor, change_set: UUID) -> None:
    """Into the trash, or out of it."""
    for file in files:
        file.deleted_at, file.version = moment, file.version + 1
    StoredFile.objects.bulk_update(files, ["deleted_at", "version"], batch_size=500)
    act = "trash" if moment else "restore"
    changes = [RecordChange(record_id=file.id, version=file.version, act=act) for file in files]
    record_changes("file", changes, by=by, change_set=change_set)
    events = [FileRemoved(**about(file)) if moment else FileRestored(**about(file)) for file in files]
    publish_all(events, by=by, quietly=True)


def _before(did: Sequence[Change]) -> datetime | None:
    told = did[0].before.get("photo_at")
    return datetime.fromisoformat(told) if told else None


def _unknown(kind: RecordKind, given: Iterable[GivenPhoto], *, by: Actor, change_set: UUID | None) -> list[GivenPhoto]:
    """What the record has among its files, whether as its photo or not, becomes the photo and is not kept again."""
    by_key = {(each.record_id, _digest(each.content)): each for each in given}
    ids = {record_id for record_id, _digest_of in by_key}
    rows = StoredFile.objects.filter(record_type=kind.name, record_id__in=ids, deleted_at=None).select_for_update()
    held = {(file.record_id, file.digest): file for file in rows if (file.record_id, file.digest) in by_key}
    _put({file: now() for file in held.values() if file.photo_at is None}, by=by, change_set=change_set)
    return [each for key, each in by_key.items() if key not in held]


def _photos_of(kind: RecordKind, record_id: UUID) -> StoredFileQuerySet:
    """Of the whole cluster: what was merged has brought its own."""
    model: Any = kind.model()
    root = model.objects.values_list("root_id", flat=True).get(pk=record_id)
    return StoredFile.objects.of(kind, root).filter(deleted_at=None, photo_at__isnull=False)


def _put(moments: Mapping[StoredFile, datetime | None], *, by: Actor, change_set: UUID | None = None) -> None:
    changes = []
    for file, moment in moments.items():
        before, file.photo_at, file.version = file.photo_at, moment, file.version + 1
        told = {"photo_at": _text(before)}, {"photo_at": _text(moment)}
        changes.append(
            RecordChange(record_id=file.id, version=file.version, act="update", before=told[0], after=told[1])
        )
    StoredFile.objects.bulk_update(moments, ["photo_at", "version"], batch_size=500)
    record_changes("file", changes, by=by, change_set=change_set)
    events = [
        PhotoChosen(**about(file)) if moment else PhotoTakenOff(**about(file)) for file, moment in moments.items()
    ]
    publish_all(events, by=by, quietly=change_set is not None)


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _content(file: StoredFile) -> bytes:
    try:
        return b"".join(content_of(file.id))
    except FileNotFoundError:
        return b""


def _received(content: bytes) -> ReceivedFile:
    """Durable before a row speaks of it."""
    path = incoming_folder() / str(new_id())
    head = content[:HEAD]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    name = f"photo.{ENDINGS.get(content_type_of(head), 'bin')}"
    return ReceivedFile(name, Path(path), size=len(content), digest=_digest(content), head=head)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
