"""Whose rights the server runs with: PostgreSQL refuses root, so root's server gets a number of our own."""

import os
import pwd
from dataclasses import dataclass
from typing import Self

from trato.kit.postgres.errors import CreationFailed

# Between the ranges systemd gives to home directories (to 60705) and to dynamic users (from 61184): nobody else's.
OUR_UID = 60817


@dataclass(frozen=True)
class Account:
    """The user and group of the server; `apart` when they are not those of this command."""

    uid: int
    gid: int
    apart: bool

    @classmethod
    def for_this_process(cls) -> Self:
        if os.geteuid() == 0:
            return cls(OUR_UID, OUR_UID, apart=True)
        return cls(os.geteuid(), os.getegid(), apart=False)

    @property
    def user(self) -> int | None:
        """For `Popen`: None keeps the user of this command."""
        return self.uid if self.apart else None

    @property
    def group(self) -> int | None:
        return self.gid if self.apart else None

    @property
    def extra_groups(self) -> list[int] | None:
        return [] if self.apart else None

    @property
    def creator(self) -> int | None:
        """The user `initdb` runs as: it looks itself up in passwd, where our number is not and never will be."""
        return _somebody_without_rights() if self.apart else None

    def may_pass(self, folder: os.stat_result) -> bool:
        """Whether the mode of a folder lets the server through to what lies inside."""
        if folder.st_uid == self.uid:
            return bool(folder.st_mode & 0o100)
        if folder.st_gid == self.gid:
            return bool(folder.st_mode & 0o010)
        return bool(folder.st_mode & 0o001)


def _somebody_without_rights() -> int:
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        for entry in pwd.getpwall():
            if entry.pw_uid != 0:
                return entry.pw_uid
    raise CreationFailed("PostgreSQL cannot be set up as root here: /etc/passwd names nobody but root.")
