"""What the page of a kind's trash shows."""

from typing import Any
from uuid import UUID

from trato.foundation.public import ACTS, Actor, RecordKind, names_of, trashed_records

ROWS = 50


def may_open_trash(kind: RecordKind, *, by: Actor) -> bool:
    """For whoever could have put something there."""
    return ACTS["restore"].is_open_to(kind, by=by)


def trash_page(kind: RecordKind, *, before: UUID | None, by: Actor) -> dict[str, Any]:
    found = trashed_records(kind, seen_by=by, before=before, limit=ROWS + 1)
    rows = found[:ROWS]
    names = names_of(each.actor_id for each in rows)
    return {
        "kind": kind,
        "rows": [(each, names.get(each.actor_id, "") if each.actor_id else "Trato") for each in rows],
        "acts": [ACTS["restore"]] if may_open_trash(kind, by=by) else [],
        "is_first": before is None,
        "more": rows[-1].id if len(found) > ROWS else "",
    }
