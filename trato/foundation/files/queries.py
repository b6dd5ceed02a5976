"""Questions about files."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.files.keeping import path_of
from trato.foundation.files.models import StoredFile

MOST_LISTED = 500
LOOKED_FOR = 10_000


def files_of(kind: RecordKind, root: UUID) -> Sequence[StoredFile]:
    """Newest first. The caller has loaded the record through `seen_by`."""
    found = StoredFile.objects.of(kind, root).filter(deleted_at=None).select_related("added_by")
    return list(found.order_by("-created_at", "-id")[:MOST_LISTED])


def file_seen_by(file_id: UUID, actor: Actor, *, kind: RecordKind, root: UUID) -> StoredFile:
    """Of this record, so that an address never leads to another one's."""
    found = StoredFile.objects.of(kind, root).seen_by(actor).filter(pk=file_id).first()
    if found is None:
        raise NotFound(_("There is no such file, or it is not yours to see."))
    return found


def has_photos(kind: RecordKind) -> bool:
    """Only who has a face has one."""
    return kind.face in ("person", "firm")


def photo_of(kind: RecordKind, root: UUID) -> StoredFile | None:
    """The caller has loaded the record through `seen_by`."""
    if not has_photos(kind):
        return None
    found = StoredFile.objects.of(kind, root).filter(deleted_at=None, photo_at__isnull=False)
    return found.order_by("-photo_at", "-id").first()


def photos_of(kind: RecordKind, roots: Sequence[UUID]) -> Mapping[UUID, StoredFile]:
    """Of many records by one look, with those of what was merged into them."""
    model: Any = kind.model()
    members = dict(model.objects.filter(root_id__in=roots).values_list("id", "root_id"))
    chosen = StoredFile.objects.filter(record_type=kind.name, record_id__in=members, deleted_at=None)
    newest_last = chosen.filter(photo_at__isnull=False).order_by("photo_at", "id")
    return {members[each.record_id]: each for each in newest_last}


def records_with_files(ids: Sequence[UUID]) -> set[UUID]:
    """Of any kind: ids are of one record only."""
    return set(StoredFile.objects.filter(record_id__in=ids, deleted_at=None).values_list("record_id", flat=True))


def size_of_all() -> int:
    """In bytes, with those that were removed and can come back."""
    return int(StoredFile.objects.aggregate(sum=Sum("size"))["sum"] or 0)


def lost_files() -> str:
    """What `trato doctor` says of files whose content is not on the disk."""
    newest = StoredFile.objects.order_by("-created_at").values_list("id", flat=True)[:LOOKED_FOR]
    missing = [str(id_) for id_ in newest.iterator() if not path_of(id_).exists()]
    if not missing:
        return ""
    return f"The content of {len(missing)} files is not in the home, such as {missing[0]}: restore it from a backup."
