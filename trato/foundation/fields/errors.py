from trato.foundation.actors.errors import Conflict
from trato.kit.errors import DomainError


class FieldRefused(DomainError):
    """A field cannot be made or changed like this."""


class FormulaRefused(DomainError):
    """A formula says something that cannot be worked out. `place` is the character at which it does, from 1."""

    def __init__(self, message: str, *, place: int = 0) -> None:
        super().__init__(message, field="formula")
        self.place = place


class TableBusy(Conflict):
    """Others hold the table for longer than a change of its columns may wait. Nothing was changed."""
