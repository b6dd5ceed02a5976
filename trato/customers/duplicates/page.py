"""What the page of the queue shows."""

from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from trato.customers.duplicates.queries import PAGE, Suggested, count_queue, queue, suggestion_seen
from trato.customers.merging.side_by_side import side_by_side
from trato.foundation.public import Actor, NotFound, RecordKind, record_kind

KINDS = ("contact", "company")
COUNTED = 1_000


def queue_page(kind: RecordKind, given: QueryDict, *, by: Actor) -> dict[str, Any]:
    """The pair that is asked for is open, else the first."""
    pairs = queue(kind, seen_by=by, after=place_in(given))
    opened = suggestion_seen(kind, pair_in(given), seen_by=by) if "pair" in given else next(iter(pairs), None)
    count = count_queue(kind, seen_by=by)
    return {
        "kind": kind,
        "kinds": [
            each for each in map(record_kind, KINDS) if by.may(each.right("merge")) and by.may(each.right("see"))
        ],
        "pairs": pairs,
        "opened": opened,
        "both": side_by_side(kind, opened.one, opened.other, by=by, sides={}) if opened else None,
        "count": count,
        "is_more": count >= COUNTED,
        "next": _place(pairs),
    }


def _is_open(kind: RecordKind, by: Actor) -> bool:
    return by.may(kind.right("merge")) and by.may(kind.right("see"))


def _place(pairs: list[Suggested]) -> str:
    return f"{pairs[-1].score}_{pairs[-1].id}" if len(pairs) >= PAGE else ""


def place_in(given: QueryDict) -> tuple[int, UUID] | None:
    score, _mark, id_ = given.get("after", "").partition("_")
    try:
        return (int(score[:3]), UUID(id_)) if id_ else None
    except ValueError as wrong:
        raise NotFound(_("This address names no place in the list.")) from wrong


def pair_in(given: QueryDict, name: str = "pair") -> UUID:
    try:
        return UUID(given.get(name, ""))
    except ValueError as wrong:
        raise NotFound(_("There is no such suggestion, or it is not yours to see.")) from wrong


def pairs_in(given: QueryDict) -> list[UUID]:
    try:
        return [UUID(text) for text in given.getlist("pairs")[:PAGE]]
    except ValueError as wrong:
        raise NotFound(_("There is no such suggestion, or it is not yours to see.")) from wrong
