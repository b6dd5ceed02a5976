"""What became of a list that somebody is looking at: its rows as they are now, and how many came in."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from trato.foundation.public import arrived_since, open_acts, read_page
from trato.kit import clock
from trato.kit.ids import id_at
from trato.web.lists.asked import Asked
from trato.web.lists.cells import list_rows
from trato.web.lists.heads import heads

MOST_ROWS, MOST_NEW = 100, 99
# What was being written while the list was read has an older id than the reading.
STILL_WRITTEN = timedelta(seconds=3)


def news_query(asked: Asked) -> str:
    """What the page asks its news with; it adds the rows that it shows."""
    return urlencode({"since": str(id_at(clock.now() - STILL_WRITTEN)), "state": asked.query_string})


def list_news(asked: Asked, query: QueryDict) -> dict[str, Any]:
    """`id` are rows to be read again, `seen` newer ones that are there already."""
    columns, acts = heads(asked), open_acts(asked.kind, by=asked.actor)
    ids = _ids(query.getlist("id"))
    found = read_page(
        asked.kind,
        seen_by=asked.actor,
        columns=[spec.name for spec in asked.columns],
        filters=asked.filters,
        ids=ids,
        limit=MOST_ROWS,
    )
    return {
        "columns": columns,
        "acts": acts,
        "across": len(columns) + bool(acts),
        "select_said": _("Select"),
        "rows": list_rows(asked.kind, columns, found.rows),
        "from_list": urlencode({"from": asked.query_string}),
        "arrived": _arrived(asked, query),
        "most": MOST_NEW,
    }


def _arrived(asked: Asked, query: QueryDict) -> int:
    since, seen = _ids([query.get("since", "")]), set(_ids(query.getlist("seen")))
    if not since:
        return 0
    limit = MOST_NEW + len(seen) + 1
    found = arrived_since(asked.kind, since[0], seen_by=asked.actor, filters=asked.filters, limit=limit)
    return len(set(found) - seen)


def _ids(texts: Sequence[str]) -> list[UUID]:
    """What is no id is of no row."""
    found = []
    for text in texts[:MOST_ROWS]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
