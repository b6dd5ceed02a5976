"""Statements that the server plans once for each connection, for what is asked or written with every request."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg import Cursor, sql


def rows_prepared(statement: str | sql.Composable, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Planning often takes longer than reading. Not for values that decide which index is best, such as a filter's."""
    with _cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def execute_prepared(statement: str | sql.Composable, parameters: Sequence[Any]) -> None:
    """The same for what answers nothing."""
    with _cursor() as cursor:
        cursor.execute(statement, parameters)


def _cursor() -> Any:
    connection.ensure_connection()
    made: Any = Cursor(connection.connection)  # Django's own cursors put the values into the text
    return connection.make_debug_cursor(made) if connection.queries_logged else connection.make_cursor(made)
