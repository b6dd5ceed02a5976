"""Rows of several tables taken away as `COPY` writes them, and put in again: the least that writing them could cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from psycopg import sql

COLUMNS = "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and attgenerated = ''"


@dataclass(frozen=True)
class Copied:
    """Rows of one table."""

    table: str
    columns: Sequence[str]
    content: bytes


def taken_away(ids: Sequence[Any], tables: Sequence[tuple[str, str]]) -> list[Copied]:
    """Of each table the rows whose column says one of the ids. What points comes after what it points at."""
    with transaction.atomic(), connection.cursor() as cursor:
        copied = [_copied(table, column, ids) for table, column in tables]
        for table, column in reversed(tables):
            statement = sql.SQL("delete from {} where {} = any(%s)").format(
                sql.Identifier(table), sql.Identifier(column)
            )
            cursor.execute(statement, [list(ids)])
    return copied


def put_in_for_nothing(copied: Sequence[Copied]) -> None:
    """Rolled back: it costs the same as far as the commit, and leaves nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        for each in copied:
            with cursor.copy(f"copy {each.table} ({', '.join(each.columns)}) from stdin") as copy:
                copy.write(each.content)
        transaction.set_rollback(True)


def copied_out(statement: Any) -> bytes:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        return b"".join(copy)


def _copied(table: str, column: str, ids: Sequence[Any]) -> Copied:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [table])
        columns = [f'"{name}"' for (name,) in cursor.fetchall()]
    listed = f"select {', '.join(columns)} from {table} where {column} = any({{}})"  # noqa: S608  # constants
    chosen = sql.SQL(listed).format(sql.Literal([*ids]))
    return Copied(table, columns, copied_out(sql.SQL("copy ({}) to stdout").format(chosen)))
