from dataclasses import dataclass

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class CopyTaken(Event):
    """Everything left the house in a directory: how many rows and files, and whether secrets went with them."""

    kind = "foundation.copy_taken"
    subject_type = "copy"

    rows: int
    files: int
    with_secrets: bool


@dataclass(frozen=True, kw_only=True)
class CopyArrived(Event):
    """This home was made from a copy."""

    kind = "foundation.copy_arrived"
    subject_type = "copy"

    rows: int
    files: int
