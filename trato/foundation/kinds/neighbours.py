"""The record before or after one in a list, by where it would stand and not by a number: at any size the same work."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.kinds.conditions import Filter, visible_field
from trato.foundation.kinds.cursors import Order, Position, write_cursor
from trato.foundation.kinds.reading import read_page


def neighbour(
    kind: RecordKind,
    id_: UUID,
    *,
    seen_by: Actor,
    sort: str = "",
    descending: bool = False,
    filters: Sequence[Filter] = (),
    backwards: bool = False,
) -> UUID | None:
    """None at the end of the list. The record itself need not fit the filters any more."""
    order = Order(kind.name, sort or kind.default_sort, descending != backwards)
    spec = visible_field(kind, order.field, seen_by=seen_by)
    value = _place_of(kind, id_, spec)
    reading = {"sort": order.field, "descending": order.descending, "filters": filters, "limit": 1}
    place = [Field(name="place", label="", type=FieldType.TEXT, sql=f"({spec.sort_sql or spec.sql})::text")]
    rows = read_page(
        kind,
        seen_by=seen_by,
        columns=(),
        also=place,
        after=write_cursor(order, Position(value, id_)),
        **reading,  # type: ignore[arg-type]  # a mapping of just these
    ).rows
    if not backwards:
        return rows[0]["id"] if rows else None
    if value is None and not rows:
        # Those without a value stand at the end: before the first of them is the last that has one.
        rows = read_page(kind, seen_by=seen_by, columns=(), also=place, **reading).rows  # type: ignore[arg-type]  # as above
        return rows[0]["id"] if rows and rows[0]["place"] is not None else None
    if value is not None and rows and rows[0]["place"] is None:
        return None
    return rows[0]["id"] if rows else None


def _place_of(kind: RecordKind, id_: UUID, spec: Field) -> str | None:
    statement = sql.SQL("select ({})::text from {} r where r.id = %s").format(
        sql.SQL(spec.sort_sql or spec.sql), sql.Identifier(kind.table)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [id_])
        row = cursor.fetchone()
    return row[0] if row else None
