"""Uploaded files, kept in the home and readable by its owner only, until they are in."""

import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.imports.errors import FileRefused
from trato.kit.postgres.home import Home

MOST_BYTES = 1024**3  # several million rows; more than a browser sends in one go without trouble


def keep_file(import_id: UUID, content: Iterable[bytes]) -> Path:
    """On disk when this returns: what a person was told is uploaded survives a power cut."""
    path = our_path(import_id)
    size = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for block in content:
            size += len(block)
            if size > MOST_BYTES:
                path.unlink()
                raise FileRefused(
                    _("The file is larger than %(limit)s MB. Cut it into several.") % {"limit": MOST_BYTES // 1024**2}
                )
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return path


def our_path(import_id: UUID) -> Path:
    """Where a file stands as it came, whatever it is."""
    return _folder() / f"{import_id}.csv"


def kept_path(import_id: UUID) -> Path:
    """Where the rows of a file that is no CSV stand."""
    return _folder() / f"{import_id}.rows"


def forget_file(path: str) -> None:
    """Only copies of ours, the file as it came and its rows: a file named to the command is its owner's."""
    if is_our_copy(path):
        for each in _folder().glob(f"{Path(path).stem}.*"):
            each.unlink(missing_ok=True)


def is_our_copy(path: str) -> bool:
    return Path(path).parent == _folder()


def _folder() -> Path:
    folder = Home.find(os.environ).path / "files" / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
