"""The things tests act with: commands in other processes, and a look at who serves a home."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from trato.kit.postgres.home import Home
from trato.kit.postgres.processes import postmaster_of

CHECKOUT = Path(__file__).parents[4]

# What a command does: use the database until told on standard input to stop.
COMMAND = """
import os, sys, psycopg
from trato.kit.postgres.home import Home
from trato.kit.postgres.tenancy import using_database
with using_database(Home.find(os.environ)) as database:
    with psycopg.connect(database.url) as connection:
        (since,) = connection.execute("select pg_postmaster_start_time()::text").fetchone()
    print("using", since, flush=True)
    sys.stdin.readline()
print("left", flush=True)
"""


def _listen_to_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass
class Command:
    """Another command of the same installation, as somebody would run it in a second terminal."""

    home: Home
    process: "subprocess.Popen[str]" = field(init=False)

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND],
            env={**os.environ, "TRATO_HOME": str(self.home.path), "PYTHONPATH": str(CHECKOUT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            # Tests that run behind a shell inherit that interrupts are ignored; a command in a terminal does not.
            preexec_fn=_listen_to_interrupts,  # noqa: PLW1509
            text=True,
        )

    def server_since(self) -> str:
        """Waits until the database is in use; tells which server it is by its moment of birth."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line.startswith("using "), self.complaint()
        return line.removeprefix("using ").strip()

    def leave(self) -> None:
        said, complained = self.process.communicate("\n", timeout=30)
        assert said.endswith("left\n"), complained

    def complaint(self) -> str:
        return self.process.communicate(timeout=30)[1]

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=30)


def server_of(home: Home) -> psutil.Process | None:
    return postmaster_of(home.data, home.account.uid)
