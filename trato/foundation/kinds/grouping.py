"""Counts and sums by the values of a field, and by day: what stands above groups, boards and calendars."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.reach import Reach
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.kinds.conditions import FieldUnknown, Filter, counted_within
from trato.foundation.kinds.counting import COUNTED
from trato.foundation.kinds.joining import column, source
from trato.foundation.kinds.models import STANDING_SQL
from trato.foundation.kinds.operators import BETWEEN, DATED
from trato.foundation.kinds.stopping import Patience, TookTooLong
from trato.foundation.search.queries import Condition

GROUPABLE = (FieldType.CHOICE, FieldType.USER, FieldType.TEAM, FieldType.REFERENCE)
SUMMED = (FieldType.NUMBER, FieldType.DECIMAL, FieldType.MONEY)
MOST_GROUPS = 100
MILLISECONDS = 1_500  # for all that stands above groups
SPARE = 500  # of them for a look at some records, where all of them take too long
MOST_MET = 50_000
BY_VALUE = """
with recursive value (key) as (
  (select min({key}) from {table} r where {standing}) union all
  (select (select min({key}) from {table} r where {standing} and {key} > value.key) from value
    where value.key is not null)
)
select key, total from (
  select value.key, (select count(*) from (select from {table} r where {key} = value.key and {where} limit {counted}
    ) counted) as total from value where value.key is not null
) found where total > 0 order by total desc, key limit {most}"""

BY_DAY = """
select day, total, array_agg(id order by place) from (
  select r.id, d.day, count(*) over (partition by d.day) as total,
    row_number() over (partition by d.day order by {value}, r.id) as place
  from {rows} r cross join lateral (select {day} as day) d where {where}
) placed where place <= %s group by day, total order by day"""
MET = "(select r.* from {table} r where {where} limit {met})"


@dataclass(frozen=True)
class Group:
    """`key` is the stored value, None for records without one. Sums stand by field and currency ("" for numbers).

    Records of a choice are counted up to COUNTED + 1. Of a partial one there are at least so many: to read all records
    took too long. Where to add them up did, `has_sums` is false.
    """

    key: Any
    count: int
    sums: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    is_partial: bool = False
    has_sums: bool = True


@dataclass(frozen=True)
class Day:
    """`first` are a few of its records, the earliest. A partial one has at least so many, and those may be others."""

    day: date
    count: int
    first: Sequence[UUID]
    is_partial: bool = False


def groupable_fields(kind: RecordKind, *, seen_by: Actor) -> list[Field]:
    return [
        spec
        for spec in kind.fields
        if spec.type in GROUPABLE and (spec.column or spec.filter_sql) and seen_by.may_see_field(kind.name, spec.name)
    ]


def dated_fields(kind: RecordKind, *, seen_by: Actor) -> list[Field]:
    moments = [spec for spec in kind.fields if spec.type in DATED]
    return [spec for spec in moments if seen_by.may_see_field(kind.name, spec.name)]


def read_groups(
    kind: RecordKind, by: Field, *, seen_by: Actor, filters: Sequence[Filter] = (), sums: Sequence[Field] = ()
) -> list[Group]:
    """The largest groups first; of a field with more than MOST_GROUPS values the largest ones alone."""
    if by not in groupable_fields(kind, seen_by=seen_by):
        raise FieldUnknown(_("One cannot group by “%(name)s”.") % {"name": by.label}, field="group")
    within = counted_within(kind, seen_by=seen_by, filters=filters)
    patience = Patience(MILLISECONDS)
    is_everybodys = seen_by.reach(kind.right("see")) == Reach.ALL
    counted = _counted_up_to if is_everybodys and _is_indexed(kind, by) else _counted
    rows = patience.rows(*counted(kind, by, within), spare=SPARE)
    is_partial = rows is None
    if rows is None:
        rows = _in_time(patience.rows(*_met(kind, by, within)))
    added = _sums(kind, by, within, [spec for spec in sums if spec.type in SUMMED and spec.column], patience)
    return [
        Group(
            key=key if key != "" else None,
            count=count,
            sums=(added or {}).get(key, {}),
            is_partial=is_partial,
            has_sums=added is not None,
        )
        for key, count in rows
    ]


def _counted(kind: RecordKind, by: Field, within: Condition) -> Condition:
    statement = sql.SQL(
        "select {key}, count(*) from {rows} where {where} group by 1 order by 2 desc, 1 limit {most}"
    ).format(key=_key(by), rows=source(kind, [by]), where=within[0], most=sql.Literal(MOST_GROUPS))
    return statement, within[1]


def _met(kind: RecordKind, by: Field, within: Condition) -> Condition:
    """Among the records that are met first, in no order."""
    statement = sql.SQL(
        "select key, count(*) from (select {key} as key from {rows} where {where} limit {met}) met"
        " group by 1 order by 2 desc, 1 limit {most}"
    ).format(
        key=_key(by),
        rows=source(kind, [by]),
        where=within[0],
        met=sql.Literal(MOST_MET),
        most=sql.Literal(MOST_GROUPS),
    )
    return statement, within[1]


def _in_time(rows: list[Any] | None) -> list[Any]:
    if rows is None:
        raise TookTooLong(_("To count these records takes too long, so it was stopped. Filter the list first."))
    return rows


def _counted_up_to(kind: RecordKind, by: Field, within: Condition) -> Condition:
    """One step of the index for each value there is, then each as far as it is worth the time."""
    statement = sql.SQL(BY_VALUE).format(
        key=_key(by),
        table=sql.Identifier(kind.table),
        standing=sql.SQL(STANDING_SQL),
        where=within[0],
        counted=sql.Literal(COUNTED + 1),
        most=sql.Literal(MOST_GROUPS),
    )
    return statement, within[1]


def _is_indexed(kind: RecordKind, by: Field) -> bool:
    """A choice has few values; of people there are so many that counting them all is as fast."""
    indexes = kind.model()._meta.indexes
    return by.type == FieldType.CHOICE and not by.is_made and any(each.fields == [by.column] for each in indexes)


def _sums(
    kind: RecordKind, by: Field, within: Condition, specs: Sequence[Field], patience: Patience
) -> dict[Any, dict[str, dict[str, Decimal]]] | None:
    """None where there is no time: half a sum would be a wrong one."""
    sums: dict[Any, dict[str, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for spec in specs:
        value = column(spec)
        currency: sql.Composable = sql.SQL("''")
        if spec.type == FieldType.MONEY:
            currency = column(spec, "_currency")
        statement = sql.SQL(
            "select {key}, {currency}, sum({value}) from {rows} where {where} and {value} is not null group by 1, 2"
        ).format(key=_key(by), currency=currency, value=value, rows=source(kind, [by, spec]), where=within[0])
        if (rows := patience.rows(statement, within[1])) is None:
            return None
        for key, code, total in rows:
            sums[key][spec.name][code] = Decimal(total)
    return sums


def _key(by: Field) -> sql.Composable:
    if by.column:
        return sql.SQL("{}::text" if by.is_made and by.type == FieldType.CHOICE else "{}").format(column(by))
    return sql.SQL("(({})->>'id')::uuid").format(sql.SQL(by.sql))


def read_days(
    kind: RecordKind,
    by: Field,
    span: tuple[date, date],
    *,
    seen_by: Actor,
    filters: Sequence[Filter] = (),
    most: int = 4,
) -> list[Day]:
    """Days of the reader's time zone that have records, with how many and the first few of each."""
    if by not in dated_fields(kind, seen_by=seen_by):
        raise FieldUnknown(_("“%(name)s” is no date.") % {"name": by.label}, field="by")
    day = sql.SQL("{}" if by.type == FieldType.DAY else "({} at time zone %s)::date").format(sql.SQL(by.sql))
    zone = [] if by.type == FieldType.DAY else [seen_by.time_zone]
    asked = [*filters, Filter(by.name, span, BETWEEN)]
    where, parameters = counted_within(kind, seen_by=seen_by, filters=asked)
    patience = Patience(MILLISECONDS)
    placed = sql.SQL(BY_DAY).format(value=sql.SQL(by.sql), day=day, rows=sql.Identifier(kind.table), where=where)
    rows = patience.rows(placed, [*zone, *parameters, most], spare=SPARE)
    is_partial = rows is None
    if rows is None:
        met = sql.SQL(MET).format(table=sql.Identifier(kind.table), where=where, met=sql.Literal(MOST_MET))
        placed = sql.SQL(BY_DAY).format(value=sql.SQL(by.sql), day=day, rows=met, where=sql.SQL("true"))
        rows = _in_time(patience.rows(placed, [*parameters, *zone, most]))
    return [Day(at, total, ids, is_partial) for at, total, ids in rows]
