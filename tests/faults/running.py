"""A whole Trato in a home of its own, as a person would start it, and a customer program that keeps a ledger."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import psycopg

from trato.kit.postgres.cluster import Cluster
from trato.kit.postgres.connection import DATABASE
from trato.kit.postgres.home import Home


def free_port() -> int:
    """Two in a row are free: the pages' and the stream's."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def wait_until(holds: Callable[[], bool], *, seconds: float = 60, what: str = "it") -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"{what} did not happen within {seconds} s"
        time.sleep(0.1)


class RunningTrato:
    """`trato serve` with its embedded database. As root the home must be one that the database's uid reaches."""

    def __init__(self, **environ: str) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="trato-faults-", dir="/var/tmp"))
        self.home.rmdir()
        self.port = free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TRATO_")}
        self.environ = {
            **kept,
            "TRATO_HOME": str(self.home),
            "PORT": str(self.port),
            "TRATO_WEB_WORKERS": "2",
        } | environ
        self.log = self.home.with_suffix(".log")
        self.supervisor: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.supervisor = subprocess.Popen(
                [sys.executable, "-m", "trato.config", "serve"], env=self.environ, stdout=out, stderr=subprocess.STDOUT
            )
        self.wait_ready()

    def command(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "trato.config", *words], env=self.environ, capture_output=True, text=True, check=True
        )
        return done.stdout

    def doctor(self) -> str:
        """What it says, also when it says that something is wrong."""
        words = [sys.executable, "-m", "trato.config", "doctor"]
        return subprocess.run(words, env=self.environ, capture_output=True, text=True, check=False).stdout

    def wait_ready(self) -> None:
        wait_until(self.is_ready, seconds=240, what=f"readiness (see {self.log})")

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def processes(self, word: str) -> list[psutil.Process]:
        """The processes that `serve` started for a word, their workers included."""
        assert self.supervisor is not None
        children = psutil.Process(self.supervisor.pid).children()
        living = [child for child in children if child.status() != psutil.STATUS_ZOMBIE]
        return [child for child in living if child.cmdline()[-1:] == [word]]

    def postmaster(self) -> psutil.Process:
        (file,) = self.home.glob("postgres/**/postmaster.pid")
        return psutil.Process(int(file.read_text().split()[0]))

    def database(self) -> psycopg.Connection:
        """A session of a stranger in the same database, each statement for itself."""
        home = Home.find({"TRATO_HOME": str(self.home)})
        return Cluster(home, say=print).door.open(DATABASE)

    def stop(self) -> None:
        if self.supervisor is not None and self.supervisor.poll() is None:
            self.supervisor.terminate()
            self.supervisor.wait(60)

    def remove(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        self.log.unlink(missing_ok=True)


@contextmanager
def running_trato() -> Iterator[RunningTrato]:
    trato = RunningTrato()
    try:
        trato.start()
        yield trato
    finally:
        trato.stop()
        trato.remove()


@dataclass
class Ledger:
    """What a program outside was told is stored: the truth that the system is measured by."""

    port: int
    token: str
    acknowledged: dict[str, str] = field(default_factory=dict)
    refusals: list[int] = field(default_factory=list)
    told_to_wait: list[str | None] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def write_on(self) -> None:
        """One contact after the other; what was not acknowledged is asked again with its own key."""
        while not self.stopping.is_set():
            name = f"Ledger {uuid4()}"
            while not self.stopping.is_set() and not self._write(name):
                time.sleep(0.1)

    def _write(self, name: str) -> bool:
        try:
            status, body = self.call("POST", "/contacts", {"name": name}, key=name)
        except (OSError, HTTPException):  # cut off, also in the middle of an answer
            return False
        if status == 201:
            self.acknowledged[name] = body["id"]
            return True
        self.refusals.append(status)
        return False

    def call(self, method: str, path: str, body: Any = None, *, key: str = "") -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        headers |= {"Idempotency-Key": key} if key else {}
        data = json.dumps(body).encode() if body is not None else None
        address = f"http://127.0.0.1:{self.port}/api/v1{path}"
        request = urllib.request.Request(address, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            if refusal.code == HTTPStatus.SERVICE_UNAVAILABLE:
                self.told_to_wait.append(refusal.headers["Retry-After"])
            return refusal.code, refusal.read()

    def stored(self) -> list[str]:
        """Names of all contacts that the system has, read page by page."""
        found: list[str] = []
        after = ""
        while True:
            status, page = self.call("GET", f"/contacts?limit=200&fields=id,name&sort=id{after}")
            assert status == 200, page
            found += [each["name"] for each in page["results"]]
            if not page["paging"].get("next"):
                return found
            after = f"&after={page['paging']['next']['after']}"


def kill(process: psutil.Process) -> None:
    process.send_signal(signal.SIGKILL)


VICTIMS = ["worker", "web", "backend", "database", "supervisor"]


def victims(trato: RunningTrato) -> dict[str, Callable[[], psutil.Process | None]]:
    return {
        "worker": lambda: next(iter(trato.processes("worker")), None),
        "web": lambda: next(iter(trato.processes("web")), None),
        "backend": lambda: next(filter(is_writing, trato.postmaster().children()), None),
        "database": trato.postmaster,
    }


def is_writing(process: psutil.Process) -> bool:
    line = " ".join(process.cmdline())
    return any(word in line for word in ("COPY", "INSERT", "idle in transaction"))


def strike(trato: RunningTrato, name: str) -> None:
    """The supervisor is started again by whoever watches it; all others are its to start again."""
    with suppress(psutil.NoSuchProcess, ValueError, OSError):  # it may be dead of the last blow still
        if name == "supervisor":
            assert trato.supervisor is not None
            trato.supervisor.kill()
            trato.supervisor.wait()
            trato.start()
        elif process := victims(trato)[name]():
            kill(process)
