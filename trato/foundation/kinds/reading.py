"""Lists of any kind of record: one statement made of the registry's constants, no model objects.

Ids come first, by index and without OFFSET; what each column needs is worked out for the rows of the page alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.reach import Reach
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import record_kind
from trato.foundation.kinds import joining
from trato.foundation.kinds.conditions import (
    FieldUnknown,
    Filter,
    standing_within,
    visible_field,
)
from trato.foundation.kinds.cursors import Order, Position, read_cursor, write_cursor
from trato.foundation.kinds.sieves import sieves
from trato.foundation.kinds.walking import Said, Walk, said
from trato.foundation.search.queries import Condition
from trato.kit.prepared import rows_prepared, woven

Row = dict[str, Any]
MOST_ROWS = 1_000
PAGE = """with {page} select {selected}, ({by})::text, {are_all} from page join {table} r on r.id = page.id{joined}
 order by {by} {way}, r.id {way}"""
BY_ID = "select {selected} from {table} r{joined} where r.id = any(%s) and {where}"
BY_ID_WITH_PLACE = "select {selected}, ({by})::text from {table} r{joined} where r.id = any(%s)"


@dataclass(frozen=True)
class Page:
    """Rows by field name, with `id`. `next` goes on from the last one; it is empty at the end of the list."""

    rows: list[Row]
    next: str


def sortable_fields(kind: RecordKind, *, seen_by: Actor) -> list[Field]:
    return [spec for spec in kind.fields if spec.sortable and seen_by.may_see_field(kind.name, spec.name)]


def read_page(
    kind: RecordKind,
    *,
    seen_by: Actor,
    columns: Sequence[str],
    sort: str = "",
    descending: bool = False,
    after: str = "",
    limit: int = 50,
    filters: Sequence[Filter] = (),
    ids: Sequence[UUID] | None = None,
    also: Sequence[Field] = (),
    where: Condition | None = None,
) -> Page:
    """Living records in order. Rows without a value to sort by stand at the end, whichever way the order goes.

    `also` are columns that the registry does not hold; `where` is a condition of constants with its parameters.
    """
    order = Order(kind.name, sort or kind.default_sort, descending)
    place, way = _sort_field(kind, order.field, seen_by), "desc" if descending else "asc"
    known, others = sieves(kind, filters, seen_by=seen_by)
    known = [*known, *_among(ids), *([where] if where else [])]
    reading = _Reading(
        specs=[*(visible_field(kind, name, seen_by=seen_by) for name in columns), *also],
        walk=Walk(
            kind=kind,
            by=joining.sorted_by(place),
            way=way,
            actor=seen_by,
            known=known,
            sieves=others,
            joined=joining.beside(kind, [place]),
        ),
        is_own_condition=ids is not None or where is not None,
        filled=joining.filled(place),
    )
    limit = max(1, min(limit, MOST_ROWS))
    rows = reading.rows(read_cursor(after, order), limit + 1)
    keep_out_of_sight(reading.specs, [row for _value, row in rows], seen_by)
    return _cut(rows, limit, order)


def _cut(rows: Sequence[tuple[str | None, Row]], limit: int, order: Order) -> Page:
    """One row more than the page was read, to know whether there is another page."""
    if len(rows) <= limit:
        return Page([row for _value, row in rows], "")
    value, last = rows[limit - 1]
    return Page([row for _value, row in rows[:limit]], write_cursor(order, Position(value, last["id"])))


def read_records(kind: RecordKind, ids: Sequence[UUID], *, seen_by: Actor, columns: Sequence[str]) -> list[Row]:
    """Living records by id, in the order of the ids; those not the reader's to see are left out."""
    specs = [visible_field(kind, name, seen_by=seen_by) for name in columns]
    within = said(standing_within(kind, seen_by=seen_by))
    told = joining.told(kind, specs)
    statement = woven(BY_ID, selected=selected(told), table=kind.table, joined=told.joined, where=within[0])
    rows = rows_of(specs, rows_prepared(statement, [list(ids), *within[1]]), seen_by=seen_by)
    found = {row["id"]: row for row in rows}
    return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]


