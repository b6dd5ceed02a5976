"""The folder that holds everything Trato keeps on this machine, and the names of what is inside."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from trato.kit.postgres.account import Account
from trato.kit.postgres.errors import HomeRefused

# `initdb` calls its neighbours through a shell, inside double quotes.
UNFIT_FOR_SHELLS = '"$`\\\n\r'


@dataclass(frozen=True)
class Home:
    """Root's home is open for passing through (0711), a person's is closed (0700).

    Inside, only `postgres/` belongs to the server. Password, log and locks lie beside it and belong to us: root
    never opens for writing what an intruder in the database could have replaced by a link.
    """

    path: Path
    account: Account

    @classmethod
    def find(cls, environ: Mapping[str, str]) -> Self:
        account = Account.for_this_process()
        chosen = environ.get("TRATO_HOME") or _usual_place(environ, account)
        return cls(Path(chosen).expanduser().resolve(), account)

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def data(self) -> Path:
        return self.postgres / "data"

    @property
    def created_marker(self) -> Path:
        return self.postgres / "created"

    @property
    def binaries(self) -> Path:
        return self.path / "bin"

    @property
    def password_file(self) -> Path:
        return self.path / "postgres.password"

    @property
    def log_file(self) -> Path:
        return self.path / "postgres.log"

    @property
    def socket_note(self) -> Path:
        return self.path / "postgres.socket"

    @property
    def start_lock(self) -> Path:
        return self.path / "postgres.start.lock"

    @property
    def users_lock(self) -> Path:
        return self.path / "postgres.users.lock"

    @property
    def has_database(self) -> bool:
        return self.created_marker.exists() and (self.data / "PG_VERSION").exists()

    def prepare(self) -> None:
        """Make the home with the right modes, or refuse it. What lies above it is never changed."""
        if bad := [letter for letter in str(self.path) if letter in UNFIT_FOR_SHELLS]:
            raise HomeRefused(
                f"The home {self.path} has {bad[0]!r} in its name, which PostgreSQL's programs cannot take."
            )
        try:
            self._refuse_the_unreachable()
            self._make()
            self._refuse_the_borrowed()
        except OSError as error:
            where = error.filename or self.path
            raise HomeRefused(f"The home {self.path} cannot be used: {error.strerror} ({where}).") from error

    def _refuse_the_unreachable(self) -> None:
        for folder in self.path.parents if self.account.apart else ():
            if folder.exists() and not self.account.may_pass(folder.stat()):
                raise HomeRefused(
                    f"The database's user cannot pass through {folder}, so {self.path} cannot hold its data: "
                    "choose another TRATO_HOME, or let others pass with `chmod o+x`."
                )

    def _make(self) -> None:
        missing = [folder for folder in self.path.parents if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir()
            # The umask of root may be 077, which would shut the database's user out of a folder we made ourselves.
            folder.chmod(0o755 if self.account.apart else 0o700)
        if not self.path.exists():
            self.path.mkdir(mode=0o700)

    def _refuse_the_borrowed(self) -> None:
        """A folder that is somebody's, or full of other things, keeps its mode: we do not make it ours."""
        mine = self.path.stat()
        if mine.st_uid != os.geteuid():
            raise HomeRefused(f"The home {self.path} belongs to another user (number {mine.st_uid}).")
        if self.start_lock.exists() or not any(self.path.iterdir()):
            self.path.chmod(0o711 if self.account.apart else 0o700)
        elif mine.st_mode & 0o022 or not self.account.may_pass(mine):
            mode = f"{stat.S_IMODE(mine.st_mode):04o}"
            raise HomeRefused(
                f"The home {self.path} already holds other things and its mode {mode} does not fit: "
                "choose an empty folder as TRATO_HOME."
            )


def _usual_place(environ: Mapping[str, str], account: Account) -> Path:
    if account.apart:
        return Path("/var/lib/trato")
    if environ.get("HOME"):
        return Path(environ["HOME"]) / ".local/share/trato"
    raise HomeRefused("There is no HOME to keep data in: set TRATO_HOME to a folder of your own.")
