from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class CompanyCreated(Event):
    kind = "customers.company_created"
    subject_type = "company"

    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CompanyChanged(Event):
    """`fields` are names of what differs, never values."""

    kind = "customers.company_changed"
    subject_type = "company"

    fields: tuple[str, ...]
    stage: str = ""
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CompanyTrashed(Event):
    kind = "customers.company_trashed"
    subject_type = "company"


@dataclass(frozen=True, kw_only=True)
class CompanyRestored(Event):
    kind = "customers.company_restored"
    subject_type = "company"
