"""The files of a record, as the box beside its story shows them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings

from trato.foundation.public import StoredFile, files_of, has_photos
from trato.web.records.queries import OpenRecord

ICONS = {"image": "photo", "text": "file-text", "audio": "music", "video": "movie"}


@dataclass(frozen=True)
class FilesPanel:
    """`problems` are sentences about files that were just sent and not kept."""

    record: OpenRecord
    files: Sequence[StoredFile]
    problems: Sequence[str] = field(default=())

    @property
    def rows(self) -> list[tuple[StoredFile, str]]:
        return [(file, ICONS.get(file.content_type.partition("/")[0], "paperclip")) for file in self.files]

    @property
    def has_photo(self) -> bool:
        return has_photos(self.record.kind)

    @property
    def photo_id(self) -> UUID | None:
        chosen = [file for file in self.files if file.photo_at]
        return max(chosen, key=lambda file: (file.photo_at, file.id)).id if chosen and self.has_photo else None

    @property
    def largest(self) -> int:
        return int(settings.LARGEST_FILE)

    @property
    def may_change(self) -> bool:
        return self.record.may_edit


def files_panel(record: OpenRecord, *, problems: Sequence[str] = ()) -> FilesPanel:
    return FilesPanel(record, files_of(record.kind, record.id), problems)


def panel_facts(record: OpenRecord, *, problems: Sequence[str] = (), **more: object) -> dict[str, Any]:
    return {"record": record, "kind": record.kind, "files": files_panel(record, problems=problems), **more}
