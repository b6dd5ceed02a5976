"""What a page sends of a choice between two records."""

from collections.abc import Mapping
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from trato.foundation.public import NotFound, SelectionRefused

CHOICE = "value."
MOST_AT_ONCE = 50


def sides_in(given: QueryDict) -> dict[str, str]:
    return {name.removeprefix(CHOICE): given.get(name, "") for name in given if name.startswith(CHOICE)}


def id_in(given: QueryDict, name: str) -> UUID:
    try:
        return UUID(given.get(name, ""))
    except ValueError as wrong:
        raise NotFound(_("There is no such record, or it is not yours to see.")) from wrong


def seen_in(given: QueryDict, ids: Mapping[str, UUID]) -> dict[UUID, int]:
    """The versions that stood on the page."""
    texts = {id_: given.get(f"version.{name}", "") for name, id_ in ids.items()}
    return {id_: int(text) for id_, text in texts.items() if text.isdecimal() and len(text) < 10}


def ids_in(given: QueryDict) -> list[UUID]:
    """Of a selection on a list: at least two, and no more than one can look at."""
    try:
        found = [UUID(text) for text in given.get("ids", "").split(",") if text]
    except ValueError as wrong:
        raise SelectionRefused(_("This is not the id of a record."), field="ids") from wrong
    ids = list(dict.fromkeys(found))
    if given.get("all") or len(ids) < 2 or len(ids) > MOST_AT_ONCE:
        said = _("Select two records to merge them, or up to %(count)s that are all the same.")
        raise SelectionRefused(said % {"count": MOST_AT_ONCE}, field="ids")
    return ids
