"""How speed is told here: as a ratio to a floor that ran in the same minute on the same machine.

A floor is the least that could do the work: the bare library call, the bare statement. It runs before and after ours;
where it drifts by more than a fifth the machine was busy with something else, and the ratio means nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

ROUNDS = 5  # the best of so many: what disturbs a run only ever makes it slower
MOST_DRIFT = 0.2


@dataclass(frozen=True, kw_only=True)
class Work:
    """The same job done by us and by the floor, over so many rows. Long ones ask for fewer rounds."""

    name: str
    floor_name: str
    rows: int
    ours: Callable[[], object]
    floor: Callable[[], object]
    rounds: int = ROUNDS


@dataclass(frozen=True, kw_only=True)
class Result:
    """Seconds for all rows."""

    work: Work
    ours: float
    floor_before: float
    floor_after: float

    @property
    def floor(self) -> float:
        return min(self.floor_before, self.floor_after)

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def drift(self) -> float:
        return abs(self.floor_after - self.floor_before) / self.floor

    @property
    def is_void(self) -> bool:
        return self.drift > MOST_DRIFT


def measure(work: Work) -> Result:
    work.ours()  # warm: tables that are built once, caches of the interpreter
    work.floor()
    before = _seconds(work.floor, work.rounds)
    ours = _seconds(work.ours, work.rounds)
    return Result(work=work, floor_before=before, ours=ours, floor_after=_seconds(work.floor, work.rounds))


def _seconds(act: Callable[[], object], rounds: int) -> float:
    return min(_once(act) for _round in range(rounds))


def _once(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start
