"""Statements that are planned once, and what they hand out."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from trato.kit.prepared import execute_prepared, rows_prepared, woven

ID = UUID("01935894-88bc-7d81-8813-2b207010d8dc")


@pytest.mark.django_db
def test_moments_are_of_utc_and_to_the_microsecond() -> None:
    ((moment,),) = rows_prepared("select %s::timestamptz", ["2026-11-22 12:00:00.123456+02"])

    assert moment == datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=UTC)
    assert moment.isoformat() == "2026-11-22T10:00:00.123456+00:00"


@pytest.mark.parametrize("value", [None, 1, 1.5, "రాము", [], [1, {"a": None}], {"id": str(ID), "name": "Eva"}])
@pytest.mark.django_db
def test_json_is_read_as_it_was_written(value: Any) -> None:
    ((found,),) = rows_prepared("select json_build_object('value', json_strip_nulls(%s::json))", [_json(value)])

    assert found == {"value": _without_nulls(value)}


@pytest.mark.django_db
def test_other_types_are_those_that_django_reads() -> None:
    statement = "select %s::uuid, %s::numeric, %s::date, %s::bigint, %s::text[], null::timestamptz"
    given: list[Any] = [ID, "1.50", "2026-11-22", 7, ["a", "b"]]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        expected = cursor.fetchall()

    assert rows_prepared(statement, given) == expected


@pytest.mark.django_db
def test_a_statement_is_planned_once_and_right_for_other_values() -> None:
    statement = "select count(*) from generate_series(1, 10) n where n > %s"
    counts = [rows_prepared(statement, [number])[0][0] for number in range(10)]
    with connection.cursor() as cursor:
        cursor.execute(
            "select sum(custom_plans), sum(generic_plans) from pg_prepared_statements where statement like %s",
            ["select count(*) from generate_series(1, 10)%"],
        )
        ((custom, generic),) = cursor.fetchall()

    assert counts == list(range(10, 0, -1))
    assert (custom, generic) == (0, 9)


@pytest.mark.django_db
def test_what_answers_nothing_can_be_prepared_too() -> None:
    execute_prepared("select set_config('trato.test', %s, true)", ["yes"])

    assert rows_prepared("select current_setting('trato.test')", []) == [("yes",)]


def test_a_statement_is_woven_from_its_pieces_and_keeps_their_braces() -> None:
    woven_one = woven("select {columns} from {table} where a = %s", columns="'{}'::text[], b", table="c")

    assert woven_one == "select '{}'::text[], b from c where a = %s"


def _json(value: Any) -> str:
    return json.dumps(value)


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(each) for key, each in value.items() if each is not None}
    return [_without_nulls(each) for each in value] if isinstance(value, list) else value
