from dataclasses import dataclass
from uuid import UUID

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class ImportFinished(Event):
    """A file came in. How many rows made, changed, left alone, and could not go in."""

    kind = "foundation.import_finished"
    subject_type = "import"

    change_set: UUID
    created: int
    updated: int
    skipped: int
    failed: int
