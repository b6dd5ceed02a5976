"""The supervisor of `trato serve`, with real processes."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from trato.foundation.management.commands.serve import refuse_taken_port
from trato.kit.errors import DomainError

GROUP = textwrap.dedent(
    """
    import sys
    from trato.foundation.processes.group import Group, Member
    child = "import os, time; print('up', os.getpid(), flush=True); time.sleep(60)"
    members = [Member(name, [sys.executable, "-c", child]) for name in ("web", "worker")]
    Group(members, say=lambda line: print(line, flush=True)).run()
    print("stopped", flush=True)
    """
)


class Supervisor:
    def __init__(self, log: Path) -> None:
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen([sys.executable, "-c", GROUP], stdout=out, stderr=subprocess.STDOUT)

    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()

    def pids(self, name: str) -> list[int]:
        return [int(line.split()[-1]) for line in self.lines() if line.startswith(name) and " up " in line]


def wait_until(holds: Callable[[], bool], *, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


@pytest.fixture
def supervisor(tmp_path: Path) -> Supervisor:
    started = Supervisor(tmp_path / "log")
    wait_until(lambda: bool(started.pids("web") and started.pids("worker")))
    yield started  # type: ignore[misc]  # a fixture that cleans up
    started.process.kill()
    started.process.wait()


def test_each_line_says_whose_it_is(supervisor: Supervisor) -> None:
    assert {line.split("|")[0].strip() for line in supervisor.lines()} == {"web", "worker"}


def test_a_killed_process_is_started_again(supervisor: Supervisor) -> None:
    os.kill(supervisor.pids("web")[0], signal.SIGKILL)

    wait_until(lambda: len(supervisor.pids("web")) == 2)
    assert len(supervisor.pids("worker")) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_all_stop_when_the_group_is_told_to(supervisor: Supervisor, number: signal.Signals) -> None:
    supervisor.process.send_signal(number)

    assert supervisor.process.wait(20) == 0
    assert supervisor.lines()[-1] == "stopped"
    assert not any(is_running(pid) for name in ("web", "worker") for pid in supervisor.pids(name))


def test_none_outlives_a_killed_supervisor(supervisor: Supervisor) -> None:
    supervisor.process.kill()
    supervisor.process.wait()

    pids = [*supervisor.pids("web"), *supervisor.pids("worker")]
    wait_until(lambda: not any(is_running(pid) for pid in pids))


def test_a_port_that_is_taken_is_refused_before_anything_starts() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(DomainError, match=f"Port {port} at 127.0.0.1 cannot be used"):
            refuse_taken_port("127.0.0.1", port)

    refuse_taken_port("127.0.0.1", port)
