"""Photos of people and firms, as cards bring them in and take them out."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.besides import BesideRow, CardValue, KeptBeside
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.files.keeping import content_of, path_of
from trato.foundation.files.photos import too_large
from trato.foundation.files.queries import has_photos, photos_of
from trato.foundation.files.use_cases.photos import GivenPhoto, bring_in_photos
from trato.foundation.imports.card_photos import ELSEWHERE, TOO_LARGE, UNREADABLE, content_of_cell, is_cell_of_photo

HELD_AT_ONCE = 10  # each may have several megabytes


def keep_photos(
    kind: RecordKind, rows: Sequence[BesideRow], *, path: Path, by: Actor, change_set: UUID, is_trial: bool
) -> Mapping[int, str]:
    reasons: dict[int, str] = {}
    waiting = iter(rows)
    while some := list(islice(waiting, HELD_AT_ONCE)):
        given = {each.line: (each, content_of_cell(each.cells[0], path)) for each in some}
        reasons |= {line: _why_nothing(each.cells[0]) for line, (each, content) in given.items() if not content}
        photos = {
            line: GivenPhoto(record_id=each.record_id, content=content, source=each.source)
            for line, (each, content) in given.items()
            if content
        }
        told = bring_in_photos(kind, list(photos.values()), by=by, change_set=change_set, is_trial=is_trial)
        reasons |= {line: why for line, why in zip(photos, told, strict=True) if why}
    return reasons


def photos_told(kind: RecordKind, ids: Sequence[UUID], *, by: Actor) -> Mapping[UUID, Sequence[CardValue]]:
    """Who takes a record out sees it, and so its files. Content that is lost is told by `trato doctor`."""
    found = photos_of(kind, ids)
    here = {id_: file for id_, file in found.items() if path_of(file.id).exists()}
    return {id_: [CardValue(media=file.content_type, read=partial(_content, file.id))] for id_, file in here.items()}


def _content(file_id: UUID) -> bytes:
    return b"".join(content_of(file_id))


def _why_nothing(cell: str) -> str:
    if cell.startswith(ELSEWHERE):
        return _("The card has only the address of a photo, and Trato fetches nothing from other servers.")
    if cell == TOO_LARGE:
        return too_large()
    if cell == UNREADABLE:
        return _("The photo is cut off or was damaged on its way.")
    return _("The photo stands in the file of cards and not in this one.")


contributions = [
    KeptBeside(
        spec=Field(
            name="photo",
            label=gettext_lazy("Photo"),
            type=FieldType.LONG_TEXT,
            sql="r.id",
            personal=True,
            also=("picture", "foto", "avatar", "image"),
        ),
        is_for=has_photos,
        keep=keep_photos,
        told=photos_told,
        property="PHOTO",
        looks_like=is_cell_of_photo,
    )
]
