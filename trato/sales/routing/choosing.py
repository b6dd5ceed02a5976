"""Which of several people gets a lead. Plain values in, a choice with its reasons out; nothing is read or written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from trato.sales.routing.models import Away, Way


@dataclass
class Candidate:
    """`turn` is when they last had one, `load` what they have open. Both count on while leads are given out."""

    id: UUID
    name: str
    is_working: bool
    load: int = 0
    turn: int = 0


@dataclass(frozen=True)
class Land:
    """A line of the table of territories."""

    country: str
    region: str
    prefix: str
    user: UUID

    def fits(self, place: Mapping[str, str]) -> bool:
        code = place.get("postal_code", "").replace(" ", "").casefold()
        return (
            self.country.casefold() in ("", place.get("country", "").casefold())
            and self.region.casefold() in ("", place.get("region", "").casefold())
            and code.startswith(self.prefix.replace(" ", "").casefold())
        )

    @property
    def closeness(self) -> tuple[int, bool, bool]:
        return len(self.prefix), bool(self.region), bool(self.country)


@dataclass(frozen=True)
class Asked:
    """A rule as it is asked, with its people."""

    id: UUID
    name: str
    way: str
    away: str
    is_for_working: bool
    people: Sequence[Candidate]
    lands: Sequence[Land] = ()


@dataclass(frozen=True)
class Choice:
    """`why` are codes and numbers, told in words by whoever shows it. Without an owner the next rule is asked, unless
    the lead `waits`."""

    owner: Candidate | None
    why: Mapping[str, Any] = field(default_factory=dict)
    waits: bool = False


NOBODY_THERE, NOBODY_WORKS, NO_TERRITORY = "nobody_there", "nobody_works", "no_territory"


def choose(rule: Asked, place: Mapping[str, str]) -> Choice:
    among, told = _among(rule, place)
    if not among:
        return Choice(None, {"none": NO_TERRITORY if rule.way == Way.TERRITORY and rule.people else NOBODY_THERE})
    working = [each for each in among if each.is_working]
    if rule.is_for_working and not working and rule.away != Away.ANYWAY:
        return Choice(None, {"none": NOBODY_WORKS}, waits=rule.away == Away.WAIT)
    able = working if rule.is_for_working and working else among
    chosen = min(able, key=_order(rule.way))
    facts = {"way": rule.way, "among": len(able), "away": len(among) - len(able), **told}
    return Choice(chosen, facts | ({"load": chosen.load} if rule.way == Way.LOAD else {}))


def _order(way: str) -> Any:
    if way == Way.LOAD:
        return lambda each: (each.load, each.turn, each.id)
    return lambda each: (each.turn, each.id)


def _among(rule: Asked, place: Mapping[str, str]) -> tuple[list[Candidate], dict[str, str]]:
    """Of territories all that fit most closely: several people may share one."""
    if rule.way != Way.TERRITORY:
        return list(rule.people), {}
    fits = [land for land in rule.lands if land.fits(place)]
    if not fits:
        return [], {}
    closest = max(land.closeness for land in fits)
    mine = [land for land in fits if land.closeness == closest]
    users = {land.user for land in mine}
    told = {"country": mine[0].country, "region": mine[0].region, "prefix": mine[0].prefix}
    return [each for each in rule.people if each.id in users], told
