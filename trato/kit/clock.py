"""The one clock of the house: nothing else asks the computer for the time, so a test can stop it for everybody."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from zoneinfo import available_timezones


def _system_time() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system_time


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _source()


def use_source(source: Callable[[], datetime]) -> Callable[[], datetime]:
    """Replaces what `now` asks and returns what it asked before; only `trato.kit.testing.frozen_clock` calls it.

    The whole process changes, not one context: a live server's and a worker's threads must see the stopped clock too.
    """
    global _source
    before, _source = _source, source
    return before


@cache
def zone_names() -> frozenset[str]:
    """The names of all of them. Python walks its files for them each time, which takes half a second."""
    return frozenset(available_timezones())
