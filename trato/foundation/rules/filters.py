"""A whole tree as one filter of a list: in its address, in saved views, for bulk acts, exports and boards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.asking import ListFilter
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.conditions import Filter
from trato.foundation.kinds.models import STANDING_SQL
from trato.foundation.kinds.operators import IS, NOT
from trato.foundation.kinds.stopping import rows_within
from trato.foundation.rules.compiling import compiled
from trato.foundation.rules.errors import refused
from trato.foundation.rules.leaves import Compiled, Farther
from trato.foundation.search.queries import Condition

RULES = "rules"
LONGEST = 6_000  # an address that every server and browser on the way takes
MOST_TREES = 5
FEW = 1_000
FEW_FARTHER = 5_000  # on the other side of a relation
PATIENCE = 1_500  # milliseconds
SAMPLED, OFTEN = 500, 10  # so many of them, and a walk along any order meets a page of them soon
_SIZE = "select greatest(reltuples, 0)::bigint from pg_class where oid = to_regclass(%s)"
_SAMPLE = sql.SQL("select count(*) from (select * from {} tablesample system (%s) limit %s) r where {} and {}")
Piece = tuple[Condition, Condition, bool]


def rules_from(text: str, *, place: str = RULES, longest: int = LONGEST) -> Any:
    """JSON that somebody typed or that stands in an address."""
    if len(text) > longest:
        said = _("This filter is too long for an address. Keep it as a segment, and filter by the segment.")
        raise refused(place, said)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise refused(place, _("These rules cannot be read.")) from None


def compact(rules: Any) -> str:
    return orjson.dumps(rules).decode()


@dataclass(frozen=True)
class Part:
    """What must hold of a tree beside its other parts. `few` are all that fit, where they were dear to find and few.

    `farther` are all that fit on the other side of a relation, where they are few.
    """

    rules: Any
    few: Sequence[UUID] | None = None
    farther: Sequence[UUID] | None = None


@dataclass(frozen=True)
class Tree:
    text: str
    parts: Sequence[Part]


def _read(kind: RecordKind, texts: Sequence[str], by: Actor) -> tuple[Tree, ...]:
    if len(texts) > MOST_TREES:
        raise refused(RULES, _("There are too many filters in this address."))
    trees = [rules_from(text) for text in texts]
    for tree in trees:
        compiled(kind, tree, seen_by=by, place=RULES)
    return tuple(_tree(kind, tree, by) for tree in trees)


def filter_by_rules(kind: RecordKind, tree: Any, *, seen_by: Actor, place: str) -> Filter:
    """A tree as a filter of a list. What is wrong with it is told by its place."""
    compiled(kind, tree, seen_by=seen_by, place=place)
    return Filter(RULES, (_tree(kind, tree, seen_by),))


def _tree(kind: RecordKind, tree: Any, by: Actor) -> Tree:
    return Tree(compact(tree), [_part(kind, part, by) for part in _conjuncts(tree)])


def _part(kind: RecordKind, rules: Any, by: Actor) -> Part:
    """A list asks several times, from several sides; what is dear to find is found once."""
    one = compiled(kind, rules, seen_by=by, place=RULES)
    if one.is_dear:
        return Part(rules, few=None if _fits_often(kind, one) else _few(kind, one))
    leaf = one.leaves.get(RULES)
    return Part(rules, farther=_few_farther(leaf.farther) if leaf and leaf.farther else None)


def _fits_often(kind: RecordKind, one: Compiled) -> bool:
    """Asked of a handful, of a table so large that to ask all would take long."""
    with connection.cursor() as cursor:
        cursor.execute(_SIZE, [kind.table])
        ((size,),) = cursor.fetchall()
    if size < SAMPLED * 100:
        return False
    checked, parameters = one.checked
    statement = _SAMPLE.format(sql.Identifier(kind.table), sql.SQL(STANDING_SQL), checked)
    found = rows_within(PATIENCE, statement, [200 * SAMPLED / size, SAMPLED, *parameters])
    return bool(found and found[0][0] >= OFTEN)


def _few(kind: RecordKind, one: Compiled) -> list[UUID] | None:
    condition, parameters = one.fits
    statement = sql.SQL("select r.id from {} r where {} and {} limit %s").format(
        sql.Identifier(kind.table), sql.SQL(STANDING_SQL), condition
    )
    found = rows_within(PATIENCE, statement, [*parameters, FEW + 1])
    return None if found is None or len(found) > FEW else [row[0] for row in found]


def _few_farther(farther: Farther) -> list[UUID] | None:
    select, parameters = farther.select
    found = rows_within(PATIENCE, sql.SQL("{} limit %s").format(select), [*parameters, FEW_FARTHER + 1])
    return None if found is None or len(found) > FEW_FARTHER else [row[0] for row in found]


def _pieces(kind: RecordKind, values: Sequence[Any], by: Actor) -> list[Piece]:
    """What stands joined by “and” on top is met one by one, so that a rare piece can lead."""
    return [_piece(kind, part, by) for tree in values for part in tree.parts]


def _piece(kind: RecordKind, part: Part, by: Actor) -> Piece:
    if part.few is not None:
        among = sql.SQL("r.id = any(%s)"), [list(part.few)]
        return among, among, True
    one = compiled(kind, part.rules, seen_by=by, place=RULES)
    leaf = one.leaves.get(RULES)
    if part.farther is not None and leaf and leaf.farther:
        through = leaf.farther.fits(part.farther)
        return through, through, False
    # In brackets, so that a list does not try to find them all itself: that was just given up.
    fits = (sql.SQL("({})").format(one.fits[0]), one.fits[1]) if one.is_dear else one.fits
    return fits, one.checked, _is_known(one)


def _conjuncts(tree: Any) -> list[Any]:
    is_and = isinstance(tree, Mapping) and tree.keys() == {"and"}
    return [part for each in tree["and"] for part in _conjuncts(each)] if is_and else [tree]


def _is_known(one: Compiled) -> bool:
    """A column's value, of which the planner has statistics."""
    found = [leaf.filter for leaf in one.leaves.values()]
    text = one.fits[0].as_string(None)
    return all(each is not None and each.operator in (IS, NOT) for each in found) and "select" not in text


RULES_FILTER = ListFilter(name=RULES, read=_read, pieces=_pieces)
