"""Asking the server, by really connecting, how it is."""

import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.pq import PGconn, Ping

from trato.kit.postgres.creation import USER
from trato.kit.postgres.errors import PasswordRefused
from trato.kit.postgres.socket_folder import PORT

DATABASE = "trato"


class Answer(Enum):
    READY = "ready"
    NOT_YET = "starting, recovering or shutting down"
    SILENCE = "nobody answers"


@dataclass(frozen=True)
class Door:
    """How to reach the server: its socket and our password."""

    socket: Path
    password: str

    def url(self, database: str = DATABASE) -> str:
        return f"postgresql://{USER}:{self.password}@/{database}?host={quote(os.fsencode(self.socket))}&port={PORT}"

    def ask(self) -> Answer:
        """A connection is the only proof; when it fails, libpq's ping tells a busy server from a missing one."""
        try:
            self.open("postgres").close()
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise PasswordRefused(
                    f"The database in use at {self.socket} does not accept the password of this home."
                ) from error
            return self._ping()
        return Answer.READY

    def make_database(self) -> None:
        try:
            connection = self.open("postgres")
        except psycopg.OperationalError:
            if self._ping() is Answer.READY:
                return  # All connections are taken, so somebody has been at work in it for long.
            raise
        with connection:
            if not connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
                connection.execute(f"create database {DATABASE}")

    def open(self, database: str) -> psycopg.Connection:
        return psycopg.connect(self.url(database), connect_timeout=5, autocommit=True)

    def _ping(self) -> Answer:
        """A server with all connections taken is up, too."""
        said = PGconn.ping(f"{self.url('postgres')}&connect_timeout=5".encode())
        return {Ping.OK: Answer.READY, Ping.REJECT: Answer.NOT_YET}.get(Ping(said), Answer.SILENCE)
