"""As many rows at once as fit into a short transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

SECONDS = 0.5  # half of what a writing transaction may last, so that a slow moment still fits
FIRST, FEWEST, MOST = 200, 20, 2_000


class Pace:
    """`size` follows what the last chunk took."""

    def __init__(self) -> None:
        self.size = FIRST

    @contextmanager
    def measured(self, count: int) -> Iterator[None]:
        began = perf_counter()
        yield
        took = max(perf_counter() - began, 0.001)
        self.size = max(FEWEST, min(MOST, int(count * SECONDS / took)))
