"""Several links to other records in one field: the contacts and colleagues of a meeting."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.kinds.lengths import LONGEST_TEXT, refuse_long
from trato.kit.errors import DomainError
from trato.kit.text import clean_text

MOST_LINKS = 100  # of one record to others in one field
MOST_LINES = 200


class LinksRefused(DomainError):
    """That is no list of links."""


def references_in(given: Any) -> list[UUID | str]:
    """Ids, and names that are looked up later."""
    return list(dict.fromkeys(_reference(item) for item in _items(given)))


def users_in(given: Any, *, find: Callable[[str], UUID | None]) -> list[str]:
    found = {text: find(text) for text in (str(item).strip() for item in _items(given))}
    for text, id_ in found.items():
        if id_ is None:
            raise LinksRefused(_("No colleague is called “%(value)s”.") % {"value": text[:100]})
    return list(dict.fromkeys(str(id_) for id_ in found.values()))


def span_in(item: Mapping[str, Any], read: Callable[[Any], date]) -> dict[str, str]:
    """Since when and until when, as days; only what is known."""
    return {name: read(item[name]).isoformat() for name in ("since", "until") if item.get(name)}


def lines_in(given: Any) -> list[dict[str, Any]]:
    """Lines of a record, such as what a deal sells. What may stand on one, the part that keeps them knows."""
    if not isinstance(given, (list, tuple)) or len(given) > MOST_LINES:
        raise LinksRefused(_("A list of at most %(most)s lines is needed.") % {"most": MOST_LINES})
    if not all(isinstance(item, dict) for item in given):
        raise LinksRefused(_("A list of at most %(most)s lines is needed.") % {"most": MOST_LINES})
    return [dict(item) for item in given]


def _items(given: Any) -> list[Any]:
    """A text parts them by semicolons or by ` ::: `. What was read, {id, name}, can be given back."""
    items = given.replace(":::", ";").split(";") if isinstance(given, str) else given
    if not isinstance(items, (list, tuple)) or len(items) > MOST_LINKS:
        raise LinksRefused(_("A list of at most %(most)s ids or names is needed.") % {"most": MOST_LINKS})
    plain = [item.get("id") if isinstance(item, dict) else item for item in items]
    if not all(item is None or isinstance(item, (str, UUID)) for item in plain):
        raise LinksRefused(_("A list of at most %(most)s ids or names is needed.") % {"most": MOST_LINKS})
    return [item for item in plain if item and str(item).strip()]


def _reference(item: Any) -> UUID | str:
    text = str(item).strip()
    refuse_long(text, LONGEST_TEXT)
    try:
        return UUID(text)
    except ValueError:
        return clean_text(text)
