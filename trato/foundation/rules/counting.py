"""How many fit, while somebody still builds the rules: counted where that is quick, else estimated, and said so."""

from typing import Any

from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.conditions import standing_within
from trato.foundation.kinds.counting import Count, expected
from trato.foundation.kinds.stopping import rows_within
from trato.foundation.rules.compiling import compiled
from trato.foundation.search.queries import all_of

QUICK = 250  # milliseconds


def count_soon(kind: RecordKind, rules: Any, *, seen_by: Actor, milliseconds: int = QUICK) -> Count:
    """Of the records that the reader sees. The server itself ends what takes longer."""
    condition = compiled(kind, rules, seen_by=seen_by, place="rules").fits
    within = all_of([standing_within(kind, seen_by=seen_by), condition])
    statement = sql.SQL("select count(*) from {} r where {}").format(sql.Identifier(kind.table), within[0])
    if counted := rows_within(milliseconds, statement, within[1]):
        return Count(int(counted[0][0]))
    number, _cost = expected(kind, within)
    return Count(number, is_exact=False)
