from dataclasses import dataclass

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class FileAdded(Event):
    """`size` is in bytes."""

    kind = "foundation.file_added"
    subject_type = "file"

    size: int = 0


@dataclass(frozen=True, kw_only=True)
class FileRemoved(Event):
    kind = "foundation.file_removed"
    subject_type = "file"


@dataclass(frozen=True, kw_only=True)
class FileRestored(Event):
    kind = "foundation.file_restored"
    subject_type = "file"
