from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class LeadConverted(Event):
    """A deal was made of the interest; the contact is the same as before."""

    kind = "sales.lead_converted"
    subject_type = "contact"

    deal: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class LeadUnqualified(Event):
    """`reason` is one of the codes of `REASONS`."""

    kind = "sales.lead_unqualified"
    subject_type = "contact"

    reason: str = ""
