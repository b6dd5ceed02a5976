"""What of the database travels: every table and column that nobody says stays behind.

Read from the database's own catalogue, so that a new table, or the column of a field that somebody made, is never
forgotten. All names in statements come from there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from psycopg import sql

from trato.foundation.extensions.leaving import StaysBehind
from trato.foundation.extensions.registry import contributions

# A JSON null within a column of JSON is something else than nothing at all, and JSON has one word for both.
JSON_NULL = '{"@json": "null"}'

_COLUMNS = """select c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  order by c.relname, a.attnum"""
_KEYS = """select c.relname, array_agg(a.attname::text order by k.place)
  from pg_index i join pg_class c on c.oid = i.indrelid
  cross join lateral unnest(i.indkey::int[]) with ordinality k (attnum, place)
  join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
  where i.indisprimary and c.relnamespace = current_schema()::regnamespace and not c.relispartition
  group by c.relname"""
_REFERENCES = """select c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid)
  from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class o on o.oid = c.confrelid
  where c.contype = 'f' and c.conparentid = 0 and c.connamespace = current_schema()::regnamespace
    and (t.relname = any(%s) or o.relname = any(%s))
  order by 1, 2"""
_COUNTED = """select c.relname, a.attname, pg_get_serial_sequence(quote_ident(c.relname), a.attname)
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = current_schema()::regnamespace and c.relname = any(%s) and a.attnum > 0
    and not a.attisdropped and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null"""


@dataclass(frozen=True)
class Table:
    """`columns` are names with the database's types, `key` what its rows are ordered by, `instead` what some columns
    say in a copy."""

    name: str
    columns: Mapping[str, str]
    key: Sequence[str]
    instead: Mapping[str, str]

    @cached_property
    def rows(self) -> sql.Composed:
        """Every row as one line of JSON."""
        order = sql.SQL(", ").join([sql.Identifier(name) for name in self.key or self.columns])
        told = sql.SQL(", ").join([self._told(name) for name in self.columns])
        return sql.SQL("select row_to_json(t)::text from (select {} from {} order by {}) t").format(
            told, sql.Identifier(self.name), order
        )

    def _told(self, name: str) -> sql.Composable:
        column = sql.Identifier(name)
        if name in self.instead:
            return sql.SQL("{} as {}").format(sql.Literal(self.instead[name]), column)
        if self.columns[name] == "jsonb":
            told = "case when {c} = 'null'::jsonb then {n}::jsonb else {c} end as {c}"
            return sql.SQL(told).format(c=column, n=sql.Literal(JSON_NULL))
        return column

    @cached_property
    def taking(self) -> sql.Composed:
        """The statement that takes a list of such lines."""
        values = [self._taken(name) for name in self.columns]
        return sql.SQL("insert into {t} ({c}) select {v} from json_populate_recordset(null::{t}, %s::json) j").format(
            t=sql.Identifier(self.name),
            c=sql.SQL(", ").join(map(sql.Identifier, self.columns)),
            v=sql.SQL(", ").join(values),
        )

    def _taken(self, name: str) -> sql.Composable:
        column = sql.Identifier("j", name)
        if self.columns[name] != "jsonb":
            return column
        taken = "case when {c} = {n}::jsonb then 'null'::jsonb else {c} end"
        return sql.SQL(taken).format(c=column, n=sql.Literal(JSON_NULL))


def tables(*, with_secrets: bool = False) -> list[Table]:
    """Those that travel, in the order of their names."""
    behind = staying_behind(with_secrets=with_secrets)
    keys: dict[str, Sequence[str]] = dict(_asked(_KEYS))
    columns: dict[str, dict[str, str]] = {}
    for table, name, type_ in _asked(_COLUMNS):
        columns.setdefault(table, {})[name] = type_
    return [
        Table(
            name,
            columns[name],
            keys.get(name, ()),
            {each.column: each.instead for each in behind if each.table == name},
        )
        for name in columns
        if not any(each.table == name and not each.column for each in behind)
    ]


def staying_behind(*, with_secrets: bool = False) -> list[StaysBehind]:
    return [each for each in contributions(StaysBehind) if not (with_secrets and each.is_secret)]


def all_table_names() -> list[str]:
    return list(dict.fromkeys(table for table, _name, _type in _asked(_COLUMNS)))


def references_of(names: Sequence[str]) -> list[tuple[str, str, str]]:
    """Foreign keys from these tables and to them: table, name, definition."""
    return [(table, name, definition) for table, name, definition in _asked(_REFERENCES, list(names), list(names))]


def counted_columns(names: Sequence[str]) -> list[tuple[str, str, str]]:
    """Columns that a sequence fills: table, column, sequence."""
    return [(table, column, sequence) for table, column, sequence in _asked(_COUNTED, list(names))]


def _asked(statement: str, *parameters: list[str]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return list(cursor.fetchall())
