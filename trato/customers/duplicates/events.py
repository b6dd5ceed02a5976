from dataclasses import dataclass

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class ContactsKeptApart(Event):
    """Somebody said that the subject is not the same person as the contact."""

    kind = "customers.contacts_kept_apart"
    subject_type = "contact"


@dataclass(frozen=True, kw_only=True)
class CompaniesKeptApart(Event):
    kind = "customers.companies_kept_apart"
    subject_type = "company"
