from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class ContactsRelated(Event):
    """Told to both: `other` is the one whose story it is not."""

    kind = "customers.contacts_related"
    subject_type = "relation"

    other: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class RelationChanged(Event):
    kind = "customers.relation_changed"
    subject_type = "relation"

    other: UUID | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ContactsUnrelated(Event):
    kind = "customers.contacts_unrelated"
    subject_type = "relation"

    other: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class RelationTypesChanged(Event):
    """The kinds of relations that contacts can have."""

    kind = "customers.relation_types_changed"
    subject_type = "relation_types"
