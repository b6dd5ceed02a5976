"""By which stages sample deals went and when: the present ones, and those of the last two years that are over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

OPEN_STAGES = ("qualification", "demo", "proposal", "negotiation", "ready_to_close")
# Of the present ones: a stage, and days until it closes; those before today are over.
PRESENT = (
    *(("qualification", 70), ("demo", 45), ("proposal", 30), ("negotiation", 20), ("ready_to_close", 6)),
    *(("won", -12), ("proposal", 55), ("lost", -20), ("won", -48), ("demo", 80), ("negotiation", 12), ("won", -75)),
)
# Days that each of these has stood in its stage: most are in time, some are not.
AGES = (3, 9, 16, 2, 5, 0, 34, 0, 0, 28, 19, 0)
LONGEST_AGO, SHORTEST_AGO = 690, 95
LONGEST_STAY = 24
MOST_BEFORE = 3


@dataclass(frozen=True)
class Way:
    """`at` are the moments at which it entered each of its stages; the last stage is where it stands."""

    stages: tuple[str, ...]
    at: tuple[datetime, ...]
    close_on: date

    @property
    def is_over(self) -> bool:
        return self.stages[-1] not in OPEN_STAGES

    @property
    def begun_on(self) -> date:
        return self.at[0].date()


def present_way(place: int, today: date) -> Way:
    stage, days = PRESENT[place % len(PRESENT)]
    chance = Random(place)  # noqa: S311  # the same company each time
    since = -days if days < 0 else AGES[place % len(AGES)]
    return _way(stage, today - timedelta(days=since), today + timedelta(days=days), chance)


def ways_before(place: int, today: date) -> Iterator[Way]:
    """Deals with the same company that are over, none to three of them."""
    for number in range(place % (MOST_BEFORE + 1)):
        chance = Random(f"{place} {number}")  # noqa: S311  # the same company each time
        closed = today - timedelta(days=chance.randint(SHORTEST_AGO, LONGEST_AGO))
        yield _way("won" if chance.random() < 0.55 else "lost", closed, closed, chance)


def _way(stage: str, entered: date, close_on: date, chance: Random) -> Way:
    stages = (*_through(stage, chance), stage)
    days = [entered]
    for _stage in stages[1:]:
        days.append(days[-1] - timedelta(days=chance.randint(1, LONGEST_STAY)))
    return Way(stages, tuple(_at_work(day, chance) for day in reversed(days)), close_on)


def _through(stage: str, chance: Random) -> Sequence[str]:
    """Nobody begins at the end, some skip a stage, and what is lost is lost somewhere on the way."""
    if stage == "lost":
        before: Sequence[str] = OPEN_STAGES[: chance.randint(1, len(OPEN_STAGES))]
    else:
        before = OPEN_STAGES if stage == "won" else OPEN_STAGES[: OPEN_STAGES.index(stage)]
    return [each for each in before if each == OPEN_STAGES[0] or chance.random() < 0.85]


def _at_work(day: date, chance: Random) -> datetime:
    return datetime.combine(day, time(chance.randint(8, 16), chance.randint(0, 59)), UTC)
