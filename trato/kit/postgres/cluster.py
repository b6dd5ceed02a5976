"""One server over one data folder: started, watched and stopped by whoever holds the start lock."""

import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import psutil

from trato.kit.postgres.binaries import CLEAN_ENVIRONMENT, Binaries, find_binaries
from trato.kit.postgres.connection import Answer, Door
from trato.kit.postgres.creation import create_database
from trato.kit.postgres.errors import DatabaseTrouble, ServerDidNotStart, ServerDidNotStop
from trato.kit.postgres.home import Home
from trato.kit.postgres.processes import end_orphans_in, is_alive, postmaster_of
from trato.kit.postgres.server_log import ServerLog
from trato.kit.postgres.socket_folder import PORT, clear_leftovers, socket_folder

Say = Callable[[str], None]

# A server that is up but opens no socket is broken; one that says it is recovering may take as long as it needs.
LONGEST_SILENCE = 60.0
LONGEST_STOP = 300.0
WORTH_MENTIONING = 1.0


class Cluster:
    def __init__(self, home: Home, *, say: Say, binaries: Binaries | None = None) -> None:
        self._home = home
        self._say = say
        self._binaries = binaries
        self._postmaster: psutil.Process | None = None
        self._door: Door | None = None
        self.log = ServerLog(home.log_file)
        self.give_up = threading.Event()

    @property
    def door(self) -> Door:
        if self._door is None:
            self._door = Door(socket_folder(self._home), self._password())
        return self._door

    def is_alive(self) -> bool:
        """Cheap enough for every second: looks at the process, not at the database."""
        return self._postmaster is not None and is_alive(self._postmaster)

    def start(self, *, lock: int) -> None:
        """Until the server answers, whoever started it. Call it holding the start lock, given as `lock`."""
        if not self._home.has_database:
            self._say("Setting up the database …")
            self._binaries = self._binaries or find_binaries(self._home)
            create_database(self._home, self._binaries, lock=lock)
        self._bring_up()
        self._postmaster = self._find()
        self.door.make_database()

    def stop(self) -> None:
        """Without waiting for the connections to end, but cleanly: nothing has to be recovered next time."""
        postmaster = self._find()
        if postmaster is None:
            return
        with suppress(psutil.NoSuchProcess):
            postmaster.send_signal(signal.SIGINT)
        end = time.monotonic() + LONGEST_STOP
        while is_alive(postmaster):
            if time.monotonic() > end:
                raise ServerDidNotStop(f"The database server (process {postmaster.pid}) does not stop.")
            time.sleep(0.02)

    def _bring_up(self) -> None:
        launched_at: int | None = None
        begun = answered = time.monotonic()
        said = False
        while (answer := self.door.ask()) is not Answer.READY:
            if self._find() is None:
                # One that was already ending when we came may go; one we started ourselves may not.
                if launched_at is not None:
                    raise ServerDidNotStart(self._last_words("ended instead of starting", launched_at))
                launched_at = self._launch()
            if answer is Answer.NOT_YET:
                answered = time.monotonic()
                said = said or self._say_waiting(answered - begun)
            elif time.monotonic() - answered > LONGEST_SILENCE:
                raise ServerDidNotStart(self._last_words("does not answer", launched_at or 0))
            if self.give_up.wait(0.03):
                raise DatabaseTrouble("Stopped waiting for the database.")

    def _say_waiting(self, seconds: float) -> bool:
        if seconds < WORTH_MENTIONING:
            return False
        self._say("The database is recovering, waiting …")
        return True

    def _launch(self) -> int:
        """In a session of its own, so that Ctrl-C in a terminal ends commands and not the server they share."""
        end_orphans_in(self._home.data, self._home.account.uid)
        (self._home.data / "postmaster.pid").unlink(missing_ok=True)
        self._door = None
        clear_leftovers(self.door.socket)
        self.log.keep_small()
        written = self.log.size
        with self.log.open() as log:
            server = subprocess.Popen(
                self._command(),
                env=CLEAN_ENVIRONMENT,
                cwd=self._home.data,
                user=self._home.account.user,
                group=self._home.account.group,
                extra_groups=self._home.account.extra_groups,
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        # It may outlive us and is waited for by its number: `Popen` has nothing more to do, nor to complain about.
        server.returncode = 0
        return written

    def _command(self) -> list[str]:
        """What stands here cannot be changed by a configuration file: above all, that the network is out."""
        binaries = self._binaries or find_binaries(self._home)
        fixed = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.door.socket),
            "unix_socket_permissions": "0700",
            "logging_collector": "off",
            "log_destination": "stderr",
            "lc_messages": "C",
        }
        if binaries.has_library("pg_stat_statements"):
            fixed["shared_preload_libraries"] = "pg_stat_statements"
        options = [option for name, value in fixed.items() for option in ("-c", f"{name}={value}")]
        return [str(binaries.folder / "postgres"), "-D", str(self._home.data), "-p", str(PORT), *options]

    def _find(self) -> psutil.Process | None:
        if not self.is_alive():
            self._postmaster = postmaster_of(self._home.data, self._home.account.uid)
        return self._postmaster

    def _password(self) -> str:
        try:
            return self._home.password_file.read_text()
        except FileNotFoundError as missing:
            raise DatabaseTrouble(
                f"The password of the database is gone: put {self._home.password_file} back from a backup."
            ) from missing

    def _last_words(self, what: str, since: int) -> str:
        return f"The database server {what}. Its log, {self.log.path}, ends:\n{self.log.last_lines(since=since)}"
