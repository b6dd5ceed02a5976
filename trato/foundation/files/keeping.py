"""Where the bytes lie: in the home, outside everything that is served, each file under its own id."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from trato.kit.clock import now
from trato.kit.postgres.durable import rename_durably, sync
from trato.kit.postgres.home import Home

# An upload that takes longer than this was given up.
GIVEN_UP_AFTER = timedelta(days=1)
PIECE = 256 * 1024


def incoming_folder() -> Path:
    """On the same disk as the kept ones, so that keeping is a rename."""
    return _made(_folder() / "incoming")


def path_of(file_id: UUID) -> Path:
    """The last digits of an id are even, its first ones are the time."""
    return _folder() / file_id.hex[-2:] / str(file_id)


def keep(received: Path, file_id: UUID) -> None:
    """Durable when it returns. The content was synced when it was received."""
    target = path_of(file_id)
    if not target.parent.exists():
        _made(target.parent)
        sync(target.parent.parent)
    rename_durably(received, target)


def content_of(file_id: UUID) -> Iterator[bytes]:
    """FileNotFoundError at once; opened when the first piece is asked for, so that nothing stays open unread."""
    path = path_of(file_id)
    path.stat()
    return _pieces(path)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def kept_ids() -> Iterator[tuple[UUID, Path]]:
    for path in _folder().glob("[0-9a-f][0-9a-f]/*"):
        try:
            yield UUID(path.name), path
        except ValueError:
            continue  # not one of ours, so not ours to touch


def given_up(path: Path) -> bool:
    """False also for one that has just gone."""
    try:
        return path.stat().st_mtime < (now() - GIVEN_UP_AFTER).timestamp()
    except FileNotFoundError:
        return False


def _folder() -> Path:
    return _made(Home.find(os.environ).path / "files" / "records")


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
