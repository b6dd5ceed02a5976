"""Rows a second beside the floor's, and rows that are taken away and put in again."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from trato.kit.copied_rows import copied_out, put_in_for_nothing, taken_away
from trato.kit.figures import Rate, Work, measured, rated


def runs(*pairs: tuple[float, float]) -> Callable[[], tuple[float, float]]:
    waiting: Iterator[tuple[float, float]] = iter(pairs)
    return lambda: next(waiting)


def test_a_rate_is_rows_by_seconds_beside_its_floor() -> None:
    found = rated(Rate(name="import", rows=100, run=runs((9.0, 9.0), (2.0, 1.0), (1.0, 1.0), (4.0, 1.0))))

    assert (found.p50, found.p95, found.floor) == (50.0, 25.0, 100.0)
    assert (found.unit, found.is_void) == ("/s", False)


def test_the_first_run_warms_up_and_does_not_count() -> None:
    found = rated(Rate(name="import", rows=10, rounds=1, run=runs((1_000.0, 1_000.0), (1.0, 1.0))))

    assert (found.p50, found.floor) == (10.0, 10.0)


@pytest.mark.parametrize(
    ("facts", "budget", "is_met"),
    [
        ({"budget": 40.0}, 40.0, True),
        ({"budget": 60.0}, 60.0, False),
        ({"least": 0.5}, 50.0, True),
        ({"least": 0.6}, 60.0, False),
        ({}, 0.0, True),
    ],
)
def test_a_rate_has_a_budget_of_its_own_or_a_part_of_the_floor(
    facts: dict[str, Any], budget: float, is_met: bool
) -> None:
    found = rated(Rate(name="edit", rows=100, rounds=1, run=runs((1.0, 1.0), (2.0, 1.0)), **facts))

    assert (found.budget, found.is_met) == (budget, is_met)


def test_a_rate_whose_floor_moved_is_void() -> None:
    assert rated(Rate(name="edit", rows=10, rounds=2, run=runs((1, 1), (1, 1), (1, 2)))).is_void


def test_rates_are_measured_as_works_are() -> None:
    rate = Rate(name="edit", rows=10, reader="ada", rounds=1, run=runs((1, 1), (1, 1)))
    work = Work(name="list", reader="ada", act=list, floor=list, rounds=2, floor_rounds=2)

    assert [each.reader for each in (measured(rate), measured(work))] == ["ada", "ada"]


def test_a_floor_is_measured_as_often_as_it_says() -> None:
    calls: list[int] = []
    measured(Work(name="list", act=list, floor=lambda: calls.append(1), rounds=1, floor_rounds=2))

    assert len(calls) % 6 == 0  # before and after, each with a round to warm up; again where it drifted


@pytest.fixture
def tables(db: None) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("create table shelf (id int primary key, name text, t text generated always as (name) stored)")
        cursor.execute('create table book (id int primary key, shelf_id int references shelf, "order" int)')
        cursor.execute("insert into shelf (id, name) values (1, 'a'), (2, E'b\\tc'), (3, null)")
        cursor.execute("insert into book values (10, 1, 0), (11, 1, 1), (12, 3, 0)")
    return [("shelf", "id"), ("book", "shelf_id")]


def rows(table: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {table} order by id")  # noqa: S608  # of this test
        return list(cursor.fetchall())


def test_what_is_taken_away_is_gone_with_what_points_at_it(tables: list[tuple[str, str]]) -> None:
    taken_away([1, 2], tables)

    assert rows("shelf") == [(3, None, None)]
    assert rows("book") == [(12, 3, 0)]


def test_what_was_taken_away_can_be_put_in_and_leaves_nothing(tables: list[tuple[str, str]]) -> None:
    copied = taken_away([1, 2], tables)
    put_in_for_nothing(copied)

    assert [each.table for each in copied] == ["shelf", "book"]
    assert rows("shelf") == [(3, None, None)]


def test_columns_that_the_database_fills_are_not_copied(tables: list[tuple[str, str]]) -> None:
    shelf, book = taken_away([1, 2], tables)

    assert shelf.columns == ['"id"', '"name"']
    assert (shelf.content, book.content) == (b"1\ta\n2\tb\\tc\n", b"10\t1\t0\n11\t1\t1\n")


def test_rows_leave_as_copy_writes_them(db: None) -> None:
    assert copied_out("copy (select 1, null, 'x') to stdout") == b"1\t\\N\tx\n"
