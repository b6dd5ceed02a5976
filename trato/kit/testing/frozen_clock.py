"""A clock that stands still until it is told to move."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from trato.kit import clock


class FrozenClock:
    def __init__(self, at: datetime) -> None:
        self.at = _in_utc(at)

    def now(self) -> datetime:
        return self.at

    def move_to(self, at: datetime) -> None:
        self.at = _in_utc(at)

    def advance(self, by: timedelta) -> None:
        self.at += by


@contextmanager
def frozen_clock(at: datetime) -> Iterator[FrozenClock]:
    """Stops `trato.kit.clock` at a moment, in all threads of the process."""
    frozen = FrozenClock(at)
    before = clock.use_source(frozen.now)
    try:
        yield frozen
    finally:
        clock.use_source(before)


def _in_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC)
