"""A program that keeps a copy misses nothing: by the moment of the last change, and by the feed."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from trato.customers.public import Contact, create_contacts, update_contacts
from trato.foundation.public import Actor, RecordUpdate, User
from trato.kit.errors import DomainError
from trato.kit.testing.programs import Program

WRITERS, ROUNDS = 6, 12


def pages(program: Program, path: str, **query: Any) -> list[list[dict[str, Any]]]:
    found, after = [], ""
    while True:
        page = program.get(path, **query, **({"after": after} if after else {})).json()
        found.append(page["results"])
        if not page["paging"]["next"]:
            return found
        after = page["paging"]["next"]["after"]


# --- what changed since -----------------------------------------------------------------------------------------------


@pytest.fixture
def seven(as_alice: Actor) -> list[Contact]:
    """Three of them changed at the very same moment."""
    made = create_contacts([{"name": f"Person {9 - number}"} for number in range(7)], by=as_alice)
    began = timezone.now() - timedelta(hours=7)
    for number, each in enumerate(made):
        moment = began + timedelta(hours=3 if number in (3, 4, 5) else number)
        Contact.objects.filter(pk=each.id).update(updated_at=moment)
    return list(Contact.objects.order_by("updated_at", "id"))


def test_what_changed_comes_in_the_order_of_the_change(program: Program, seven: list[Contact]) -> None:
    since = seven[0].updated_at.isoformat()
    got = [each["id"] for page in pages(program, "/contacts", updated_since=since, limit=2) for each in page]
    assert got == [str(each.pk) for each in seven]


def test_the_moment_itself_belongs_to_it(program: Program, seven: list[Contact]) -> None:
    since = seven[3].updated_at.isoformat()
    got = [each["id"] for page in pages(program, "/contacts", updated_since=since) for each in page]
    assert got == [str(each.pk) for each in seven[3:]]


def test_a_moment_of_any_offset_is_one(program: Program, seven: list[Contact]) -> None:
    """To Python it may be nearly a day, to PostgreSQL it may not."""
    asked = program.get("/contacts", updated_since="1727-04-25T08:37:07.92-21:08", fields="created_at")

    assert [set(each) for each in asked.json()["results"]] == [{"created_at"}] * 7


def test_a_record_that_changes_behind_the_cursor_is_told_again_at_the_end(
    program: Program, seven: list[Contact], as_alice: Actor
) -> None:
    since = seven[0].updated_at.isoformat()
    first = program.get("/contacts", updated_since=since, limit=3).json()
    update_contacts([RecordUpdate(id=seven[0].pk, values={"source": "Fair"})], by=as_alice)
    update_contacts([RecordUpdate(id=seven[5].pk, values={"source": "Fair"})], by=as_alice)
    after = first["paging"]["next"]["after"]
    rest = program.get("/contacts", updated_since=since, after=after).json()["results"]
    got = [each["id"] for each in [*first["results"], *rest]]
    assert set(got) == {str(each.pk) for each in seven}, "nobody is missing"
    assert got[-2:] == [str(seven[0].pk), str(seven[5].pk)]


def test_without_a_moment_a_list_is_in_the_order_of_names(program: Program, seven: list[Contact]) -> None:
    names = [each["name"] for each in program.get("/contacts").json()["results"]]
    assert names == sorted(names)


@pytest.mark.parametrize("moment", ["yesterday", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00"])
def test_a_moment_that_is_none_or_has_no_zone_is_refused(program: Program, moment: str) -> None:
    answer = program.get("/contacts", updated_since=moment)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["updated_since"]


def test_the_cursor_of_changes_is_none_of_names(program: Program, seven: list[Contact]) -> None:
    since = seven[0].updated_at.isoformat()
    after = program.get("/contacts", updated_since=since, limit=2).json()["paging"]["next"]["after"]
    answer = program.get("/contacts", after=after)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["after"]


# --- the feed, while others write -------------------------------------------------------------------------------------


class Reader:
    """It follows the feed in small pages, as a program does that was told to keep its cursor."""

    def __init__(self, program: Program) -> None:
        self.program, self.after, self.seen = program, "", list[str]()

    def read(self) -> bool:
        """Whether there may be more already."""
        query: dict[str, Any] = {"after": self.after} if self.after else {}
        page = self.program.get("/events", limit=7, **query).json()
        self.seen += [each["id"] for each in page["results"]]
        self.after = page["paging"]["next"]["after"]
        return not page["paging"]["is_all"]

    def read_all(self) -> None:
        while self.read():
            pass


def _write(as_alice: Actor, number: int, start: Barrier) -> None:
    """Each round is a transaction of several events; every third is taken back."""
    start.wait()
    for turn in range(ROUNDS):
        try:
            with transaction.atomic():
                create_contacts([{"name": f"Writer {number} turn {turn}"}], by=as_alice)
                connection.cursor().execute("select pg_sleep(%s)", [0.002 * ((number + turn) % 4)])
                create_contacts([{"name": f"Writer {number} turn {turn} again"}], by=as_alice)
                if turn % 3 == 2:
                    raise DomainError("taken back")
        except DomainError:
            pass
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_the_feed_loses_nothing_and_tells_nothing_twice_while_many_write(
    as_alice: Actor, alice: User, program_of: Callable[[User], Program]
) -> None:
    reader, start = Reader(program_of(alice)), Barrier(WRITERS + 1)
    threads = [Thread(target=_write, args=(as_alice, number, start)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    start.wait()
    while any(thread.is_alive() for thread in threads):
        reader.read()
    for thread in threads:
        thread.join()
    reader.read_all()
    with connection.cursor() as cursor:
        cursor.execute("select id::text from event where kind = 'customers.contact_created'")
        written = {row[0] for row in cursor.fetchall()}
    assert len(reader.seen) == len(set(reader.seen)), "nothing twice"
    assert set(reader.seen) >= written
    assert len(written) == WRITERS * 2 * (ROUNDS - ROUNDS // 3)


@pytest.mark.django_db(transaction=True)
def test_a_slow_writer_holds_the_feed_back_and_is_told_in_the_end(
    as_alice: Actor, alice: User, program_of: Callable[[User], Program]
) -> None:
    """Whoever began earlier and commits later would be passed over, were the feed not to wait for him."""
    reader, begun, go_on = Reader(program_of(alice)), Barrier(2), Barrier(2)

    def slow() -> None:
        with transaction.atomic():
            create_contacts([{"name": "Slow"}], by=as_alice)
            begun.wait()
            go_on.wait()
        connection.close()

    thread = Thread(target=slow)
    thread.start()
    begun.wait()
    create_contacts([{"name": "Quick"}], by=as_alice)
    reader.read_all()
    early = len(reader.seen)
    go_on.wait()
    thread.join()
    reader.read_all()
    assert early == 0, "the quick one waits for the slow one"
    assert len(reader.seen) == len(set(reader.seen)) == 2


@pytest.mark.django_db(transaction=True)
def test_a_cursor_that_was_kept_goes_on_in_another_program(
    as_alice: Actor, alice: User, program_of: Callable[[User], Program]
) -> None:
    first = Reader(program_of(alice))
    create_contacts([{"name": f"Person {number}"} for number in range(3)], by=as_alice)
    first.read_all()
    create_contacts([{"name": "Later"}], by=as_alice)
    second = Reader(program_of(alice))
    second.after = first.after
    second.read_all()
    assert len(second.seen) == 1
    assert not set(first.seen) & set(second.seen)
