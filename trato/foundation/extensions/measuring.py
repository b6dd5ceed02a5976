"""What modules add to show how the system carries much: generated records, and works that are measured."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from trato.foundation.extensions.contributions import Contribution
from trato.kit.figures import Rate, Work

Say = Callable[[str, int, int, float], None]  # what, how many stand there, of how many, after how many seconds


@dataclass(frozen=True, kw_only=True)
class GeneratedRecords(Contribution):
    """Records that `trato seed --<name> NUMBER` makes after the customers. Read by the command.

    `seed` takes how many, the number that another one makes others of, who asks, and whom to tell how far it is.
    """

    name: str
    help: str
    seed: Callable[..., None]


@dataclass(frozen=True, kw_only=True)
class BenchWorks(Contribution):
    """Works that `trato bench` measures, each beside its floor. Read by config.bench.

    `ready` makes what they need where it is not there yet, for so many contacts, in a home of the bench's own.
    `reading` is asked for each user as whom is read, `writing` for the administrator alone; what that writes it takes
    away again.
    """

    ready: Callable[[int, Callable[[str], None]], None]
    reading: Callable[[Any], Iterator[Work | Rate]]
    writing: Callable[[Any], Iterator[Work | Rate]]
