"""Records by a few letters: names that are so or begin so, then what holds the letters, then what nearly does."""

from collections.abc import Sequence
from uuid import UUID

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.conditions import hides_what_is_searched
from trato.foundation.kinds.looking import Looking
from trato.foundation.kinds.reading import Row, read_records
from trato.foundation.search.queries import Sought, sought

ENOUGH = 10  # found as typed: nobody needs guesses about typing errors


def search_records(
    kind: RecordKind, text: str, *, seen_by: Actor, columns: Sequence[str], limit: int = ENOUGH
) -> list[Row]:
    """The best first."""
    query = sought(text)
    if not query.text:
        return []
    found = _found(Looking(kind, query, seen_by, limit), query, limit, hides=hides_what_is_searched(kind, seen_by))
    return read_records(kind, found[:limit], seen_by=seen_by, columns=columns)


def _found(looking: Looking, query: Sought, limit: int, *, hides: bool) -> list[UUID]:
    """Each step is asked only when the steps before did not fill the page."""
    found: list[UUID] = []
    if not query.is_short or not query.words:
        found = looking.called()
    if len(found) < limit:
        found = _once([*found, *looking.begins()])
    if query.is_short or hides:
        return found
    if len(found) < limit and query.has_trigrams:
        found = _once([*found, *looking.holds()])
    if len(found) < min(ENOUGH, limit) and query.spelt:
        found = _once([*found, *looking.resembles()])
    return found


def _once(ids: Sequence[UUID]) -> list[UUID]:
    return list(dict.fromkeys(ids))
