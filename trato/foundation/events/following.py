"""Readers at work: each in a thread of its own, so that a slow one holds nobody up; one ear for all of them."""

import logging
import threading
from collections.abc import Sequence

from django.db import DatabaseError, close_old_connections, connection

from trato.foundation.events.listening import Ears
from trato.foundation.events.readers import readers_with_news, run_readers
from trato.foundation.extensions.contributions import Reader

log = logging.getLogger("trato.worker")
LOOK_EVERY = 0.25
LOOK_ANYWAY_EVERY = 5.0
AFTER_AN_OUTAGE = 1.0


class Followers:
    """`run` ends when `stopping` is set, after the batches in hand."""

    def __init__(self, readers: Sequence[Reader], *, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._followers = [_Follower(reader, stopping) for reader in readers]

    def run(self) -> None:
        """NOTIFY only hastens: every quarter of a second somebody looks for all of them whether there is news."""
        for follower in self._followers:
            follower.start()
        ears = Ears()
        while not self._stopping.is_set():
            try:
                ears.wait(LOOK_EVERY)
                self._wake()
            except DatabaseError as problem:
                log.warning("The database does not answer: %s", str(problem).strip().splitlines()[0])
                ears.close()
                self._stopping.wait(AFTER_AN_OUTAGE)
        ears.close()
        connection.close()
        for follower in self._followers:
            follower.news.set()
            follower.join()

    def _wake(self) -> None:
        close_old_connections()
        behind = readers_with_news([follower.reader for follower in self._followers])
        for follower in self._followers:
            if follower.reader.name in behind:
                follower.news.set()


class _Follower(threading.Thread):
    def __init__(self, reader: Reader, stopping: threading.Event) -> None:
        super().__init__(name=f"reader {reader.name}")
        self.reader = reader
        self.stopping = stopping
        self.news = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            self.news.clear()
            try:
                while run_readers([self.reader]) and not self.stopping.is_set():
                    pass
            except DatabaseError:
                self.stopping.wait(AFTER_AN_OUTAGE)
            finally:
                connection.close()  # there are fewer of them than readers
            self.news.wait(LOOK_ANYWAY_EVERY)
