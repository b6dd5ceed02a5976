from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from trato.foundation.actors.actor import SYSTEM
from trato.foundation.events.eras import current_era, raise_era
from trato.foundation.events.log import Event, publish, publish_all
from trato.foundation.events.models import LoggedEvent, ReaderCursor
from trato.foundation.events.partitions import make_partitions, rows_outside_partitions
from trato.foundation.events.readers import ReadEvent, run_readers
from trato.foundation.extensions.contributions import Reader
from trato.kit.ids import new_id
from trato.kit.testing.frozen_clock import frozen_clock


@dataclass(frozen=True, kw_only=True)
class BellRung(Event):
    kind = "tests.bell_rung"
    subject_type = "bell"

    times: int = 1


@dataclass(frozen=True, kw_only=True)
class DoorShut(Event):
    kind = "tests.door_shut"


class Notebook:
    """A reader that writes down what it was told, and can be made to fail."""

    def __init__(self, name: str = "tests.notebook") -> None:
        self.seen: list[ReadEvent] = []
        self.is_broken = False
        self.reader = Reader(name=name, events=[BellRung.kind], react=self.react)

    def react(self, events: list[ReadEvent]) -> None:
        if self.is_broken:
            raise RuntimeError("the pencil broke")
        self.seen += events


def ring(times: int = 1) -> None:
    with transaction.atomic():
        publish(BellRung(subject_id=new_id(), times=times), by=SYSTEM)


@pytest.mark.django_db
def test_what_happened_is_one_row_with_its_facts() -> None:
    ring(times=3)

    row = LoggedEvent.objects.get(kind="tests.bell_rung")
    assert (row.actor_kind, row.door, row.subject_type, row.data) == ("system", "worker", "bell", {"times": 3})


@pytest.mark.django_db(transaction=True)
def test_an_event_without_its_change_cannot_be_written() -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        publish(BellRung(), by=SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_leaves_no_event() -> None:
    def fail_after_publishing() -> None:
        with transaction.atomic():
            publish(BellRung(), by=SYSTEM)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_publishing()
    assert not LoggedEvent.objects.filter(kind="tests.bell_rung").exists()


@pytest.mark.django_db
def test_something_long_past_keeps_its_own_moment() -> None:
    long_ago = datetime(2019, 5, 1, tzinfo=UTC)
    with transaction.atomic():
        publish(BellRung(at=long_ago), by=SYSTEM)

    row = LoggedEvent.objects.get(kind="tests.bell_rung")
    assert row.at == long_ago
    assert row.recorded_at.year >= 2025


@pytest.mark.django_db(transaction=True)
def test_a_reader_is_told_once_and_only_what_it_reads() -> None:
    notebook = Notebook()
    ring()
    with transaction.atomic():
        publish(DoorShut(), by=SYSTEM)

    run_readers([notebook.reader])
    run_readers([notebook.reader])

    assert [event.kind for event in notebook.seen] == ["tests.bell_rung"]


@pytest.mark.django_db(transaction=True)
def test_a_reader_waits_for_a_transaction_that_began_before() -> None:
    """Otherwise the late one would be behind the cursor and lost."""
    import psycopg

    from trato.foundation.events.listening import _address

    notebook = Notebook()
    with psycopg.connect(_address()) as other:
        other.execute("select pg_current_xact_id()")
        ring()
        run_readers([notebook.reader])
        told_meanwhile = len(notebook.seen)
        other.rollback()
    run_readers([notebook.reader])

    assert (told_meanwhile, len(notebook.seen)) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_a_failing_reader_keeps_its_place_and_holds_no_other_up() -> None:
    broken, well = Notebook("tests.broken"), Notebook("tests.well")
    broken.is_broken = True
    ring()

    run_readers([broken.reader, well.reader])

    cursor = ReaderCursor.objects.get(name="tests.broken")
    assert len(well.seen) == 1
    assert (cursor.failures, "the pencil broke" in cursor.problem) == (1, True)


@pytest.mark.django_db(transaction=True)
def test_it_goes_on_where_it_stood_after_a_pause() -> None:
    notebook = Notebook()
    notebook.is_broken = True
    ring()
    run_readers([notebook.reader])
    notebook.is_broken = False

    run_readers([notebook.reader])
    too_early = len(notebook.seen)
    with frozen_clock(datetime.now(UTC) + timedelta(minutes=10)):
        run_readers([notebook.reader])

    assert (too_early, len(notebook.seen)) == (0, 1)
    assert ReaderCursor.objects.get(name="tests.notebook").failures == 0


@pytest.mark.django_db(transaction=True)
def test_effects_and_cursor_are_undone_together() -> None:
    def half(events: list[ReadEvent]) -> None:
        ReaderCursor.objects.create(name="tests.effect")
        raise RuntimeError("after the effect")

    ring()
    run_readers([Reader(name="tests.half", events=[BellRung.kind], react=half)])

    assert not ReaderCursor.objects.filter(name="tests.effect").exists()
    assert ReaderCursor.objects.get(name="tests.half").event_id is None


@pytest.mark.django_db(transaction=True)
def test_a_restored_database_hides_nothing_new() -> None:
    """In a new cluster transaction numbers start low: only a higher era puts new rows behind the cursor."""
    notebook = Notebook()
    ring()
    run_readers([notebook.reader])
    ReaderCursor.objects.filter(name="tests.notebook").update(xid="999999999999")
    era = current_era()
    try:
        raise_era()
        ring()
        run_readers([notebook.reader])
        assert len(notebook.seen) == 2
    finally:
        with connection.cursor() as cursor:
            cursor.execute("update log_era set era = %s", [era])
            cursor.execute(f"alter table event alter column era set default {era}")


@pytest.mark.django_db
def test_this_month_and_the_next_three_have_partitions() -> None:
    make_partitions()

    assert make_partitions() == []
    ring()
    assert rows_outside_partitions() == 0


@pytest.mark.django_db
def test_a_jumped_clock_loses_nothing_and_is_noticed() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into event (id, kind, at, actor_kind, door, recorded_at)"
            " values (gen_random_uuid(), 'tests.bell_rung', now(), 'system', 'worker', now() + interval '40 years')"
        )

    assert LoggedEvent.objects.filter(kind="tests.bell_rung").count() == 1
    assert rows_outside_partitions() == 1


@pytest.mark.django_db
def test_many_are_written_in_one_statement(django_assert_num_queries: object) -> None:
    with transaction.atomic(), django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture
        publish_all([BellRung(times=number) for number in range(500)], by=SYSTEM, quietly=True)

    assert LoggedEvent.objects.filter(kind="tests.bell_rung").count() == 500
