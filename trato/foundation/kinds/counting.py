"""How many records there are, as far as it is worth the time: above a list nobody waits for the count of millions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.conditions import Filter, counted_within, standing_within
from trato.foundation.kinds.sieves import sieves
from trato.foundation.kinds.walking import said
from trato.foundation.search.queries import Condition, all_of
from trato.kit.prepared import rows_prepared, woven

COUNTED = 10_000
COUNTED_FOUND = "select count(*) from (select from ({found}) found limit {most} + 1) counted"
FEW = 2_000  # that one sieve lets through: looked at one by one
DEAR = 8_000  # in the planner's units: some ten milliseconds


@dataclass(frozen=True)
class Count:
    """`number` is one above the limit where there are more; where it is not exact it was estimated, not counted."""

    number: int
    is_exact: bool = True


def count_up_to(kind: RecordKind, *, seen_by: Actor, filters: Sequence[Filter] = (), limit: int = COUNTED) -> int:
    """How many there are, `limit` + 1 when there are more. Counted, however long it takes."""
    few = _counted_by_few(kind, filters, seen_by, limit)
    return few if few is not None else _count(kind, counted_within(kind, seen_by=seen_by, filters=filters), limit)


def count_about(kind: RecordKind, *, seen_by: Actor, filters: Sequence[Filter] = (), limit: int = COUNTED) -> Count:
    """Counted where that is cheap, else as many as PostgreSQL's statistics expect."""
    few = _counted_by_few(kind, filters, seen_by, limit)
    if few is not None:
        return Count(few)
    within = counted_within(kind, seen_by=seen_by, filters=filters)
    if len(filters) > 1 or sieves(kind, filters, seen_by=seen_by)[1]:
        about, cost = expected(kind, within, limit=limit)
        if cost > DEAR:
            return Count(about, is_exact=False)
    return Count(_count(kind, within, limit))


def _are_few(found: Condition) -> bool:
    text, parameters = said(found)
    ((count,),) = rows_prepared(woven(COUNTED_FOUND, found=text, most=str(FEW)), parameters)
    return int(count) <= FEW


def _counted_by_few(kind: RecordKind, filters: Sequence[Filter], actor: Actor, limit: int) -> int | None:
    """From the sieve that lets few through, where there is one."""
    known, others = sieves(kind, filters, seen_by=actor)
    for sieve in others:
        if sieve.found is not None and _are_few(sieve.found):
            checked = [each.checked for each in others if each is not sieve]
            fits = all_of([standing_within(kind, seen_by=actor), *known, *checked])
            return _count_found(kind, sieve.found, fits, limit)
    return None


def _count_found(kind: RecordKind, found: Condition, fits: Condition, limit: int) -> int:
    """One look for each. OFFSET keeps a planner that does not know how few they are from reading the table."""
    statement = sql.SQL(
        "select count(*) from (select 1 from (select distinct id from ({select}) found (id)) found cross join lateral"
        " (select from {table} r where r.id = found.id and {where} offset 0) fit limit %s) counted"
    ).format(select=found[0], table=sql.Identifier(kind.table), where=fits[0])
    return _number(statement, [*found[1], *fits[1], limit + 1])


def _count(kind: RecordKind, within: Condition, limit: int) -> int:
    statement = sql.SQL("select count(*) from (select 1 from {} r where {} limit %s) counted").format(
        sql.Identifier(kind.table), within[0]
    )
    return _number(statement, [*within[1], limit + 1])


def expected(kind: RecordKind, within: Condition, *, limit: int = 0) -> tuple[int, float]:
    """Rows, and the cost of all of them or of the first so many, without reading one."""
    statement = sql.SQL("explain (format json) select 1 from {} r where {}").format(
        sql.Identifier(kind.table), within[0]
    )
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("{} limit {}").format(statement, limit) if limit else statement, within[1])
        ((plans,),) = cursor.fetchall()
    plan = plans[0]["Plan"]
    return int(plan["Plans"][0]["Plan Rows"] if limit else plan["Plan Rows"]), float(plan["Total Cost"])


def _number(statement: sql.Composable, parameters: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        ((number,),) = cursor.fetchall()
    return int(number)
