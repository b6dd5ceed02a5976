"""A file handed out piece by piece."""

from collections.abc import Iterator
from pathlib import Path

PIECE = 64 * 1024


def pieces_of(path: Path) -> Iterator[bytes]:
    """Opened only when somebody reads."""
    with path.open("rb") as file:
        yield from iter(lambda: file.read(PIECE), b"")
