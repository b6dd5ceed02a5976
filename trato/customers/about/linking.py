"""What tasks, calls and meetings are about, given by id or by name, becomes a record; who stands behind it is named."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.about.queries import Behind, behind, talked_about
from trato.foundation.public import Actor, PreparedRow, record_kind, records_called
from trato.kit.names import called


def link_about(rows: Sequence[PreparedRow], *, by: Actor, held: Sequence[Behind] = ()) -> None:
    """Where a row says no contact and no company, and `held` none that it has already, those of the record are told.

    What cannot be linked is a problem of its row.
    """
    for kind in talked_about():
        given = [(number, row) for number, row in enumerate(rows) if row.parts.get(kind, {}).get(kind)]
        _find(kind, [row for _number, row in given], by)
        linked = {number: row.parts[kind][kind] for number, row in given if kind not in row.problems}
        known = behind(kind, set(linked.values()))
        for number, id_ in linked.items():
            _fill(rows[number], known.get(id_, (None, None)), held[number] if held else (None, None))


def name_behind(rows: Sequence[PreparedRow]) -> None:
    """The same of rows of a file, in which what they are about stands among the columns."""
    for kind in talked_about():
        given = [row for row in rows if row.columns.get(kind)]
        known = behind(kind, {row.columns[kind] for row in given})
        for row in given:
            _fill(row, known.get(row.columns[kind], (None, None)), (None, None))


def _find(kind: str, rows: Sequence[PreparedRow], by: Actor) -> None:
    links = [_id_in(row.parts[kind][kind]) for row in rows]
    names = {link for link in links if isinstance(link, str)}
    named = records_called(record_kind(kind), names, seen_by=by)
    for row, link in zip(rows, links, strict=True):
        ids = named[called(link)] if isinstance(link, str) else [link]
        if len(ids) == 1:
            row.parts[kind][kind] = ids[0]
        else:
            said = _("Several are called “%(name)s”.") if ids else _("Nothing you see is called “%(name)s”.")
            row.problems[kind] = said % {"name": str(link)[:100]}


def _id_in(given: Any) -> UUID | str:
    """An undo gives back what a change row keeps: an id as text."""
    try:
        return UUID(str(given))
    except ValueError:
        return str(given)


def _fill(row: PreparedRow, known: Behind, held: Behind) -> None:
    if row.columns.get("contact") or row.columns.get("company") or any(held):
        return
    for name, id_ in zip(("contact", "company"), known, strict=True):
        if id_:
            row.columns[name] = id_
