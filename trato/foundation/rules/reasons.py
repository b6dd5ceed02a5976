"""Why a record fits a tree or does not: each condition asked of that one record."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.rules.leaves import Compiled, Leaf

AT_ONCE = 200


@dataclass(frozen=True)
class Reason:
    """`held` says what the record has, where a condition can tell."""

    is_true: bool
    held: str = ""


def reasons_of(whole: Compiled, kind: RecordKind, record_id: UUID) -> dict[str, Reason]:
    """By the conditions' places in the tree."""
    places, found = list(whole.leaves), {}
    for first in range(0, len(places), AT_ONCE):
        some = places[first : first + AT_ONCE]
        found.update(_asked({place: whole.leaves[place] for place in some}, kind, record_id))
    return found


def _asked(leaves: Mapping[str, Leaf], kind: RecordKind, record_id: UUID) -> dict[str, Reason]:
    truths = [sql.SQL("({}) is true").format(leaf.of_one[0]) for leaf in leaves.values()]
    held = [sql.SQL("({})").format(leaf.held[0]) for leaf in leaves.values()]
    statement = sql.SQL("select array[{}], array[{}] from {} r where r.id = %s").format(
        sql.SQL(", ").join(truths), sql.SQL(", ").join(held), sql.Identifier(kind.table)
    )
    given = [each for leaf in leaves.values() for each in leaf.of_one[1]]
    given += [each for leaf in leaves.values() for each in leaf.held[1]]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, record_id])
        row = cursor.fetchone()
    if row is None:
        return {}
    return {place: Reason(truth, text or "") for place, truth, text in zip(leaves, *row, strict=True)}
