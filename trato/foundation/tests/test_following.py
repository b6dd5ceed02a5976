"""Readers in threads: a slow one holds nobody up, all end when told."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, cast

import psycopg
import pytest
from django.db import connection, transaction

from trato.foundation.events import readers
from trato.foundation.events.following import Followers
from trato.foundation.events.listening import _address
from trato.foundation.events.models import ReaderCursor
from trato.foundation.events.partitions import make_partitions
from trato.foundation.jobs.events import JobRetried
from trato.foundation.public import SYSTEM, Reader, publish, run_readers
from trato.kit.clock import now

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20


class Hearing:
    """A reader that notes what it hears, and can be made to dawdle."""

    def __init__(self, name: str) -> None:
        self.heard = threading.Event()
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.reader = Reader(name=name, events=[JobRetried.kind], react=self.react)

    def react(self, events: Sequence[Any]) -> None:
        self.heard.set()
        assert self.may_go_on.wait(PATIENCE)


@contextmanager
def following(*hearings: Hearing) -> Iterator[threading.Thread]:
    stopping = threading.Event()
    thread = threading.Thread(target=Followers([each.reader for each in hearings], stopping=stopping).run)
    thread.start()
    try:
        yield thread
    finally:
        stopping.set()
        for each in hearings:
            each.may_go_on.set()
        thread.join(PATIENCE)
        assert not thread.is_alive(), "it must end when told"


def happens() -> None:
    make_partitions()
    with transaction.atomic():
        publish(JobRetried(job=1, task="x"), by=SYSTEM)


def test_what_happened_before_and_what_happens_now_is_heard() -> None:
    one = Hearing("tests.one")
    happens()
    with following(one):
        assert one.heard.wait(PATIENCE)
        one.heard.clear()
        happens()
        assert one.heard.wait(PATIENCE)


def test_a_slow_reader_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "LONGEST_BATCH_SECONDS", 1.0)
    slow, quick = Hearing("tests.slow"), Hearing("tests.quick")
    slow.may_go_on.clear()
    happens()
    with following(slow, quick):
        assert slow.heard.wait(PATIENCE)
        assert quick.heard.wait(PATIENCE)
        quick.heard.clear()
        happens()
        assert quick.heard.wait(PATIENCE), "while the slow one still has its first batch in hand"
    slow_one = ReaderCursor.objects.get(name="tests.slow")
    assert (slow_one.failures, slow_one.event_id) == (1, None)
    assert "longer than 1 s" in slow_one.problem


def test_a_reader_that_failed_is_given_less_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    monkeypatch.setattr(readers, "BATCH", 4)
    for _ in range(4):
        happens()

    def stumble(events: Sequence[Any]) -> None:
        sizes.append(len(events))
        raise ValueError

    for _ in range(4):
        run_readers([Reader(name="tests.stumbling", events=[JobRetried.kind], react=stumble)])
        ReaderCursor.objects.update(retry_at=None)

    assert sizes == [4, 2, 1, 1]


def behind(*hearings: Hearing) -> set[str]:
    return readers.readers_with_news([each.reader for each in hearings])


def test_only_who_has_something_to_read_is_woken() -> None:
    one, other = Hearing("tests.one"), Hearing("tests.other")
    assert behind(one, other) == {"tests.one", "tests.other"}, "who never read has no place to begin from yet"
    run_readers([one.reader, other.reader])
    while run_readers([one.reader, other.reader]):
        pass
    assert behind(one, other) == set()

    happens()
    assert behind(one, other) == {"tests.one", "tests.other"}
    run_readers([one.reader])
    assert behind(one, other) == {"tests.other"}
    assert behind(one) == set()


def test_who_failed_is_left_alone_until_it_is_time() -> None:
    one = Hearing("tests.one")
    happens()
    run_readers([one.reader])
    happens()
    ReaderCursor.objects.filter(name="tests.one").update(retry_at=now() + timedelta(minutes=1))
    assert behind(one) == set()
    ReaderCursor.objects.filter(name="tests.one").update(retry_at=now() - timedelta(seconds=1))
    assert behind(one) == {"tests.one"}


def test_what_somebody_else_still_writes_may_come_before_is_waited_for() -> None:
    """Until the older transaction is over, its events could stand before the newer ones."""
    one = Hearing("tests.one")
    while run_readers([one.reader]):
        pass
    with psycopg.connect(_address()) as elsewhere:
        elsewhere.execute("select pg_current_xact_id()")
        happens()
        assert behind(one) == set()
    assert behind(one) == {"tests.one"}


def test_a_reader_holds_no_connection_while_it_waits() -> None:
    one = Hearing("tests.one")
    happens()
    with following(one):
        assert one.heard.wait(PATIENCE)
        end = time.monotonic() + PATIENCE
        while in_use() > 2:  # this test's own, and that of who looks for all of them
            assert time.monotonic() < end
            time.sleep(0.05)


def in_use() -> int:
    told = cast(Any, connection).pool.get_stats()
    return int(told["pool_size"] - told.get("pool_available", 0))
