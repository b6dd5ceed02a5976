"""Where a page of a list ended, as a text that nobody can bend: signed, and bound to its kind and order."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from trato.kit.errors import DomainError

LONGEST_CURSOR = 2_000


class CursorRefused(DomainError):
    """The page to go on from is not one of this list."""


@dataclass(frozen=True)
class Order:
    """A list's order: by one field, then by id, both the same way."""

    kind: str
    field: str
    descending: bool


@dataclass(frozen=True)
class Position:
    """The last row that was shown. `value` is what it was sorted by, as text; None stands behind all values."""

    value: str | None
    id: UUID


def write_cursor(order: Order, position: Position) -> str:
    return _signer().sign_object([order.kind, order.field, order.descending, position.value, str(position.id)])


def read_cursor(cursor: str, order: Order) -> Position | None:
    """None for the first page."""
    if not cursor:
        return None
    try:
        *bound, value, id_ = _signer().unsign_object(cursor[:LONGEST_CURSOR])
    except (signing.BadSignature, UnicodeError) as bent:
        raise _refused() from bent
    if bound != [order.kind, order.field, order.descending]:
        raise _refused()
    return Position(value, UUID(id_))


def _signer() -> signing.Signer:
    return signing.Signer(salt="trato.foundation.kinds.cursors")


def _refused() -> CursorRefused:
    message = _("This is not a place in this list. Start from its first page.")
    return CursorRefused(message, field="after")
