"""Answers that hold while a page is put together: many of its boxes ask the same, and nothing is written meanwhile."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_KNOWN: ContextVar[dict[Hashable, Any] | None] = ContextVar("what this page has asked already", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Only around what reads: whoever writes would read what was there before."""
    if _KNOWN.get() is not None:
        yield
        return
    token = _KNOWN.set({})
    try:
        yield
    finally:
        _KNOWN.reset(token)


def remembered(key: Hashable, ask: Callable[[], T]) -> T:
    """Outside of `remembering` it is asked each time."""
    known = _KNOWN.get()
    if known is None:
        return ask()
    if key not in known:
        known[key] = ask()
    found: T = known[key]
    return found
