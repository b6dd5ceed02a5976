"""What becomes of open deals, worked out stay by stay: no spans added up beforehand, no matrices, no clever sums."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from trato.sales.public import Stage
from trato.sales.tests.plain import LOST, WON, Plain

STARTS = (0, 7, 14, 30, 60, 90, 180, 365)
FEWEST = 20
ENDS = (WON, LOST)


@dataclass(frozen=True)
class Stay:
    """In a stage for so many days; `end` is won, lost, another stage, or None while it lasts."""

    stage: str
    days: float
    end: str | None

    @property
    def span(self) -> int:
        return max(bisect_right(STARTS, self.days) - 1, 0)


def ended_stays(deals: Iterable[Plain], *, since: datetime, until: datetime) -> list[Stay]:
    """Of all deals, those in the trash too, whoever looks."""
    states = dict(Stage.objects.values_list("code", "state"))
    return [
        Stay(step.come_from, float(step.days or 0), step.to if states[step.to] == "open" else states[step.to])
        for each in deals
        for step in each.steps
        if step.come_from and since <= step.at < until
    ]


def standing_at(deal: Plain, moment: datetime, *, stages: Collection[str]) -> tuple[str, float] | None:
    """In which of the open stages it stood then, and for how many days."""
    before = [step for step in deal.steps if step.at < moment]
    if not before or before[-1].to not in stages:
        return None
    return before[-1].to, (moment - before[-1].at) / timedelta(days=1)


@dataclass
class Past:
    """All stays, and what people think of each open stage."""

    stays: Sequence[Stay]
    own: Mapping[str, float]

    def __post_init__(self) -> None:
        self.of_stage = {code: [each for each in self.stays if each.stage == code] for code in self.own}
        known = {code for code, stays in self.of_stage.items() if sum(1 for each in stays if each.end) >= FEWEST}
        self.ways = {code: [self._ways(code, span) for span in range(len(STARTS))] for code in known}
        self.worth = dict(self.own)
        for _round in range(60):
            learned = {code: self._value(ways[0]) for code, ways in self.ways.items()}
            self.worth = {**self.own, **learned}

    def _ways(self, stage: str, span: int) -> dict[str, float]:
        """From that span on, how probably it ends in which way, among those that end."""
        mine = self.of_stage[stage]
        left, found = 1.0, dict[str, float]()
        for now in range(span, len(STARTS)):
            lasting = sum(1 for each in mine if each.span == now and each.end is None)
            risk = sum(1 for each in mine if each.span >= now) - lasting / 2
            if not risk:
                continue
            gone = 0.0
            for way in {each.end for each in mine if each.end}:
                part = min(sum(1 for each in mine if each.span == now and each.end == way) / risk, 1.0)
                found[way] = found.get(way, 0.0) + left * part
                gone += part
            left *= max(1 - gone, 0.0)
        whole = sum(found.values())
        return {way: part / whole for way, part in found.items()} if whole else {}

    def _value(self, ways: Mapping[str, float]) -> float:
        return sum(part * (1.0 if way == WON else self.worth.get(way, 0.0)) for way, part in ways.items())

    def chance(self, stage: str, span: int) -> tuple[float, float]:
        """And from how many stays it is known; nothing where it is only what people think."""
        ways = self.ways[stage][span] if stage in self.ways else {}
        if not ways:
            return self.own.get(stage, 0.0), 0
        mine = [each for each in self.of_stage[stage] if each.span >= span]
        lasting = sum(1 for each in mine if each.span == span and each.end is None)
        return self._value(ways), len(mine) - lasting / 2
