from dataclasses import dataclass

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Event):
    """`purpose` is its code, `wording` the version of the text that was agreed to, 0 where it is not known."""

    kind = "customers.consent_given"
    subject_type = "consent"

    purpose: str
    source: str
    wording: int = 0


@dataclass(frozen=True, kw_only=True)
class ConsentAsked(Event):
    """Asked for and not confirmed yet."""

    kind = "customers.consent_asked"
    subject_type = "consent"

    purpose: str
    source: str
    wording: int = 0


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Event):
    kind = "customers.consent_withdrawn"
    subject_type = "consent"

    purpose: str
    source: str
    wording: int = 0


@dataclass(frozen=True, kw_only=True)
class PurposeCreated(Event):
    kind = "customers.purpose_created"
    subject_type = "purpose"

    purpose: str


@dataclass(frozen=True, kw_only=True)
class PurposeChanged(Event):
    kind = "customers.purpose_changed"
    subject_type = "purpose"

    purpose: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WordingWritten(Event):
    kind = "customers.wording_written"
    subject_type = "purpose"

    purpose: str
    version: int
    language: str


@dataclass(frozen=True, kw_only=True)
class PreferenceLinkRenewed(Event):
    """Earlier links to the preference page of this contact no longer work."""

    kind = "customers.preference_link_renewed"
    subject_type = "contact"