def rows_of(specs: Sequence[Field], found: Sequence[Sequence[Any]], *, seen_by: Actor) -> list[Row]:
    """What was `selected`, by field name."""
    rows = [_row(specs, values) for values in found]
    keep_out_of_sight(specs, rows, seen_by)
    return rows


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """`is_own_condition`: the caller knows conditions whose values decide which index is best.

    `filled` says of a row that it has a value to sort by.
    """

    specs: list[Field]
    walk: Walk
    is_own_condition: bool
    filled: str

    def rows(self, start: Position | None, limit: int) -> list[tuple[str | None, Row]]:
        """Two statements only where the values to sort by run out within this page."""
        rows = [] if start and start.value is None else self._fetch(self._valued(start), limit)
        if len(rows) < limit and not self._is_always_filled:
            rows += self._fetch(self._valueless(start), limit - len(rows))
        return rows

    @property
    def _is_always_filled(self) -> bool:
        columns = {f"r.{column.column}": column for column in self.walk.kind.model()._meta.concrete_fields}
        return self.walk.by in columns and not columns[self.walk.by].null

    def _valued(self, start: Position | None) -> Said:
        filled = "true" if self._is_always_filled else self.filled
        if start is None:
            return filled, []
        beyond = "<" if self.walk.way == "desc" else ">"
        return f"{filled} and ({self.walk.by}, r.id) {beyond} (%s, %s)", [start.value, start.id]

    def _valueless(self, start: Position | None) -> Said:
        empty = f"{self.walk.by} is null"
        if start is None or start.value is not None:
            return empty, []
        return f"{empty} and r.id {'<' if self.walk.way == 'desc' else '>'} %s", [start.id]

    def _fetch(self, part: Said, limit: int) -> list[tuple[str | None, Row]]:
        """What is asked with every page is planned once. Only where that was no page, by the values asked for."""
        if self.is_own_condition:
            return self._in_two_steps(part, limit)
        if not self.walk.known and not self.walk.sieves:
            return self._unfiltered(part, limit)
        if not self.walk.may_be_tried:
            return self._in_two_steps(part, limit)
        rows, are_all = self._page(*self.walk.trial(part, limit))
        if len(rows) == limit or are_all or self.walk.ends_soon(part):
            return rows
        return self._in_two_steps(part, limit)

    def _unfiltered(self, part: Said, limit: int) -> list[tuple[str | None, Row]]:
        pieces = self._pieces
        columns = f"{pieces['selected']}, ({self.walk.by})::text"
        direct = replace(self.walk, joined=pieces["joined"]).one_range(part, limit, columns=columns)
        if direct is None:
            return self._page(self.walk.ranges(part, limit), "true")[0]
        return [(values[-1], _row(self.specs, values)) for values in rows_prepared(*direct)]

    def _page(self, page: Said, are_all: str) -> tuple[list[tuple[str | None, Row]], bool]:
        statement = woven(PAGE, page=page[0], are_all=are_all, **self._pieces)
        found = rows_prepared(statement, page[1])
        return [(values[-2], _row(self.specs, values)) for values in found], bool(found and found[0][-1])

    def _in_two_steps(self, part: Said, limit: int) -> list[tuple[str | None, Row]]:
        """Which rows is planned anew for each value; what they hold is the same statement every time."""
        ids = self.walk.ids(part, limit)
        statement = woven(BY_ID_WITH_PLACE, **self._pieces)
        found = {values[0]: values for values in rows_prepared(statement, [ids])} if ids else {}
        rows = [found[id_] for id_ in ids if id_ in found]
        return [(values[-1], _row(self.specs, values)) for values in rows]

    @property
    def _pieces(self) -> dict[str, str]:
        walk = self.walk
        told = joining.told(walk.kind, self.specs)
        return {
            "selected": selected(told),
            "table": walk.kind.table,
            # What the order needs is the row of fields, which the columns may need as well.
            "joined": told.joined if told.joined.startswith(walk.joined) else f"{walk.joined}{told.joined}",
            "by": walk.by,
            "way": walk.way,
        }


def keep_out_of_sight(specs: Sequence[Field], rows: Sequence[Row], actor: Actor) -> None:
    """That a record is linked is told; its id and name only to those who see it."""
    for spec in specs:
        if spec.type in (FieldType.REFERENCE, FieldType.COMPANIES, FieldType.REFERENCES) and spec.refers_to:
            kind = record_kind(spec.refers_to)
            if actor.reach(kind.right("see")) < Reach.ALL:
                _blank(_links(rows, spec.name), kind, actor)


def _links(rows: Sequence[Row], name: str) -> list[Row]:
    values = [row[name] for row in rows if row[name]]
    return [link for value in values for link in (value if isinstance(value, list) else [value]) if link["id"]]


def _blank(links: Sequence[Row], kind: RecordKind, actor: Actor) -> None:
    ids = {UUID(str(link["id"])) for link in links}
    seen = {str(row["id"]) for row in read_records(kind, list(ids), seen_by=actor, columns=())} if ids else set()
    for link in links:
        if str(link["id"]) not in seen:
            link.update(id=None, name="")


def _sort_field(kind: RecordKind, name: str, actor: Actor) -> Field:
    spec = visible_field(kind, name, seen_by=actor)
    if not spec.sortable:
        raise FieldUnknown(_("One cannot sort by “%(name)s”.") % {"name": spec.label}, field="sort")
    return spec


def _among(ids: Sequence[UUID] | None) -> list[Condition]:
    return [] if ids is None else [(sql.SQL("r.id = any(%s)"), [list(ids)])]


def selected(told: joining.Told) -> str:
    """The id and these fields of a row `r`."""
    return ", ".join(["r.id", *(f"({value})" for value in told.values)])


def _row(specs: Sequence[Field], values: Sequence[Any]) -> Row:
    return {"id": values[0], **{spec.name: value for spec, value in zip(specs, values[1:], strict=False)}}
