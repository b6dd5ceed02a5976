"""The files of a record, as the box beside its story shows them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from trato.foundation.public import StoredFile, files_of
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
    def largest(self) -> int:
        return int(settings.LARGEST_FILE)

    @property
    def may_change(self) -> bool:
        return self.record.may_edit


def files_panel(record: OpenRecord, *, problems: Sequence[str] = ()) -> FilesPanel:
    return FilesPanel(record, files_of(record.kind, record.id), problems)


def panel_facts(record: OpenRecord, *, problems: Sequence[str] = ()) -> dict[str, Any]:
    return {"record": record, "kind": record.kind, "files": files_panel(record, problems=problems)}
