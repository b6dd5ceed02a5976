from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class ContactsMerged(Event):
    """The subject was merged into the contact; `fields` are those in which its values were chosen."""

    kind = "customers.contacts_merged"
    subject_type = "contact"

    fields: tuple[str, ...] = ()
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ContactUnmerged(Event):
    """The subject is a contact of its own again. Told of both: of it, and of the one that it was merged into."""

    kind = "customers.contact_unmerged"
    subject_type = "contact"

    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CompaniesMerged(Event):
    kind = "customers.companies_merged"
    subject_type = "company"

    fields: tuple[str, ...] = ()
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CompanyUnmerged(Event):
    kind = "customers.company_unmerged"
    subject_type = "company"

    change_set: UUID | None = None
