from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class ContactCreated(Event):
    kind = "customers.contact_created"
    subject_type = "contact"

    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Event):
    """`fields` are names of what differs, never values."""

    kind = "customers.contact_changed"
    subject_type = "contact"

    fields: tuple[str, ...]
    stage: str = ""
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ContactTrashed(Event):
    kind = "customers.contact_trashed"
    subject_type = "contact"


@dataclass(frozen=True, kw_only=True)
class ContactRestored(Event):
    kind = "customers.contact_restored"
    subject_type = "contact"
