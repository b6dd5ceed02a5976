"""Files that survive a power cut whole or not at all."""

import os
from pathlib import Path


def write_durably(path: Path, text: str) -> None:
    """For our eyes only; complete under its name or not there."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    rename_durably(unfinished, path)


def rename_durably(source: Path, target: Path) -> None:
    source.rename(target)
    sync(target.parent)


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
