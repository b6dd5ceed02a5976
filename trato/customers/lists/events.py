from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class ListCreated(Event):
    kind = "customers.list_created"
    subject_type = "list"

    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ListChanged(Event):
    kind = "customers.list_changed"
    subject_type = "list"

    fields: tuple[str, ...] = ()
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ListTrashed(Event):
    kind = "customers.list_trashed"
    subject_type = "list"


@dataclass(frozen=True, kw_only=True)
class ListRestored(Event):
    kind = "customers.list_restored"
    subject_type = "list"


@dataclass(frozen=True, kw_only=True)
class ListJoined(Event):
    """Somebody put a record onto a list."""

    kind = "customers.list_joined"
    subject_type = "list"

    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ListLeft(Event):
    kind = "customers.list_left"
    subject_type = "list"

    change_set: UUID | None = None
