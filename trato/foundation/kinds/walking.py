"""The ids of a page, in order, in a bounded number of steps whatever is asked for.

A list is a walk along the index of its order. Where hardly anything fits the walk would be long: then what fits is
found first, by its own index, and sorted. Which of them it is turns out by trying, not by guessing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.queries import reach_sql
from trato.foundation.actors.reach import Reach
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.conditions import has_list_indexes
from trato.foundation.kinds.sieves import Sieve
from trato.foundation.search.queries import Condition, all_of

FEW = 1_000  # sorted faster than as many index entries are walked
MANY = 20_000  # looked at one by one within some hundredths of a second
STEPS = 5_000  # along an order before it is given up
MOST_TEAMS = 150  # each is a range of its own; beyond, their records are so many that a walk meets enough of them


@dataclass(frozen=True, kw_only=True)
class Walk:
    """`known` is what the planner knows enough of; `sieves` may be rare."""

    kind: RecordKind
    by: sql.Composable
    way: sql.Composable
    actor: Actor
    known: Condition
    sieves: Sequence[Sieve]

    def statement(self, part: Condition, limit: int) -> Condition:
        """Selects id and what it is sorted by. Only where nothing was asked for but an order."""
        teams = self._teams()
        if teams is None:
            return self._ordered(all_of([self._reach(), self.known, part]), limit)
        return self._merged(teams, all_of([self.known, part]), limit)

    def ids(self, part: Condition, limit: int) -> list[UUID]:
        if not self.sieves and self.actor.reach(self.kind.right("see")) == Reach.ALL:
            return _ids(*self._ordered(all_of([self.known, part]), limit))
        for sieve in self.sieves:
            if sieve.found is not None and self._are_at_most(FEW, sieve.found):
                return self._of_found(sieve, part, limit)
        return self._on_the_way(part, limit) or self._of_all(part, limit)

    def _are_at_most(self, most: int, found: Condition) -> bool:
        select = sql.SQL("select count(*) from (select from ({}) found limit %s) counted").format(found[0])
        with connection.cursor() as cursor:
            cursor.execute(select, [*found[1], most + 1])
            ((count,),) = cursor.fetchall()
        return int(count) <= most

    def _on_the_way(self, part: Condition, limit: int) -> list[UUID]:
        """A page, or nothing when it was not full after so many steps."""
        fits, parameters = all_of([self._reach(), *(each.checked for each in self.sieves)])
        walked, walked_with = self._ordered(all_of([self.known, *self._own(), part]), STEPS, whole=True)
        statement = sql.SQL("select r.id from ({}) r where {} limit %s").format(walked, fits)
        found = _ids(statement, [*walked_with, *parameters, limit])
        return found if len(found) == limit else []

    def _of_all(self, part: Condition, limit: int) -> list[UUID]:
        """What fits is met too rarely on the way: either the sieve lets few through, or the reader sees few."""
        for sieve in self.sieves:
            if sieve.found is not None and self._are_at_most(MANY, sieve.found):
                return self._of_found(sieve, part, limit)
        is_everybodys = self.actor.reach(self.kind.right("see")) == Reach.ALL
        fitting = (each.fits if is_everybodys else each.checked for each in self.sieves)
        where, parameters = all_of([self._reach(), self.known, part, *fitting])
        fit = sql.SQL("select r.id, {by} as sorted_by from {table} r where {where}")
        return self._sorted((fit.format(by=self.by, table=self._table, where=where), parameters), limit)

    def _of_found(self, sieve: Sieve, part: Condition, limit: int) -> list[UUID]:
        """One look for each id. OFFSET keeps a planner that does not know how few they are from reading the table."""
        select, select_with = sieve.found or sieve.fits
        others = (each.checked for each in self.sieves if each is not sieve)
        where, parameters = all_of([self._reach(), self.known, part, *others])
        fit = sql.SQL(
            "select fit.id, fit.sorted_by from (select distinct id from ({select}) found (id)) found cross join lateral"
            " (select r.id, {by} as sorted_by from {table} r where r.id = found.id and {where} offset 0) fit"
        ).format(select=select, by=self.by, table=self._table, where=where)
        return self._sorted((fit, [*select_with, *parameters]), limit)

    def _sorted(self, fit: Condition, limit: int) -> list[UUID]:
        """Materialised: with the limit in sight, the planner would rather walk the order after all."""
        statement = sql.SQL(
            "with fit as materialized ({fit}) select id from fit order by sorted_by {way}, id {way} limit %s"
        ).format(fit=fit[0], way=self.way)
        return _ids(statement, [*fit[1], limit])

    def _ordered(self, where: Condition, limit: int, *, whole: bool = False) -> Condition:
        statement = sql.SQL(
            "select {columns} from {table} r where {where} order by {by} {way}, r.id {way} limit %s"
        ).format(
            columns=sql.SQL("r.*") if whole else sql.SQL("r.id, {} as sorted_by").format(self.by),
            by=self.by,
            table=self._table,
            where=where[0],
            way=self.way,
        )
        return statement, [*where[1], limit]

    def _merged(self, teams: Sequence[UUID], where: Condition, limit: int) -> Condition:
        """The reader's own records and each team's are ranges of an index; what each gave first is merged."""
        own, own_with = self._ordered(all_of([(sql.SQL("r.owner_id = %s"), [self.actor.id]), where]), limit)
        of_team = sql.SQL("r.team_id = team.id and r.owner_id is distinct from %s"), [self.actor.id]
        others, others_with = self._ordered(all_of([of_team, where]), limit)
        statement = sql.SQL(
            "select id, sorted_by from (({own}) union all"
            " select given.id, given.sorted_by from unnest(%s::uuid[]) team (id)"
            " cross join lateral ({others}) given) merged order by sorted_by {way}, id {way} limit %s"
        ).format(own=own, others=others, way=self.way)
        return statement, [*own_with, list(dict.fromkeys(teams)), *others_with, limit]

    def _reach(self) -> Condition:
        return reach_sql(self.actor, self.kind.right("see"))

    def _own(self) -> list[Condition]:
        """One's own records are one range."""
        is_own = self.actor.reach(self.kind.right("see")) == Reach.OWN and self.actor.id is not None
        return [self._reach()] if is_own else []

    def _teams(self) -> Sequence[UUID] | None:
        reach = self.actor.reach(self.kind.right("see"))
        teams = self.actor.teams if reach == Reach.TEAM else self.actor.subtree
        if reach not in (Reach.TEAM, Reach.SUBTREE) or len(teams) > MOST_TEAMS or self.actor.id is None:
            return None
        return teams if has_list_indexes(self.kind, self.by.as_string(None)) else None

    @property
    def _table(self) -> sql.Composable:
        return sql.Identifier(self.kind.table)


def _ids(statement: sql.Composable, parameters: Sequence[Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [row[0] for row in cursor.fetchall()]
