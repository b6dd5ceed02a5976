from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    """`mentioned` are the colleagues whom it asks to look."""

    kind = "customers.note_written"
    subject_type = "note"

    mentioned: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NoteChanged(Event):
    """`mentioned` are those who were not mentioned before."""

    kind = "customers.note_changed"
    subject_type = "note"

    mentioned: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NoteDeleted(Event):
    kind = "customers.note_deleted"
    subject_type = "note"


@dataclass(frozen=True, kw_only=True)
class NoteRestored(Event):
    kind = "customers.note_restored"
    subject_type = "note"
