"""Several processes as one: started together, restarted when one dies, stopped in order, their logs told apart."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
PATIENCE = 20.0
PR_SET_PDEATHSIG = 1


@dataclass
class Member:
    """One process of the group. A quick death makes the next start wait longer."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause: float = 0.5
    start_at: float = 0.0
    talker: threading.Thread | None = field(default=None, repr=False)

    def start(self, say: Callable[[str], None]) -> None:
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_die_with_parent,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.started = time.monotonic()
        self.talker = threading.Thread(target=self._pass_on, args=(say,), daemon=True)
        self.talker.start()

    def _pass_on(self, say: Callable[[str], None]) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        for line in self.process.stdout:
            say(f"{self.name:<8} | {line.decode(errors='replace').rstrip()}")

    def bury(self) -> int:
        """After a death, nothing of it may go on holding its port: its whole session goes."""
        assert self.process is not None
        _signal_group(self.process.pid, signal.SIGKILL)
        code = self.process.wait()
        self.pause = 0.5 if time.monotonic() - self.started > STEADY_AFTER else min(self.pause * 2, LONGEST_PAUSE)
        self.start_at = time.monotonic() + self.pause
        self.process = None
        return code

    def stop(self) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
        with suppress(subprocess.TimeoutExpired):  # killed with its whole session below
            self.process.wait(PATIENCE)
        _signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Group:
    """Runs until SIGTERM or SIGINT."""

    def __init__(self, members: Sequence[Member], *, say: Callable[[str], None]) -> None:
        self.members = members
        self.say = say
        self.stopping = threading.Event()

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        try:
            while not self.stopping.is_set():
                for member in self.members:
                    self._look_after(member)
                self.stopping.wait(0.2)
        finally:
            for member in self.members:
                member.stop()

    def _look_after(self, member: Member) -> None:
        if member.process is not None and member.process.poll() is not None:
            code = member.bury()
            self.say(f"{'trato':<8} | {member.name} ended ({code}); it starts again in {member.pause:.0f} s")
        if member.process is None and time.monotonic() >= member.start_at:
            member.start(self.say)

    def _stop(self, number: int, frame: object) -> None:
        self.stopping.set()


def _die_with_parent() -> None:
    """Linux only: when the supervisor is killed, its processes end too instead of holding the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal_group(pid: int, number: int) -> None:
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return  # nothing of it is left
