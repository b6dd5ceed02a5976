from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class TraitDefined(Event):
    kind = "customers.trait_defined"
    subject_type = "trait"

    code: str = ""


@dataclass(frozen=True, kw_only=True)
class TraitsRecorded(Event):
    """A piece of a run. Which records it was about stands with their values."""

    kind = "customers.traits_recorded"
    subject_type = "trait"

    code: str = ""
    batch: UUID | None = None
    count: int = 0
