from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class AccessAnswered(Event):
    """All that is known about a contact was put into a file for them."""

    kind = "customers.access_answered"
    subject_type = "contact"


@dataclass(frozen=True, kw_only=True)
class AccessFetched(Event):
    """A colleague took that file out."""

    kind = "customers.access_fetched"
    subject_type = "contact"


@dataclass(frozen=True, kw_only=True)
class ContactErased(Event):
    kind = "customers.contact_erased"
    subject_type = "contact"

    erasure: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class RetentionRuleChanged(Event):
    kind = "customers.retention_rule_changed"
    subject_type = "retention_rule"

    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RetentionApplied(Event):
    kind = "customers.retention_applied"
    subject_type = "retention_rule"

    count: int
    act: str
