"""Which rows of a kind somebody sees, and how a row names another one."""

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.queries import reach_sql
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.search.queries import Condition, all_of


def seen_sql(kind: RecordKind, actor: Actor) -> Condition:
    """How far the right to see goes, and what the kind asks beside it, for a row `r`."""
    reach = reach_sql(actor, kind.right("see"))
    beside = beside_reach(kind, actor)
    return all_of([reach, beside]) if beside else reach


def beside_reach(kind: RecordKind, actor: Actor) -> Condition | None:
    return kind.sight(actor) if kind.sight else None


def referred_sql(table: str, column: str) -> str:
    """Reads the record of `table` to which a row `r` points: its id and its name. Of constants, never of input."""
    return f"(select json_build_object('id', c.id, 'name', c.name) from {table} c where c.id = r.{column})"  # noqa: S608  # constants
