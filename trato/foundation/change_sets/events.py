from dataclasses import dataclass
from uuid import UUID

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class ChangeSetFinished(Event):
    """An act on many records came to its end: how many it changed, left as they were, and could not change."""

    kind = "foundation.change_set_finished"
    subject_type = "change_set"

    act: str
    changed: int
    same: int
    refused: int
    undoes: UUID | None = None
