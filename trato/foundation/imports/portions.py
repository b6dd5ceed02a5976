"""As many rows at once as are asked for, unless they are large: what is held in memory is bounded by letters too."""

from collections.abc import Iterator
from typing import Protocol, TypeVar

MOST_LETTERS = 2_000_000  # a thousand rows have a tenth of it; each letter is held several times while it comes in


class Lettered(Protocol):
    @property
    def letters(self) -> int: ...


R = TypeVar("R", bound=Lettered)


def portion(rows: Iterator[R], most: int) -> list[R]:
    """The next rows, at least one while there are any; the last may go beyond the letters."""
    some: list[R] = []
    left = MOST_LETTERS
    while len(some) < most and left > 0 and (row := next(rows, None)) is not None:
        some.append(row)
        left -= row.letters
    return some
