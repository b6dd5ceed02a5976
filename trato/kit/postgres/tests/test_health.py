"""Telling a database that will do from one that will not."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import psycopg
import pytest
from psycopg.rows import dict_row

from trato.kit.postgres.health import NO_EXTENSION, NO_TRIGRAMS, problems, trigrams_work
from trato.kit.postgres.home import Home
from trato.kit.postgres.tenancy import Database, using_database


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    with using_database(home) as database:
        yield database


def connection_to(database: Database, name: str, options: str = "") -> psycopg.Connection[Any]:
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(f"create database {name} template template0 {options}")
    return psycopg.connect(database.url.replace("/trato?", f"/{name}?"), autocommit=True)


def test_our_own_database_has_no_problems(database: Database) -> None:
    with psycopg.connect(database.url) as connection:
        connection.execute("create extension if not exists pg_trgm")

        assert trigrams_work(connection)
        assert problems(connection) == []


def test_a_database_made_for_ascii_is_told_how_to_mend(database: Database) -> None:
    with connection_to(database, "bad", "locale_provider libc locale 'C'") as connection:
        connection.execute("create extension pg_trgm")

        assert not trigrams_work(connection)
        assert problems(connection) == [NO_TRIGRAMS]


def test_the_advice_mends_it(database: Database) -> None:
    with connection_to(database, "mended", "encoding 'UTF8' lc_ctype 'C.UTF-8'") as connection:
        connection.execute("create extension pg_trgm")

        assert problems(connection) == []


def test_a_missing_extension_is_named_and_the_transaction_goes_on(database: Database) -> None:
    with connection_to(database, "bare") as connection:
        connection.autocommit = False
        assert problems(connection) == [NO_EXTENSION]
        assert not trigrams_work(connection)
        assert connection.execute("select 1").fetchone() == (1,)


def test_another_encoding_is_refused(database: Database) -> None:
    with connection_to(database, "latin", "encoding 'LATIN1' locale_provider libc locale 'C'") as connection:
        connection.execute("set client_encoding = 'UTF8'")

        assert "encoded in LATIN1" in problems(connection)[0]


def test_an_extension_in_its_own_schema_and_rows_as_dictionaries_are_understood(database: Database) -> None:
    with connection_to(database, "tidy") as connection:
        connection.row_factory = dict_row
        connection.execute('create schema "my tools"')
        connection.execute('create extension pg_trgm schema "my tools"')

        assert problems(connection) == []


def test_an_old_server_is_refused_before_anything_is_asked() -> None:
    old = cast("psycopg.Connection[Any]", SimpleNamespace(info=SimpleNamespace(server_version=140012)))

    assert problems(old) == ["The server is PostgreSQL 14, and Trato needs 15 or newer: upgrade it."]
