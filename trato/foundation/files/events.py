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


@dataclass(frozen=True, kw_only=True)
class PhotoChosen(Event):
    """This file is the photo of its record now."""

    kind = "foundation.photo_chosen"
    subject_type = "file"


@dataclass(frozen=True, kw_only=True)
class PhotoTakenOff(Event):
    """It stays among the files."""

    kind = "foundation.photo_taken_off"
    subject_type = "file"
