from dataclasses import dataclass

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    kind = "customers.note_written"
    subject_type = "note"


@dataclass(frozen=True, kw_only=True)
class NoteChanged(Event):
    kind = "customers.note_changed"
    subject_type = "note"


@dataclass(frozen=True, kw_only=True)
class NoteDeleted(Event):
    kind = "customers.note_deleted"
    subject_type = "note"


@dataclass(frozen=True, kw_only=True)
class NoteRestored(Event):
    kind = "customers.note_restored"
    subject_type = "note"
