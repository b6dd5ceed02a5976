"""Lists of any kind of record: one statement made of the registry's constants, no model objects.

Ids come first, by index and without OFFSET; what each column needs is worked out for the rows of the page alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.reach import Reach
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import record_kind
from trato.foundation.kinds.conditions import (
    FieldUnknown,
    Filter,
    standing_within,
    visible_field,
)
from trato.foundation.kinds.cursors import Order, Position, read_cursor, write_cursor
from trato.foundation.kinds.models import STANDING_SQL
from trato.foundation.kinds.sieves import sieves
from trato.foundation.kinds.walking import Walk
from trato.foundation.search.queries import Condition, all_of
from trato.kit.prepared import rows_prepared

Row = dict[str, Any]
MOST_ROWS = 1_000


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
    by = sql.SQL(_sort_field(kind, order.field, seen_by))
    known, others = sieves(kind, filters, seen_by=seen_by)
    known = [(sql.SQL(STANDING_SQL), []), *known, *_among(ids), *([where] if where else [])]
    way = sql.SQL("desc" if descending else "asc")
    reading = _Reading(
        kind=kind,
        specs=[*(visible_field(kind, name, seen_by=seen_by) for name in columns), *also],
        by=by,
        way=way,
        beyond=sql.SQL("<" if descending else ">"),
        walk=Walk(kind=kind, by=by, way=way, actor=seen_by, known=all_of(known), sieves=others),
        # A filter's value decides which index is best, so a plan made for any value would be a bad one.
        is_prepared=not filters and ids is None and where is None,
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
    condition, parameters = standing_within(kind, seen_by=seen_by)
    statement = sql.SQL("select {} from {} r where r.id = any(%s) and {}").format(
        _selected(specs), sql.Identifier(kind.table), condition
    )
    found = {values[0]: _row(specs, values) for values in rows_prepared(statement, [list(ids), *parameters])}
    keep_out_of_sight(specs, list(found.values()), seen_by)
    return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]


@dataclass(frozen=True, kw_only=True)
class _Reading:
    kind: RecordKind
    specs: list[Field]
    by: sql.Composable
    way: sql.Composable
    beyond: sql.Composable
    walk: Walk
    is_prepared: bool

    def rows(self, start: Position | None, limit: int) -> list[tuple[str | None, Row]]:
        """Two statements only where the values to sort by run out within this page."""
        rows = [] if start and start.value is None else self._fetch(self._valued(start), limit)
        if len(rows) < limit:
            rows += self._fetch(self._valueless(start), limit - len(rows))
        return rows

    def _valued(self, start: Position | None) -> Condition:
        filled = sql.SQL("{} is not null").format(self.by)
        if start is None:
            return filled, []
        beyond = sql.SQL("({}, r.id) {} (%s, %s)").format(self.by, self.beyond)
        return sql.SQL("{} and {}").format(filled, beyond), [start.value, start.id]

    def _valueless(self, start: Position | None) -> Condition:
        empty = sql.SQL("{} is null").format(self.by)
        if start is None or start.value is not None:
            return empty, []
        return sql.SQL("{} and r.id {} %s").format(empty, self.beyond), [start.id]

    def _fetch(self, part: Condition, limit: int) -> list[tuple[str | None, Row]]:
        return self._at_once(part, limit) if self.is_prepared else self._in_two_steps(part, limit)

    def _at_once(self, part: Condition, limit: int) -> list[tuple[str | None, Row]]:
        found, parameters = self.walk.statement(part, limit)
        statement = sql.SQL(
            "with page as materialized ({ids})"
            " select {selected}, ({by})::text from page join {table} r on r.id = page.id"
            " order by {by} {way}, r.id {way}"
        ).format(ids=found, selected=_selected(self.specs), table=self._table, by=self.by, way=self.way)
        return [(values[-1], _row(self.specs, values)) for values in rows_prepared(statement, parameters)]

    def _in_two_steps(self, part: Condition, limit: int) -> list[tuple[str | None, Row]]:
        """Which rows is planned anew for each value; what they hold is the same statement every time."""
        ids = self.walk.ids(part, limit)
        statement = sql.SQL("select {selected}, ({by})::text from {table} r where r.id = any(%s)").format(
            selected=_selected(self.specs), by=self.by, table=self._table
        )
        found = {values[0]: values for values in rows_prepared(statement, [ids])} if ids else {}
        rows = [found[id_] for id_ in ids if id_ in found]
        return [(values[-1], _row(self.specs, values)) for values in rows]

    @property
    def _table(self) -> sql.Composable:
        return sql.Identifier(self.kind.table)


def keep_out_of_sight(specs: Sequence[Field], rows: Sequence[Row], actor: Actor) -> None:
    """That a record is linked is told; its id and name only to those who see it."""
    for spec in specs:
        if spec.type in (FieldType.REFERENCE, FieldType.COMPANIES) and spec.refers_to:
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


def _sort_field(kind: RecordKind, name: str, actor: Actor) -> str:
    spec = visible_field(kind, name, seen_by=actor)
    if not spec.sortable:
        raise FieldUnknown(_("One cannot sort by “%(name)s”.") % {"name": spec.label}, field="sort")
    return spec.sort_sql or spec.sql


def _among(ids: Sequence[UUID] | None) -> list[Condition]:
    return [] if ids is None else [(sql.SQL("r.id = any(%s)"), [list(ids)])]


def _selected(specs: Sequence[Field]) -> sql.Composable:
    return sql.SQL(", ").join([sql.SQL("r.id"), *(sql.SQL("({})").format(sql.SQL(spec.sql)) for spec in specs)])


def _row(specs: Sequence[Field], values: Sequence[Any]) -> Row:
    return {"id": values[0], **{spec.name: value for spec, value in zip(specs, values[1:], strict=False)}}
