"""Reading that takes too long is ended by the server, and what can be said without it is said."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from psycopg import sql

from trato.foundation.kinds import grouping
from trato.foundation.kinds.stopping import Patience, TookTooLong, rows_within, stopped_after, was_stopped
from trato.foundation.public import Actor, RecordKind, read_days, read_groups, record_kind, today_of

SLEEP = sql.SQL("select pg_sleep(%s)")
ONE = sql.SQL("select %s + 0")


def sleep_long() -> None:
    rows_within(60_000, ONE, [1])
    with connection.cursor() as cursor:
        cursor.execute("select pg_sleep(10)")


def limit_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("show statement_timeout")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_what_takes_too_long_is_stopped_and_what_does_not_is_not() -> None:
    assert rows_within(50, SLEEP, [10]) is None
    assert rows_within(5_000, ONE, [7]) == [(7,)]


@pytest.mark.django_db
def test_the_limit_ends_with_what_it_was_for() -> None:
    before = limit_now()
    with transaction.atomic():
        with stopped_after(700):
            assert limit_now() == "700ms"
            rows_within(50, SLEEP, [10])
            assert limit_now() == "700ms"
        assert limit_now() == before
        with pytest.raises(TookTooLong, match="was stopped"), stopped_after(50):
            sleep_long()
        assert limit_now() == before


@pytest.mark.django_db
def test_what_is_wrong_otherwise_is_no_matter_of_time() -> None:
    with pytest.raises(OperationalError) as raised, stopped_after(5_000), connection.cursor() as cursor:
        cursor.execute("do $$ begin raise exception using errcode = '53100'; end $$")

    assert not was_stopped(raised.value)


@pytest.mark.django_db
def test_several_statements_share_what_one_waits_for() -> None:
    patience = Patience(400)

    assert patience.rows(SLEEP, [10], spare=300) is None
    assert patience.rows(ONE, [1]) == [(1,)], "something was spared for it"
    assert patience.rows(SLEEP, [10]) is None
    assert patience.rows(ONE, [1]) is None, "nothing is left"


@pytest.fixture
def firms(as_alice: Actor) -> RecordKind:
    kind = record_kind("company")
    revenue = {"amount": "100.50", "currency": "EUR"}
    stages = ["customer"] * 6 + ["lead"] * 3
    kind.create(
        [
            {"name": f"Firm {number}", "lifecycle_stage": stage, "annual_revenue": revenue}
            for number, stage in enumerate(stages)
        ],
        by=as_alice,
    )
    return kind


@pytest.fixture
def no_time_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a million records are: what is spared for a look at some of them is all there is."""
    monkeypatch.setattr(grouping, "SPARE", grouping.MILLISECONDS)


def test_groups_that_were_counted_are_not_partial(firms: RecordKind, as_alice: Actor) -> None:
    groups = read_groups(firms, firms.by_name["owner"], seen_by=as_alice)

    assert [(group.count, group.is_partial, group.has_sums) for group in groups] == [(9, False, True)]


def test_where_there_is_no_time_groups_come_from_the_records_that_were_met(
    firms: RecordKind, as_alice: Actor, no_time_for_all: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = firms.by_name["lifecycle_stage"]
    all_of_them = read_groups(firms, by, seen_by=as_alice, sums=[firms.by_name["annual_revenue"]])
    assert {group.key: (group.count, group.is_partial) for group in all_of_them} == {
        "customer": (6, True),
        "lead": (3, True),
    }
    assert all_of_them[0].sums == {"annual_revenue": {"EUR": Decimal("603.00")}}, "a sum is whole or not there"

    monkeypatch.setattr(grouping, "MOST_MET", 4)
    some = read_groups(firms, by, seen_by=as_alice)
    assert sum(group.count for group in some) == 4


def test_days_come_from_the_records_that_were_met(
    firms: RecordKind, as_alice: Actor, no_time_for_all: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "MOST_MET", 5)
    today = today_of(as_alice)

    (day,) = read_days(firms, firms.by_name["created_at"], (today, today), seen_by=as_alice, most=2)

    assert (day.day, day.count, len(day.first), day.is_partial) == (today, 5, 2, True)


def test_days_that_were_counted_are_not_partial(firms: RecordKind, as_alice: Actor) -> None:
    today = today_of(as_alice)

    (day,) = read_days(firms, firms.by_name["created_at"], (today, today), seen_by=as_alice, most=2)

    assert (day.count, day.is_partial) == (9, False)


@pytest.mark.parametrize("read", ["groups", "days"])
def test_where_there_is_not_even_time_for_some_it_is_refused_in_words(
    read: str, firms: RecordKind, as_alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "MILLISECONDS", 0)
    today = today_of(as_alice)
    asked: dict[str, Any] = {
        "groups": lambda: read_groups(firms, firms.by_name["owner"], seen_by=as_alice),
        "days": lambda: read_days(firms, firms.by_name["created_at"], (today, today), seen_by=as_alice),
    }

    with pytest.raises(TookTooLong, match="Filter the list first"):
        asked[read]()


def test_without_time_for_sums_the_groups_stand_without_them(
    firms: RecordKind, as_alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock runs out between the two."""
    ticks = iter([0.0, 0.1, *[60.0] * 9])
    monkeypatch.setattr("trato.foundation.kinds.stopping.perf_counter", lambda: next(ticks))

    groups = read_groups(
        firms, firms.by_name["lifecycle_stage"], seen_by=as_alice, sums=[firms.by_name["annual_revenue"]]
    )

    assert [(group.count, group.sums, group.has_sums) for group in groups] == [(6, {}, False), (3, {}, False)]
