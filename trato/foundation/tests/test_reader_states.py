"""How far readers are, who holds them up, and what an administrator may do."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction

from trato.foundation.events import reader_states as states
from trato.foundation.events.models import ReaderCursor
from trato.foundation.events.partitions import make_partitions
from trato.foundation.events.reader_states import blocking_session, late_readers, reader_states
from trato.foundation.installation.health import findings
from trato.foundation.jobs.events import JobRetried
from trato.foundation.public import (
    SYSTEM,
    Actor,
    LoggedEvent,
    NotAllowed,
    NotFound,
    Reader,
    publish,
    retry_reader,
    run_readers,
)
from trato.kit.clock import now

KIND = "foundation.job_retried"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """The only one, whatever modules there are."""
    one = Reader(name="tests.listener", events=[KIND], react=lambda events: None)
    monkeypatch.setattr(states, "_readers", lambda: [one])
    return one


@pytest.fixture
def a_writer() -> Iterator[int]:
    """A session that writes and does not end."""
    asked = {
        name: connection.get_connection_params().get(name) for name in ("dbname", "host", "port", "user", "password")
    }
    with psycopg.connect(**{name: value for name, value in asked.items() if value}) as session:
        session.execute("create temporary table held (a int)")
        session.execute("select pg_current_xact_id()")
        yield session.info.backend_pid
        session.rollback()


def happens(by: Actor) -> None:
    make_partitions()
    publish(JobRetried(job=1, task="x"), by=by)


def read_all(reader: Reader) -> None:
    while run_readers([reader]):
        pass


@pytest.mark.django_db
def test_a_reader_that_never_ran_is_behind_by_all_that_happened(reader: Reader, as_ada: Actor) -> None:
    happens(as_ada)

    (state,) = reader_states()

    assert (state.name, state.behind, state.moved_at) == ("tests.listener", LoggedEvent.objects.count(), None)
    assert state.lag > timedelta()


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_has_read_all_has_no_lag(reader: Reader, ada_committed: Actor) -> None:
    read_all(reader)

    (state,) = reader_states()

    assert (state.behind, state.lag, state.failures) == (0, timedelta(), 0)


@pytest.fixture
def ada_committed(transactional_db: None) -> Actor:
    make_partitions()
    with transaction.atomic():
        publish(JobRetried(job=1, task="x"), by=SYSTEM)
    return SYSTEM


@pytest.mark.django_db(transaction=True)
def test_the_session_that_holds_readers_up_is_named(
    reader: Reader, ada_committed: Actor, a_writer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_all(reader)
    with transaction.atomic():
        publish(JobRetried(job=2, task="x"), by=ada_committed)
    holder = blocking_session(longer_than=timedelta(0))

    assert holder is not None
    assert holder.pid == a_writer
    assert holder.database == connection.settings_dict["NAME"]
    monkeypatch.setattr(states, "LATE_AFTER", timedelta(0))
    assert "tests.listener is 0 s behind" in late_readers()


@pytest.mark.django_db
def test_nobody_is_blamed_while_nobody_writes_for_long() -> None:
    assert blocking_session() is None


@pytest.mark.django_db
def test_a_reader_that_keeps_up_is_not_told_by_the_doctor(reader: Reader) -> None:
    read_all(reader)

    assert late_readers() == ""
    assert {each.about for each in findings()} >= {"readers", "late readers", "long transactions", "jobs"}


@pytest.mark.django_db
def test_a_reader_that_failed_is_tried_again_when_an_administrator_says_so(reader: Reader, as_ada: Actor) -> None:
    ReaderCursor.objects.create(
        name=reader.name, failures=3, problem="ValueError: no", retry_at=now() + timedelta(hours=1)
    )

    retry_reader(reader.name, by=as_ada)

    (state,) = reader_states()
    assert (state.failures, state.problem, state.retry_at) == (3, "ValueError: no", None)
    assert LoggedEvent.objects.filter(kind="foundation.reader_retried").count() == 1


@pytest.mark.django_db
def test_a_reader_that_is_not_there_is_not_found(as_ada: Actor) -> None:
    with pytest.raises(NotFound):
        retry_reader("nobody.reads", by=as_ada)


@pytest.mark.django_db
def test_who_does_not_look_after_readers_cannot(as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        retry_reader("tests.listener", by=as_alice)
