from dataclasses import dataclass
from uuid import UUID

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class MoveFinished(Event):
    """All files of a move are in. How many rows made, changed, left alone, and could not go in."""

    kind = "foundation.move_finished"
    subject_type = "move"

    change_set: UUID
    system: str
    created: int
    updated: int
    skipped: int
    failed: int
