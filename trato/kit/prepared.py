"""Statements that the server plans once for each connection, for what is asked or written with every request."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import orjson
from django.db import connection
from psycopg import Cursor, adapters, sql
from psycopg.adapt import AdaptersMap
from psycopg.pq import Format
from psycopg.types.json import set_json_loads

MOMENT = "timestamptz"
MOST_PREPARED = 300  # of each connection: kinds, orders and filters make some hundred shapes of lists and searches


class QuickCursor(Cursor[Any]):
    """Reads moments in C and JSON by orjson: a page of a list holds a hundred of each."""

    @property
    def adapters(self) -> AdaptersMap:
        return _quick(self._conn.adapters)


def rows_prepared(statement: str | sql.Composable, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Planning often takes longer than reading. Not for values that decide which index is best, such as a filter's.

    Of a limit that is a parameter the planner believes it to be a tenth of the table, and plans anew each time.
    """
    with _cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def execute_prepared(statement: str | sql.Composable, parameters: Sequence[Any]) -> None:
    """The same for what answers nothing."""
    with _cursor() as cursor:
        cursor.execute(statement, parameters)


@lru_cache(maxsize=2_000)
def woven(template: str, **pieces: str) -> str:
    """A statement from a constant with gaps and what the registry says for them, never from input. Woven once."""
    return template.format(**pieces)


def _cursor() -> Any:
    connection.ensure_connection()
    connection.connection.prepared_max = MOST_PREPARED
    made: Any = QuickCursor(connection.connection)  # Django's own cursors put the values into the text
    return connection.make_debug_cursor(made) if connection.queries_logged else connection.make_cursor(made)


@lru_cache(maxsize=16)
def _quick(known: AdaptersMap) -> AdaptersMap:
    """Django's, but for the two that it reads slowly."""
    quick = AdaptersMap(known)
    read_in_c: Any = adapters.get_loader(adapters.types[MOMENT].oid, Format.TEXT)
    quick.register_loader(MOMENT, read_in_c)
    set_json_loads(orjson.loads, _Context(quick))
    return quick


class _Context:
    """What psycopg registers loaders with."""

    connection = None

    def __init__(self, adapters: AdaptersMap) -> None:
        self.adapters = adapters
