"""Where a list goes on: opaque to programs, checked when it comes back."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

import orjson
from django.utils.translation import gettext as _

from trato.kit.errors import DomainError

LONGEST_CURSOR = 2_000


class CursorUnreadable(DomainError):
    """`after` was not given out by this list."""


def cursor_of(parts: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(list(parts))).decode().rstrip("=")


def parts_of(cursor: str, *, count: int) -> list[Any]:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        parts = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error):
        parts = None
    if not isinstance(parts, list) or len(parts) != count or len(cursor) > LONGEST_CURSOR:
        raise unreadable_cursor()
    return parts


def unreadable_cursor() -> CursorUnreadable:
    return CursorUnreadable(_("This cursor was not given out by this list. Begin without “after”."), field="after")


def page(results: Sequence[Any], *, after: str | None) -> dict[str, Any]:
    return {"results": list(results), "paging": {"next": {"after": after} if after else None}}


def page_of_json(results: Sequence[str], *, after: str | None) -> bytes:
    """The same around rows that the database has already written as JSON."""
    paging = orjson.dumps({"next": {"after": after} if after else None})
    return b'{"results":[' + ",".join(results).encode() + b'],"paging":' + paging + b"}"
