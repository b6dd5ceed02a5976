"""Whether a database, ours or one the administrator brought, can do what Trato needs of it."""

from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from trato.kit.postgres.binaries import OLDEST_MAJOR

# A Telugu name: four letters that no locale made for ASCII knows as letters.
NAME_OUTSIDE_ASCII = "రాము"

NO_TRIGRAMS = (
    "Names outside ASCII cannot be searched, because the database was created with an LC_CTYPE that knows only ASCII: "
    "create a new one with `create database … template template0 encoding 'UTF8' lc_ctype 'C.UTF-8'` "
    "and bring the data over with pg_dump and pg_restore."
)
IN_WHICH_SCHEMA = """
    select nspname from pg_extension join pg_namespace on pg_namespace.oid = extnamespace where extname = 'pg_trgm'
"""
NO_EXTENSION = "The extension pg_trgm is not in this database: run `create extension pg_trgm` as its administrator."


def problems(connection: psycopg.Connection[Any]) -> list[str]:
    """One sentence for each reason not to work on this database; none when it will do."""
    if connection.info.server_version < OLDEST_MAJOR * 10_000:
        version = connection.info.server_version // 10_000
        return [f"The server is PostgreSQL {version}, and Trato needs {OLDEST_MAJOR} or newer: upgrade it."]
    found = []
    encoding = _value(connection, "show server_encoding")
    if encoding != "UTF8":
        found.append(f"The database is encoded in {encoding}, which cannot hold every name: create one with UTF8.")
    if _trigram_schema(connection) is None:
        found.append(NO_EXTENSION)
    elif not trigrams_work(connection):
        found.append(NO_TRIGRAMS)
    return found


def trigrams_work(connection: psycopg.Connection[Any]) -> bool:
    """Whether the index behind every search sees letters outside ASCII; False, too, without pg_trgm."""
    schema = _trigram_schema(connection)
    if schema is None:
        return False
    ask = sql.SQL("select cardinality({}.show_trgm(%s))").format(sql.Identifier(schema))
    with connection.cursor(row_factory=tuple_row) as cursor:
        row = cursor.execute(ask, [NAME_OUTSIDE_ASCII]).fetchone()
    return bool(row and row[0])


def _trigram_schema(connection: psycopg.Connection[Any]) -> str | None:
    found = _value(connection, IN_WHICH_SCHEMA)
    return None if found is None else str(found)


def _value(connection: psycopg.Connection[Any], query: LiteralString) -> object:
    with connection.cursor(row_factory=tuple_row) as cursor:
        row = cursor.execute(query).fetchone()
    return row[0] if row else None
