"""Readers in threads: a slow one holds nobody up, all end when told."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from trato.foundation.events import readers
from trato.foundation.events.following import Followers
from trato.foundation.events.models import ReaderCursor
from trato.foundation.events.partitions import make_partitions
from trato.foundation.jobs.events import JobRetried
from trato.foundation.public import SYSTEM, Reader, publish, run_readers

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
