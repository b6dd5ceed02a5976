"""What `trato bench` measures of sales."""

from collections.abc import Callable, Iterator
from typing import Any

from trato.foundation.public import BenchWorks


def _ready(count: int, say: Callable[[str], None]) -> None:
    from trato.sales.bench.ready import ready

    ready(count, say)


def _reading(user: Any) -> Iterator[Any]:
    from trato.sales.bench.reading import works

    return works(user)


def _writing(user: Any) -> Iterator[Any]:
    from trato.sales.bench.writing import works

    return works(user)


contributions = [BenchWorks(ready=_ready, reading=_reading, writing=_writing)]
