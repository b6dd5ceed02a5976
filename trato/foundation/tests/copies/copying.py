"""What tests of copies have in common: a home that is emptied again, and everything in it to compare."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from django.db import connection
from psycopg import sql

from trato.foundation.copies.manifest import MANIFEST
from trato.foundation.copies.tables import Table, references_of, tables

Contents = dict[str, list[str]]


def contents(*, but: frozenset[str] = frozenset()) -> Contents:
    """Every row of every table that travels, as its line."""
    return {table.name: _rows(table) for table in tables(with_secrets=True) if table.name not in but}


def _rows(table: Table) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(table.rows)
        return [line for (line,) in cursor.fetchall()]


def empty_the_home() -> None:
    """As a new one is: no row that travels, no column that somebody made, the first era."""
    names = [table.name for table in tables(with_secrets=True)]
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("truncate {} cascade").format(listed))
        cursor.execute("truncate foundation_arrivingcopy")
        for table, column in made_columns():
            statement = sql.SQL("alter table {} drop column {}")
            cursor.execute(statement.format(sql.Identifier(table), sql.Identifier(column)))
        cursor.execute("update log_era set era = 1")
        cursor.execute("alter table event alter column era set default 1")


def made_columns() -> Iterator[tuple[str, str]]:
    for table in tables():
        if table.name.endswith("_fields"):
            yield from ((table.name, column) for column in table.columns if column.startswith("f_"))


def references() -> list[tuple[str, str, str]]:
    return references_of([table.name for table in tables(with_secrets=True)])


def make_missing(before: list[tuple[str, str, str]]) -> None:
    """References that a test let go."""
    there = references()
    with connection.cursor() as cursor:
        for table, name, definition in before:
            if (table, name, definition) not in there:
                statement = sql.SQL("alter table {} add constraint {} {}")
                made = statement.format(sql.Identifier(table), sql.Identifier(name), sql.SQL(definition))
                cursor.execute(made)


def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on another home, as empty as a new one."""
    empty_the_home()
    (tmp_path / "other").mkdir()
    monkeypatch.setenv("TRATO_HOME", str(tmp_path / "other"))


def users_in(directory: Path) -> bytes:
    with gzip.open(directory / "tables" / "foundation_user.jsonl.gz") as file:
        return file.read()


def rewritten(directory: Path, **facts: object) -> None:
    told = orjson.loads((directory / MANIFEST).read_bytes())
    (directory / MANIFEST).write_bytes(orjson.dumps({**told, **facts}))
