"""How likely an open deal is won, from what became of the company's own deals: by stage and days in the stage.

Each stay in a stage ends by winning, by losing or by going to another stage; a stay that still lasts is censored. In
spans of days, the life table estimates how probably a stay that lasted so long ends in each way: the actuarial form
of the product limit (Kaplan & Meier 1958, J. Am. Stat. Assoc. 53:457-481; Cutler & Ederer 1958, J. Chronic Dis.
8:699-712), for ends that compete (Aalen & Johansen 1978, Scand. J. Stat. 5:141-150). A stage is worth its own wins
and those of the stages to which it leads. Intervals are Wilson's (1927, J. Am. Stat. Assoc. 22:209-212).
Nothing here asks the clock or draws lots: the same history gives the same numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

WON, LOST = "won", "lost"
# From so many days on; the last span has no end.
AGES = (0, 7, 14, 30, 60, 90, 180, 365)
FEWEST = 20  # ended stays, below which a stage says nothing of its own
ROUNDS = 60  # stages may lead back to each other
SURE = 1.2815515655446004  # four of five lie within


@dataclass
class Stays:
    """Of one stage: by span, how many ended in which way, and how many still last."""

    ended: dict[str, list[float]] = field(default_factory=dict)
    lasting: list[float] = field(default_factory=lambda: [0.0] * len(AGES))

    def add(self, way: str, span: int, count: float) -> None:
        self.ended.setdefault(way, [0.0] * len(AGES))[span] += count

    @property
    def endings(self) -> float:
        return sum(sum(counts) for counts in self.ended.values())

    def at_risk(self) -> list[float]:
        """Who got as far as each span; of those whose stay still lasts in it, half count."""
        risk, behind = [0.0] * len(AGES), 0.0
        for span in reversed(range(len(AGES))):
            ended = sum(counts[span] for counts in self.ended.values())
            risk[span] = behind + ended + self.lasting[span] / 2
            behind += ended + self.lasting[span]
        return risk

    def ways(self) -> list[dict[str, float]]:
        """For a stay that lasted until each span: how probably it ends in which way. What never ends is left out."""
        risk, found = self.at_risk(), []
        later: dict[str, float] = {}
        for span in reversed(range(len(AGES))):
            if not risk[span]:
                found.append(later)
                continue
            now = {way: min(counts[span] / risk[span], 1.0) for way, counts in self.ended.items()}
            stays = max(1.0 - sum(now.values()), 0.0)
            later = {way: now[way] + stays * later.get(way, 0.0) for way in self.ended}
            found.append(later)
        return [_whole(each) for each in reversed(found)]


def _whole(ways: Mapping[str, float]) -> dict[str, float]:
    total = sum(ways.values())
    return {way: part / total for way, part in ways.items()} if total else {}


@dataclass(frozen=True)
class Chance:
    """`seen` is from how many stays it was learned; without any it is the stage's own probability."""

    won: float
    seen: float = 0

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.won, self.seen)


def wilson(share: float, of: float, *, sure: float = SURE) -> tuple[float, float]:
    """Between which shares the true one lies, when `share` of `of` was seen."""
    if of <= 0:
        return 0.0, 1.0
    square = sure * sure
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = sure * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(middle - half, 0.0), min(middle + half, 1.0)


@dataclass(frozen=True)
class Chances:
    """By stage, and by the span in which a deal's days in the stage fall."""

    by_stage: Mapping[str, Sequence[Chance]]

    def of(self, stage: str, span: int) -> Chance:
        known = self.by_stage.get(stage)
        return known[span] if known else Chance(0.0)


def chances(stays: Mapping[str, Stays], *, own: Mapping[str, float]) -> Chances:
    """`own` says for each open stage what people think of it, from nothing to one: for stages with too short a past."""
    ways = {code: stays[code].ways() for code in own if code in stays and stays[code].endings >= FEWEST}
    worth = {code: own[code] for code in own}
    for _round in range(ROUNDS):
        worth = {code: _worth(ways[code][0], worth) if code in ways else own[code] for code in own}
    by_stage: dict[str, list[Chance]] = {}
    for code in own:
        if code not in ways:
            by_stage[code] = [Chance(own[code])] * len(AGES)
            continue
        risk = stays[code].at_risk()
        by_stage[code] = [
            Chance(_worth(each, worth), risk[span]) if each else Chance(own[code])
            for span, each in enumerate(ways[code])
        ]
    return Chances(by_stage)


def _worth(ways: Mapping[str, float], worth: Mapping[str, float]) -> float:
    found = sum(part * (1.0 if way == WON else worth.get(way, 0.0)) for way, part in ways.items())
    return min(max(found, 0.0), 1.0)


@dataclass(frozen=True)
class Part:
    """Deals of one stage and span: how many, worth how much together, and the sum of the squares of their worth."""

    stage: str
    span: int
    count: int
    value: float
    squares: float


@dataclass(frozen=True)
class Expected:
    value: float
    low: float
    high: float
    wins: float


def expected(parts: Sequence[Part], known: Chances) -> Expected:
    """What will be won of open deals. Each is won or not by itself; what is not sure of its chance is added.

    The interval is that of a normal sum, cut at nothing and at everything.
    """
    value = wins = spread = most = 0.0
    for part in parts:
        chance = known.of(part.stage, part.span)
        value += chance.won * part.value
        wins += chance.won * part.count
        most += part.value
        unsure = chance.won * (1 - chance.won)
        spread += unsure * part.squares
        spread += (part.value**2) * unsure / chance.seen if chance.seen else 0.0
    half = SURE * sqrt(spread)
    return Expected(value, max(value - half, 0.0), min(value + half, most), wins)
