"""Conditions on other records that one is connected with.

`{"of": "company", "where": …}` follows a reference of the record; `{"of": "task.contact", "where": …}` asks for a
record of another kind that refers to it. The inner tree is read with the actor's rights on that kind, and among the
records that he may see.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import UnknownKind, record_kind, record_kinds
from trato.foundation.kinds.conditions import visible_field
from trato.foundation.kinds.models import STANDING_SQL
from trato.foundation.kinds.seeing import seen_sql
from trato.foundation.rules.errors import refused
from trato.foundation.rules.fields import topic_of
from trato.foundation.rules.leaves import Asking, Compiled, Farther, Leaf, Rule, Through
from trato.foundation.search.queries import Condition, all_of

KEYS = ("of", "where")
GIVEN = sql.SQL("select unnest(%s::uuid[])")


def relations_of(kind: RecordKind, *, asking_actor: Any) -> dict[str, tuple[str, RecordKind]]:
    """What can stand in `of`: its label, and the kind of the record that is asked about."""
    found: dict[str, tuple[str, RecordKind]] = {}
    for spec in kind.fields:
        if _leads_on(spec) and asking_actor.may_see_field(kind.name, spec.name):
            found[spec.name] = (str(spec.label), record_kind(spec.refers_to))
    for other in record_kinds():
        for spec in other.fields:
            if spec.refers_to == kind.name and spec.column and asking_actor.may_see_field(other.name, spec.name):
                found[f"{other.name}.{spec.name}"] = (str(spec.pointed_from or other.label), other)
    return {name: each for name, each in found.items() if asking_actor.may(each[1].right("see"))}


def relation_leaf(rule: Rule, place: str, asking: Asking) -> Leaf:
    if unknown := sorted(str(name) for name in set(rule) - set(KEYS)):
        raise refused(f"{place}/{unknown[0][:60]}", _("This rule has only: %(names)s.") % {"names": ", ".join(KEYS)})
    name = rule.get("of")
    if not isinstance(name, str):
        raise refused(f"{place}/of", _("This names no relation."))
    known = relations_of(asking.kind, asking_actor=asking.actor)
    if name not in known:
        told = {"name": name[:60], "names": ", ".join(known)}
        raise refused(f"{place}/of", _("There is no relation “%(name)s”. There are: %(names)s.") % told)
    other = known[name][1]
    inner = asking.compiled(other, rule["where"], f"{place}/where")
    connect = _back(asking.kind, name) if "." in name else _on(visible_field(asking.kind, name, seen_by=asking.actor))
    standing = all_of([(sql.SQL(STANDING_SQL), []), seen_sql(other, asking.actor)])
    return _leaf(asking, name, other, inner, standing, connect)


def _leaf(asking: Asking, name: str, other: RecordKind, inner: Compiled, standing: Condition, connect: Any) -> Leaf:
    def found(condition: Condition) -> Condition:
        where, parameters = all_of([standing, condition])
        return sql.SQL("select r.id from {} r where {}").format(sql.Identifier(other.table), where), parameters

    def among(condition: Condition) -> Condition:
        select, parameters = found(condition)
        return connect(other, select), parameters

    def crossed(since: Any, until: Any) -> Condition | None:
        pieces = [piece for each in inner.crossings if (piece := each(since, until))]
        joined = sql.SQL(" or ").join(sql.SQL("({})").format(piece) for piece, _with in pieces)
        return (
            among((sql.SQL("({})").format(joined), [one for _sql, given in pieces for one in given]))
            if pieces
            else None
        )

    def of_these(ids: Sequence[UUID]) -> Condition:
        select = sql.SQL("select m.root_id from {} m where m.id = any(%s)").format(sql.Identifier(other.table))
        return connect(other, select), [list(ids)]

    def further(through: Through) -> Through:
        return lambda ids: among(through(ids))

    return Leaf(
        fits=among(inner.fits),
        topics=inner.topics | _topics(asking.kind, name, other),
        crossed=crossed if inner.crossings else None,
        beyond=[(other.name, of_these), *((kind, further(through)) for kind, through in inner.beyond)],
        inner=inner,
        farther=Farther(select=found(inner.fits), fits=lambda ids: (connect(other, GIVEN), [list(ids)])),
    )


def _topics(kind: RecordKind, name: str, other: RecordKind) -> set[str]:
    """Who is connected may change on whichever side the reference stands."""
    side, field_name = (other, name.partition(".")[2]) if "." in name else (kind, name)
    return {topic_of(side.name, side.by_name[field_name]), f"kind:{other.name}"}


def _leads_on(spec: Field) -> bool:
    if not spec.refers_to or spec.type != FieldType.REFERENCE:
        return False
    try:
        record_kind(spec.refers_to)
    except UnknownKind:
        return False
    return bool(spec.column or spec.filter_sql)


def _on(spec: Field) -> Any:
    """Along a reference. What points at an absorbed record points at the one it was merged into."""

    def connect(other: RecordKind, select: sql.Composable) -> sql.Composable:
        members = sql.SQL("select m.id from {} m where m.root_id in ({})").format(sql.Identifier(other.table), select)
        if spec.column:
            return sql.SQL("r.{} in ({})").format(sql.Identifier(spec.column), members)
        before, _mark, after = spec.filter_sql.partition("%s")
        return sql.SQL("{}array({}){}").format(sql.SQL(before), members, sql.SQL(after))

    return connect


def _back(kind: RecordKind, name: str) -> Any:
    """From records of another kind that refer to this one, or to what was merged into it."""
    column = record_kind(name.partition(".")[0]).by_name[name.partition(".")[2]].column

    def connect(other: RecordKind, select: sql.Composable) -> sql.Composable:
        return sql.SQL(
            "r.id in (select born.root_id from {other} o join {table} born on born.id = o.{column}"
            " where o.id in ({select}))"
        ).format(
            other=sql.Identifier(other.table),
            table=sql.Identifier(kind.table),
            column=sql.Identifier(column),
            select=select,
        )

    return connect
