"""Percentiles of a work, and of its floor in the same minute: a ratio says more than milliseconds of some machine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

MOST_DRIFT = 0.2
TRIES = 3  # other programs come and go on a machine
FLOOR_ROUNDS = 60

Act = Callable[[], object]


@dataclass(frozen=True, kw_only=True)
class Work:
    """`floor` is the bare statement or library call. `budget` is what p95 may be, in milliseconds."""

    name: str
    act: Act
    floor: Act
    reader: str = ""
    rounds: int = 40
    floor_rounds: int = FLOOR_ROUNDS
    budget: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Rate:
    """Rows a second of what is done a few times. `run` answers the seconds of the work, then those of its floor.

    `least` is what part of the floor's rate it must reach, where the budget is no number of its own.
    """

    name: str
    rows: int
    run: Callable[[], tuple[float, float]]
    reader: str = ""
    rounds: int = 3
    budget: float = 0.0
    least: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Milliseconds, or whatever `unit` says; of a rate, more is better."""

    work: str
    reader: str
    p50: float
    p95: float
    floor: float
    drift: float = 0.0
    budget: float = 0.0
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        return self.p50 / self.floor if self.floor else 0.0

    @property
    def is_void(self) -> bool:
        """The machine was busy with something else."""
        return self.drift > MOST_DRIFT

    @property
    def is_met(self) -> bool:
        if not self.budget:
            return True
        return self.p50 >= self.budget if self.unit == "/s" else self.p95 <= self.budget

    def as_json(self) -> dict[str, object]:
        numbers = {name: round(getattr(self, name), 3) for name in ("p50", "p95", "floor", "drift", "budget", "ratio")}
        facts = {"work": self.work, "reader": self.reader, "unit": self.unit}
        return {**facts, **numbers, "void": self.is_void, "met": self.is_met}


def rated(rate: Rate) -> Figure:
    """Of rates the late ones are the low ones. The first run warms caches up and does not count."""
    runs = [rate.run() for _round in range(rate.rounds + 1)][1:]
    rates = sorted(rate.rows / taken for taken, _floor in runs)
    bare = sorted(rate.rows / floor for _taken, floor in runs)
    floor = percentile(bare, 0.5)
    return Figure(
        work=rate.name,
        reader=rate.reader,
        p50=percentile(rates, 0.5),
        p95=rates[0],
        floor=floor,
        drift=(bare[-1] - bare[0]) / bare[-1],
        budget=rate.budget or rate.least * floor,
        unit="/s",
    )


def measured(work: Work | Rate) -> Figure:
    """Again where the floor drifted; the last try stands, void or not."""
    if isinstance(work, Rate):
        return rated(work)
    figure = _once(work)
    for _try in range(TRIES - 1):
        if not figure.is_void:
            break
        figure = _once(work)
    return figure


def _once(work: Work) -> Figure:
    before = percentile(times(work.floor, work.floor_rounds), 0.5)
    taken = times(work.act, work.rounds)
    after = percentile(times(work.floor, work.floor_rounds), 0.5)
    lowest = min(before, after)
    return Figure(
        work=work.name,
        reader=work.reader,
        p50=percentile(taken, 0.5),
        p95=percentile(taken, 0.95),
        floor=lowest,
        drift=abs(before - after) / lowest if lowest else 0.0,
        budget=work.budget,
    )


def times(act: Act, rounds: int) -> list[float]:
    """In milliseconds, the shortest first. The first round warms caches up and does not count."""
    act()
    return sorted(_seconds(act) * 1_000 for _round in range(rounds))


def percentile(ordered: Sequence[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def _seconds(act: Act) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start
