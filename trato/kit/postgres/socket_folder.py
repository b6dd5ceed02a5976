"""The folder of the server's socket, which nobody but the server's user and root can enter."""

import os
import stat
import tempfile
from pathlib import Path

from trato.kit.postgres.errors import DatabaseTrouble
from trato.kit.postgres.home import Home

PORT = 5432
SOCKET_NAME = f".s.PGSQL.{PORT}"
# The kernel takes 107 bytes; a little room is left for systems that take less.
LONGEST_PATH = 100


def socket_folder(home: Home) -> Path:
    """Inside the home, or where that path would not do for a socket, in a short private folder we remember."""
    usual = home.postgres / "socket"
    if _fits(usual):
        return usual
    if home.socket_note.exists():
        remembered = Path(os.fsdecode(home.socket_note.read_bytes()))
        if _is_private(remembered, home.account.uid):
            return remembered
    return _new_folder(home)


def clear_leftovers(folder: Path) -> None:
    """After a hard stop: PostgreSQL would believe a lock file whose pid now is another process of its user."""
    for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
        (folder / name).unlink(missing_ok=True)


def _fits(folder: Path) -> bool:
    """To libpq a comma separates two hosts, and there is no way to quote it."""
    return "," not in str(folder) and len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_PATH


def _is_private(folder: Path, uid: int) -> bool:
    """Anybody may make folders in /tmp: a remembered name counts only while it is still the folder we made."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == uid and not found.st_mode & 0o077


def _new_folder(home: Home) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="trato-", dir=_short_place(home)))
    if home.account.apart:
        os.chown(folder, home.account.uid, home.account.gid)
    note = home.socket_note.with_suffix(".new")
    note.write_bytes(os.fsencode(folder))
    note.rename(home.socket_note)
    return folder


def _short_place(home: Home) -> Path:
    own = "/run" if home.account.apart else os.environ.get("XDG_RUNTIME_DIR", "/tmp")
    for place in (Path(own), Path("/tmp")):
        if place.is_absolute() and os.access(place, os.W_OK | os.X_OK) and _fits(place / "trato-xxxxxxxx"):
            return place
    raise DatabaseTrouble(f"The path {home.path} is too long for a socket, and there is no shorter place for one.")
