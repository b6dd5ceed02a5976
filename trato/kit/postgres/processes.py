"""Which processes of PostgreSQL work in a data folder: the truth that pid files only claim."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

# A killed process ends at once, unless it waits for a disk.
LONGEST_DYING = 30.0


def postmaster_of(data: Path, uid: int) -> psutil.Process | None:
    """The server itself, as opposed to the processes it makes for its connections."""
    working = list(working_in(data, uid))
    pids = {process.pid for process in working}
    for process in working:
        with suppress(psutil.Error):
            if process.ppid() not in pids and not _is_a_child_by_name(process):
                return process
    return None


def working_in(data: Path, uid: int) -> Iterator[psutil.Process]:
    """Every PostgreSQL process moves into its data folder; one of another user is not ours, whatever it is called."""
    folder = os.path.realpath(data)
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.uids().effective == uid and process.name().startswith("postgres") and process.cwd() == folder:
                yield process


def is_alive(process: psutil.Process) -> bool:
    """A killed child stays as a zombie until its parent asks for it: ask, and do not count it."""
    try:
        if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            return True
    except psutil.NoSuchProcess:
        return False
    with suppress(ChildProcessError):
        os.waitpid(process.pid, os.WNOHANG)
    return False


def end_orphans_in(data: Path, uid: int) -> None:
    """Connections of a dead server may still write to its files: they end before a new one starts."""
    orphans = list(working_in(data, uid))
    for orphan in orphans:
        with suppress(psutil.NoSuchProcess):
            orphan.kill()
    end = time.monotonic() + LONGEST_DYING
    while any(is_alive(orphan) for orphan in orphans) and time.monotonic() < end:
        time.sleep(0.02)


def _is_a_child_by_name(process: psutil.Process) -> bool:
    """Children of the server rename themselves to `postgres: checkpointer` and so on; it keeps its command line."""
    return " ".join(process.cmdline()).startswith("postgres:")
