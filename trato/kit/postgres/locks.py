"""File locks between commands. The kernel drops them with the process, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusively(path: Path) -> Iterator[int]:
    """Wait until nobody else is inside. Gives the descriptor, so that a child can go on holding the lock.

    Opened anew each time: two threads of one command exclude each other as two commands do.
    """
    lock = _opened(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
        fcntl.flock(lock, fcntl.LOCK_UN)
    finally:
        os.close(lock)


class SharedLock:
    """Held by everyone who uses something, so that the last to leave can tell that it is the last."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: int | None = None

    def share(self) -> None:
        self._lock = _opened(self._path)
        fcntl.flock(self._lock, fcntl.LOCK_SH)

    def let_go(self) -> bool:
        """Stop sharing; says whether nobody else does.

        Changing a shared lock into an exclusive one is two steps for the kernel: callers keep newcomers out meanwhile.
        """
        if self._lock is None:
            return False
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            return True
        finally:
            os.close(self._lock)
            self._lock = None


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
