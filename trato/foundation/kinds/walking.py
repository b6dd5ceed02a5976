"""The ids of a page, in order, in a bounded number of steps whatever is asked for.

A list is a walk along the index of its order. Where hardly anything fits the walk would be long: then what fits is
found first, by its own index, and sorted. Which of them it is turns out by trying, not by guessing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from django.db import connection

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.reach import Reach
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.conditions import has_list_indexes
from trato.foundation.kinds.models import STANDING_SQL
from trato.foundation.kinds.seeing import beside_reach, seen_sql
from trato.foundation.kinds.sieves import Sieve
from trato.foundation.search.queries import Condition
from trato.kit.prepared import rows_prepared, woven

FEW = 3_000  # looked at and sorted faster than a walk meets a page of them among a million
MANY = 20_000  # looked at one by one within some hundredths of a second
STEPS = 5_000  # along an order before it is given up
LONGER = 30_000  # before all records are looked at: that may take seconds where one in a hundred fits
MANY_STEPS, OFTEN = 20_000, 7_000  # for what is so frequent that to sort all of it would take longer
MOST_TEAMS = 150  # each is a range of its own; beyond, their records are so many that a walk meets enough of them

# Numbers that the planner should know stand in the text: of a parameter it believes the worst.
ORDERED = "select {columns} from {table} r{joined} where {where} order by {by} {way}, r.id {way} limit {limit}"
MERGED = """select id, sorted_by from (({own}) union all
 select given.id, given.sorted_by from unnest(%s::uuid[]) team (id) cross join lateral ({others}) given
) merged order by sorted_by {way}, id {way} limit {limit}"""
IF_OFTEN = """often as materialized (select from ({often}) found limit {most} + 1),
{page}"""
PAGE_OF = "page as materialized ({found})"
FITS_OFTEN = "{fits} and (select count(*) from often) > {most}"
ARE_FEW = "(select count(*) from few) <= {few}"
ON_THE_WAY = """page as materialized (
 select r.id from ({walked}) r where {fits} limit {limit})"""
MET_LATER = "select r.id from ({walked}) r where {fits} limit {limit}"
FEW_OR_ON_THE_WAY = """few as materialized (select found.id from ({found}) found (id) limit {few} + 1),
page as materialized (
 (select r.id from (select distinct few.id from few) few cross join lateral
  (select r.id, {by} as sorted_by from {table} r{joined} where r.id = few.id and {where} offset 0) r
  where (select count(*) from few) <= {few} order by r.sorted_by {way}, r.id {way} limit {limit})
 union all
 (select r.id from ({walked}) r where {fits} and (select count(*) from few) > {few} limit {limit}))"""
# OFFSET keeps a planner that does not know how few were found from reading the table.
OF_FOUND = """select fit.id, fit.sorted_by from (select distinct id from ({found}) found (id)) found cross join lateral
 (select r.id, {by} as sorted_by from {table} r{joined} where r.id = found.id and {where} offset 0) fit"""
OF_ALL = "select r.id, {by} as sorted_by from {table} r{joined} where {where}"
# Materialised: with the limit in sight, the planner would rather walk the order after all.
SORTED = "with fit as materialized ({fit}) select id from fit order by sorted_by {way}, id {way} limit {limit}"
COUNTED = "select count(*) from (select from ({found}) found limit {most} + 1) counted"
GOES_ON = "select exists ({walked} offset {steps})"

Said = tuple[str, list[Any]]


@dataclass(frozen=True, kw_only=True)
class Walk:
    """`by` and `way` are the order as SQL, `joined` what it needs beside the kind's own table.

    `known` is what the planner knows enough of; `sieves` may be rare.
    """

    kind: RecordKind
    by: str
    way: str
    actor: Actor
    known: Sequence[Condition]
    sieves: Sequence[Sieve]
    joined: str = ""

    def one_range(self, part: Said, limit: int, *, columns: str) -> Said | None:
        """The page itself, where nothing was asked for but an order, and what is seen is one range of its index.

        Not by id: the planner would take the primary key and walk over all that went to the trash.
        """
        if self._teams() is not None or self.by == "r.id":
            return None
        return self._ordered([self._reach, part], limit, columns=columns)

    def ranges(self, part: Said, limit: int) -> Said:
        """`page`, the ids of the same, also where one's own and each team's are ranges of their own."""
        teams = self._teams()
        ordered = self._ordered([self._reach, part], limit) if teams is None else self._merged(teams, part, limit)
        return woven(PAGE_OF, found=ordered[0]), ordered[1]

    @property
    def may_be_tried(self) -> bool:
        """Whether the order has an index to walk along, and each step is cheap."""
        is_cheap = self._is_own or not any(each.is_dear and each.often is None for each in self.sieves)
        return is_cheap and has_list_indexes(self.kind, self.by)

    def trial(self, part: Said, limit: int) -> tuple[Said, str]:
        """`page`, the ids on the next steps that fit, as tables of a statement that is planned once.

        And an expression that is true where it holds all there are: where something lets few through, it is from them.
        """
        fits = said(self._reach, *self.known, *(each.checked for each in self.sieves))
        sieve = next((each for each in self.sieves if each.found is not None), None)
        if sieve is None or sieve.found is None:
            return self._walked(fits, part, limit), "false"
        walked = self._ordered([*self._own, part], STEPS, columns="r.*")
        others = (each.checked for each in self.sieves if each is not sieve)
        found, where = said(sieve.found), said(self._standing, self._reach, *self.known, part, *others)
        pieces = {"found": found[0], "where": where[0], "walked": walked[0], "fits": fits[0], "few": str(FEW)}
        text = woven(FEW_OR_ON_THE_WAY, **pieces, **self._order, limit=str(limit))
        return (text, [*found[1], *where[1], *walked[1], *fits[1]]), woven(ARE_FEW, few=str(FEW))

    def _walked(self, fits: Said, part: Said, limit: int) -> Said:
        """What is frequent is worth more steps; what is not is none at all."""
        often = self._often
        walked, given = self._ordered([*self._own, part], self._steps, columns="r.*")
        page = partial(woven, ON_THE_WAY, walked=walked, limit=str(limit))
        if often is None:
            return page(fits=fits[0]), [*given, *fits[1]]
        found, found_with = said(often)
        text = page(fits=woven(FITS_OFTEN, fits=fits[0], most=str(OFTEN)))
        return woven(IF_OFTEN, often=found, most=str(OFTEN), page=text), [*found_with, *given, *fits[1]]

    def ends_soon(self, part: Said) -> bool:
        """Whether those steps lead to the end of the order, and were taken."""
        if self._often is not None:
            return False
        walked, parameters = self._ordered([*self._own, part], 1, columns="1")
        ((goes_on,),) = rows_prepared(woven(GOES_ON, walked=walked, steps=str(self._steps)), parameters)
        return not goes_on

    def ids(self, part: Said, limit: int) -> list[UUID]:
        """Planned for the values that were asked for."""
        if not self.sieves and self._is_everybodys:
            return _ids(*self._ordered([*self.known, part], limit))
        for most in (FEW, MANY):
            for sieve in self.sieves:
                if sieve.found is not None and self._are_at_most(most, sieve.found):
                    return self._of_found(sieve, part, limit)
        if (met := self._met_later(part, limit)) and len(met) == limit:
            return met
        fitting = (each.fits if self._is_everybodys else each.checked for each in self.sieves)
        where, parameters = said(self._standing, self._reach, *self.known, part, *fitting)
        return self._sorted((woven(OF_ALL, where=where, **self._order), parameters), limit)

    def _met_later(self, part: Said, limit: int) -> list[UUID]:
        """A way as long as may be, which ends as soon as enough was met. Not where it was gone already, or is dear."""
        if not self.may_be_tried or self._steps > STEPS:
            return []
        fits = said(self._reach, *self.known, *(each.checked for each in self.sieves))
        walked, given = self._ordered([*self._own, part], LONGER, columns="r.*")
        return _ids(woven(MET_LATER, walked=walked, fits=fits[0], limit=str(limit)), [*given, *fits[1]])

    def _are_at_most(self, most: int, found: Condition) -> bool:
        text, parameters = said(found)
        with connection.cursor() as cursor:
            cursor.execute(woven(COUNTED, found=text, most=str(most)), parameters)
            ((count,),) = cursor.fetchall()
        return int(count) <= most

    def _of_found(self, sieve: Sieve, part: Said, limit: int) -> list[UUID]:
        """One look for each id."""
        found = said(sieve.found or sieve.fits)
        others = (each.checked for each in self.sieves if each is not sieve)
        where = said(self._standing, self._reach, *self.known, part, *others)
        fit = woven(OF_FOUND, found=found[0], where=where[0], **self._order)
        return self._sorted((fit, [*found[1], *where[1]]), limit)

    def _sorted(self, fit: Said, limit: int) -> list[UUID]:
        return _ids(woven(SORTED, fit=fit[0], way=self.way, limit=str(limit)), fit[1])

    def _ordered(self, where: Iterable[Condition | Said], limit: int, *, columns: str = "") -> Said:
        text, parameters = said(self._standing, *where)
        columns = columns or f"r.id, {self.by} as sorted_by"
        return woven(ORDERED, columns=columns, where=text, limit=str(limit), **self._order), parameters

    def _merged(self, teams: Sequence[UUID], part: Said, limit: int) -> Said:
        """The reader's own records and each team's are ranges of an index; what each gave first is merged."""
        own, own_with = self._ordered([("r.owner_id = %s", [self.actor.id]), part], limit)
        of_team = "r.team_id = team.id and r.owner_id is distinct from %s", [self.actor.id]
        beside = beside_reach(self.kind, self.actor)
        others, others_with = self._ordered([of_team, part, *([beside] if beside else [])], limit)
        text = woven(MERGED, own=own, others=others, way=self.way, limit=str(limit))
        return text, [*own_with, list(dict.fromkeys(teams)), *others_with]

    @property
    def _standing(self) -> Said:
        return STANDING_SQL, []

    @cached_property
    def _reach(self) -> Condition:
        return seen_sql(self.kind, self.actor)

    @property
    def _is_everybodys(self) -> bool:
        return self.actor.reach(self.kind.right("see")) == Reach.ALL

    @property
    def _often(self) -> Condition | None:
        is_found = any(each.found is not None for each in self.sieves)
        return None if self._is_own or is_found else next((each.often for each in self.sieves if each.often), None)

    @property
    def _steps(self) -> int:
        """Where nothing but columns is checked, most steps read the index alone."""
        is_cheap = self._often is not None or not self.sieves
        return MANY_STEPS if is_cheap else STEPS

    @property
    def _is_own(self) -> bool:
        return self.actor.reach(self.kind.right("see")) == Reach.OWN and self.actor.id is not None

    @property
    def _own(self) -> list[Condition]:
        """One's own records are one range."""
        return [self._reach] if self._is_own else []

    def _teams(self) -> Sequence[UUID] | None:
        reach = self.actor.reach(self.kind.right("see"))
        teams = self.actor.teams if reach == Reach.TEAM else self.actor.subtree
        if reach not in (Reach.TEAM, Reach.SUBTREE) or len(teams) > MOST_TEAMS or self.actor.id is None:
            return None
        return teams if has_list_indexes(self.kind, self.by) else None

    @property
    def _order(self) -> dict[str, str]:
        return {"by": self.by, "way": self.way, "table": self.kind.table, "joined": self.joined}


def said(*conditions: Condition | Said) -> Said:
    """All of them, as text with its parameters."""
    texts = [each if isinstance(each, str) else each.as_string(None) for each, _parameters in conditions]
    return " and ".join(texts), [parameter for _text, parameters in conditions for parameter in parameters]


def _ids(statement: str, parameters: Sequence[Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [row[0] for row in cursor.fetchall()]
