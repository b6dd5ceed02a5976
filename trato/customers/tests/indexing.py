"""People with points, and what the server does to find them by an index."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from psycopg import sql

from trato.customers.public import create_contacts
from trato.customers.tests.made_fields import made
from trato.foundation.fields.public import CustomField, FieldFacts, change_field, index_field, make_index_so
from trato.foundation.public import Actor, User, filters_from, read_page, record_kind

LOOSE = "select indexname, indexdef from pg_indexes where indexname like 'f\\_%%\\_i' order by 1"


@pytest.fixture
def boss(transactional_db: None, ada: User) -> Iterator[Actor]:
    """Columns and indexes stay when the tests' rows are flushed, so they are taken away by hand."""
    yield ada.acting()
    with connection.cursor() as cursor:
        for name in indexes():
            cursor.execute(f'drop index if exists "{name}"')
        cursor.execute(
            "select attrelid::regclass::text, attname from pg_attribute where attname like 'f\\_%' and not attisdropped"
            " and attrelid in ('customers_contact_fields'::regclass, 'customers_company_fields'::regclass)"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'alter table {table} drop column "{name}"')


def indexes() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(LOOSE.replace("%%", "%"))
        return dict(cursor.fetchall())


def formula(text: str, *, by: Actor, label: str = "Result", kind: str = "contact") -> CustomField:
    return made(label, "formula", by=by, kind=kind, formula=text)


def with_index(field: CustomField, *, by: Actor) -> CustomField:
    index_field(field.id, by=by)
    make_index_so(field.id)
    field.refresh_from_db()
    return field


def changed(field: CustomField, text: str, *, by: Actor) -> CustomField:
    return change_field(field.id, by=by, facts=FieldFacts(label=field.label, formula=text))


@pytest.fixture
def people(boss: Actor) -> Actor:
    """A hundred with points from 0 to 99, and one of whom nothing is known."""
    made("Points", "number", by=boss)
    made("Since", "date", by=boss)
    made("Nick", "text", by=boss)
    made("Fee", "money", by=boss)
    rows: list[dict[str, Any]] = [
        {"name": f"Person {n:02}", "points": n, "since": f"2026-01-{n % 28 + 1:02}", "nick": f"Nick {n:02}"}
        for n in range(100)
    ]
    create_contacts([*rows, {"name": "Nobody known"}], by=boss)
    return boss


def listed(given: dict[str, list[str]], *, seen_by: Actor, **order: Any) -> list[str]:
    kind = record_kind("contact")
    filters, refused = filters_from(kind, given, seen_by=seen_by)
    assert not refused
    rows: list[str] = []
    after = ""
    while True:
        page = read_page(kind, seen_by=seen_by, columns=["name"], filters=filters, limit=40, after=after, **order)
        rows += [row["name"] for row in page.rows]
        after = page.next
        if not after:
            return rows


def plans(given: dict[str, list[str]], *, seen_by: Actor, **order: Any) -> str:
    """Of all that is asked of the server for a page, as it would be among many."""
    asked: list[tuple[str, Any]] = []

    def remember(execute: Any, statement: Any, parameters: Any, many: bool, context: Any) -> Any:
        asked.append((statement if isinstance(statement, str) else statement.as_string(None), parameters))
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(remember):
        listed(given, seen_by=seen_by, **order)
    told = []
    with connection.cursor() as cursor:
        cursor.execute("set enable_seqscan = off; set enable_hashjoin = off; set enable_sort = off")
        for statement, parameters in asked:
            if "customers_contact" in statement:
                cursor.execute(sql.SQL("explain {}").format(sql.SQL(statement)), parameters)
                told += [line for (line,) in cursor.fetchall()]
        cursor.execute("reset enable_seqscan; reset enable_hashjoin; reset enable_sort")
    return "\n".join(told)
