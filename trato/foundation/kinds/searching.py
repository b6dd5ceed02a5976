"""Records by a few letters: names that are so or begin so, then what holds the letters, then what nearly does."""

from collections.abc import Sequence

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds import joining
from trato.foundation.kinds.conditions import hides_what_is_searched, visible_field
from trato.foundation.kinds.looking import ENOUGH, Looking
from trato.foundation.kinds.reading import Row, rows_of, selected
from trato.foundation.search.queries import sought


def search_records(
    kind: RecordKind, text: str, *, seen_by: Actor, columns: Sequence[str], limit: int = ENOUGH
) -> list[Row]:
    """The best first."""
    query = sought(text)
    if not query.text:
        return []
    specs = [visible_field(kind, name, seen_by=seen_by) for name in columns]
    words_only = hides_what_is_searched(kind, seen_by)
    looking = Looking(kind, query, seen_by, limit=limit, words_only=words_only)
    told = joining.told(kind, specs)
    return rows_of(specs, looking.rows(selected(told), joined=told.joined), seen_by=seen_by)
