"""Bringing a killed server back while a long-running command depends on it."""

import threading
from collections.abc import Callable

import psutil
import psycopg

from trato.kit.postgres.cluster import Cluster, Say
from trato.kit.postgres.errors import DatabaseTrouble

EVERY = 0.5
AFTER_TROUBLE = 5.0


class Watch:
    def __init__(self, cluster: Cluster, ensure_running: Callable[[], None], *, say: Say) -> None:
        self._cluster = cluster
        self._ensure_running = ensure_running
        self._say = say
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="watching the database", daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Does not wait for a recovery to finish: somebody is waiting for this command to end."""
        self._cluster.give_up.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        pause = EVERY
        while not self._cluster.give_up.wait(pause):
            pause = EVERY if self._look() else AFTER_TROUBLE

    def _look(self) -> bool:
        """Trouble is told and tried again: a full disk may be emptied."""
        try:
            if not self._cluster.is_alive():
                self._say("The database server is gone, starting it again …")
            self._ensure_running()
            self._cluster.log.keep_small()
        except (DatabaseTrouble, OSError, psycopg.Error, psutil.Error) as trouble:
            if not self._cluster.give_up.is_set():
                self._say(str(trouble))
            return False
        return True
