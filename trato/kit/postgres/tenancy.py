"""Several commands, one server: the first starts it, all use it, the last to leave stops it.

Each command holds a shared lock while it uses the database, and takes it under the exclusive start lock. Leaving
happens under the start lock, too, so nobody can arrive between "I am the last" and the stop.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from trato.kit.postgres.binaries import Binaries
from trato.kit.postgres.cluster import Cluster, Say
from trato.kit.postgres.home import Home
from trato.kit.postgres.locks import SharedLock, exclusively
from trato.kit.postgres.watch import Watch


class Database:
    """The database while this command uses it."""

    def __init__(self, home: Home, *, say: Say, binaries: Binaries | None) -> None:
        self._home = home
        self._cluster = Cluster(home, say=say, binaries=binaries)
        self._users = SharedLock(home.users_lock)
        self._watch = Watch(self._cluster, self.ensure_running, say=say)

    @property
    def url(self) -> str:
        return self._cluster.door.url()

    def ensure_running(self) -> None:
        """Bring the server back if it has died. Costs next to nothing while it lives."""
        if not self._cluster.is_alive():
            with exclusively(self._home.start_lock) as lock:
                self._cluster.start(lock=lock)

    def watch(self) -> None:
        """From now until the end, do so every half second in a thread of our own."""
        self._watch.begin()

    def join(self) -> None:
        with exclusively(self._home.start_lock) as lock:
            self._users.share()
            try:
                self._cluster.start(lock=lock)
            except BaseException:
                # Ctrl-C during a long recovery lands here as well.
                self._stop_if_last()
                raise

    def leave(self) -> None:
        self._watch.end()
        with exclusively(self._home.start_lock):
            self._stop_if_last()

    def _stop_if_last(self) -> None:
        if self._users.let_go():
            self._cluster.stop()


@contextmanager
def using_database(home: Home, *, say: Say = lambda _: None, binaries: Binaries | None = None) -> Iterator[Database]:
    """The embedded database, running for as long as the block does."""
    home.prepare()
    database = Database(home, say=say, binaries=binaries)
    database.join()
    try:
        yield database
    finally:
        database.leave()
