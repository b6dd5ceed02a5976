"""What the pages of merging show."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from trato.customers.merging.previewing import preview_unmerge
from trato.customers.merging.queries import members_told, root_seen
from trato.customers.merging.side_by_side import side_by_side
from trato.foundation.public import (
    Actor,
    NotAllowed,
    NotFound,
    RecordKind,
    UnknownKind,
    read_records,
    record_kind,
    search_records,
)
from trato.web.public import said_stored, shown

FOUND = 20
MERGED_KINDS = ("contact", "company")
TELLING = ("email", "domain", "company", "city", "phone")


def kind_at(plural: str, *, by: Actor) -> RecordKind:
    try:
        kind = record_kind(plural)
    except UnknownKind as unknown:
        raise Http404 from unknown
    if kind.name not in MERGED_KINDS or kind.plural != plural:
        raise Http404
    if not by.may(kind.right("see")):
        raise NotFound(_("There is no such record, or it is not yours to see."))
    if not by.may(kind.right("merge")):
        raise NotAllowed(_("Your role does not allow this."))
    return kind


def searched(kind: RecordKind, id_: UUID, text: str, *, by: Actor) -> dict[str, Any]:
    """Records that the one on the page may be merged with."""
    root = root_seen(kind, id_, by=by)
    rows = search_records(kind, text, seen_by=by, columns=_columns(kind, by), limit=FOUND) if text else []
    found = [_told(kind, row) for row in rows if row["id"] != root]
    (this,) = read_records(kind, [root], seen_by=by, columns=["name"])
    return {"kind": kind, "id": root, "name": this["name"], "text": text, "found": found}


def compared(
    kind: RecordKind, this: UUID, other: UUID, *, by: Actor, sides: Mapping[str, str] | None = None, error: str = ""
) -> dict[str, Any]:
    roots = [root_seen(kind, id_, by=by) for id_ in (this, other)]
    both = side_by_side(kind, *roots, by=by, sides=sides or {})
    swapped = f"{reverse('customers:merge', args=[kind.plural, roots[1]])}?with={roots[0]}"
    is_one = roots[0] == roots[1]
    return {"kind": kind, "both": both, "swapped": swapped, "is_one": is_one, "error": error}


def chosen(kind: RecordKind, ids: Sequence[UUID], *, by: Actor) -> dict[str, Any]:
    rows = read_records(kind, ids, seen_by=by, columns=_columns(kind, by))
    return {"kind": kind, "rows": [_told(kind, row) for row in rows], "ids": ",".join(map(str, ids))}


def unmerging(kind: RecordKind, id_: UUID, *, by: Actor) -> dict[str, Any]:
    preview = preview_unmerge(kind, id_, by=by)
    back = [
        (str(spec.label), said_stored(spec, values["became"], by), said_stored(spec, values["was"], by))
        for spec, values in ((kind.by_name[name], values) for name, values in preview.back.items())
    ]
    stays = [str(kind.by_name[name].label) for name in preview.stays]
    return {"kind": kind, "preview": preview, "back": back, "stays": stays}


def members_panel(kind_name: str, record_id: UUID, actor: Actor) -> dict[str, Any] | None:
    kind = record_kind(kind_name)
    told = members_told(kind, record_id)
    if not told:
        return None
    return {"members": told, "plural": kind.plural, "may_unmerge": actor.may(kind.right("merge")), "count": len(told)}


def _columns(kind: RecordKind, by: Actor) -> list[str]:
    return ["name", *(n for n in TELLING if n in kind.by_name and by.may_see_field(kind.name, n))]


def _told(kind: RecordKind, row: Mapping[str, Any]) -> dict[str, Any]:
    details = [shown(kind.by_name[name], row[name]).text for name in row if name in TELLING and row[name]]
    return {"id": row["id"], "name": row["name"], "detail": " · ".join(filter(None, details))}
