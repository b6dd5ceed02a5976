"""Fields are made while others work: locks, two makers at once, other processes, indexes."""

from collections.abc import Callable, Iterator
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections, transaction

from trato.customers.public import create_contacts
from trato.customers.tests.made_fields import made
from trato.foundation.fields.public import CustomField, FieldRefused, fields_version, index_field
from trato.foundation.public import Actor, Conflict, LoggedEvent, User, asked_once, record_kind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def boss(transactional_db: None, ada: User) -> Iterator[Actor]:
    """Columns stay when the tests' rows are flushed, so they are taken away by hand."""
    yield ada.acting()
    with connection.cursor() as cursor:
        cursor.execute(
            "select attname from pg_attribute where attrelid = 'customers_contact_fields'::regclass"
            " and attname like 'f\\_%' and not attisdropped"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'alter table customers_contact_fields drop column "{name}"')


def aside(do: Callable[[], Any]) -> Thread:
    """On a connection of its own."""

    def run() -> None:
        try:
            do()
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


def columns() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from information_schema.columns where table_name = 'customers_contact_fields'")
        ((count,),) = cursor.fetchall()
    return int(count)


def test_a_table_that_others_hold_leaves_no_half_field(boss: Actor) -> None:
    held, done, before = Barrier(2), Barrier(2), columns()
    told = LoggedEvent.objects.filter(kind="foundation.field_made").count()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("lock table customers_contact_fields in row exclusive mode")
            held.wait()
            done.wait()

    other = aside(hold)
    held.wait()
    try:
        with pytest.raises(Conflict, match="Others are working with these records"):
            made("Size", "money", by=boss)
        assert not CustomField.objects.exists()
        assert columns() == before
        assert LoggedEvent.objects.filter(kind="foundation.field_made").count() == told
    finally:
        done.wait()
        other.join()
    assert made("Size", "money", by=boss).name == "size"


def test_two_who_make_the_same_field_at_once_make_one(boss: Actor) -> None:
    start, outcomes, before = Barrier(2), [], columns()

    def make() -> None:
        start.wait()
        try:
            made("Size", "text", by=boss)
            outcomes.append("made")
        except FieldRefused:
            outcomes.append("refused")

    for thread in [aside(make), aside(make)]:
        thread.join()
    assert sorted(outcomes) == ["made", "refused"]
    assert columns() == before + 1


def test_another_process_sees_a_field_with_its_next_request(boss: Actor) -> None:
    before = fields_version()
    with asked_once():
        assert "size" not in record_kind("contact").by_name
        aside(lambda: made("Size", "text", by=boss)).join()
        assert "size" not in record_kind("contact").by_name
    assert fields_version() != before
    assert "size" in record_kind("contact").by_name


def test_a_change_that_is_rolled_back_is_seen_by_nobody_afterwards(boss: Actor) -> None:
    with transaction.atomic():
        made("Size", "text", by=boss)
        assert "size" in record_kind("contact").by_name
        transaction.set_rollback(True)
    assert "size" not in record_kind("contact").by_name


@pytest.mark.parametrize("type_", ["text", "number", "money", "date", "time", "choice", "choices", "user", "link"])
def test_an_index_is_built_by_a_job_and_taken_away(type_: str, boss: Actor) -> None:
    from trato.foundation.fields.public import make_index_so

    size = made("Size", type_, by=boss, options=["A"] if type_.startswith("choice") else ())
    create_contacts([{"name": "Nuria"}], by=boss)
    assert index_field(size.id, by=boss).index_state == "wanted"
    assert (str(size.id),) in jobs()
    make_index_so(size.id)
    size.refresh_from_db()
    assert size.index_state == "ready"
    assert indexes() == [f"{size.column}_i"]
    index_field(size.id, by=boss, wanted=False)
    make_index_so(size.id)
    assert indexes() == []


def test_a_long_text_has_no_index(boss: Actor) -> None:
    with pytest.raises(FieldRefused, match="find nothing faster"):
        index_field(made("Story", "long_text", by=boss).id, by=boss)


def jobs() -> list[tuple[str]]:
    with connection.cursor() as cursor:
        cursor.execute("select args->>'field_id' from procrastinate_jobs where task_name = 'foundation.index_field'")
        rows: list[tuple[str]] = cursor.fetchall()
    return rows


def indexes() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select indexname from pg_indexes where indexname like 'f\\_%\\_i'")
        return [name for (name,) in cursor.fetchall()]
