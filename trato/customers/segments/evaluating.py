"""Who is in a segment, in one statement: for some records that something happened to, or for all of them.

Both write under the segment's own lock, taken before the statement begins, so that whoever writes last has looked last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.customers.segments.models import Segment
from trato.customers.segments.queries import compiled_segment
from trato.foundation.public import STANDING_SQL, Condition, record_kind

_HOLD = "select pg_advisory_xact_lock(hashtext('customers.segment'), hashtext(%s))"
NOBODY: Condition = (sql.SQL("false"), [])

# OFFSET keeps a planner that does not know how few they are from asking every record of the table.
_TOUCHED = sql.SQL("""
with asked(id) as (select unnest(%s::uuid[])),
touched as materialized (select distinct m.root_id as id from {table} m join asked on asked.id = m.id),
fits as materialized (select r.id from touched cross join lateral
  (select r.id from {table} r where r.id = touched.id and {standing} and ({condition}) offset 0) r),
gone as (update customers_segmentmember s set until = %s
  where s.segment_id = %s and s.until is null
    and s.record_id in (select id from asked union select id from touched)
    and not exists (select from fits where fits.id = s.record_id) returning s.record_id),
come as (insert into customers_segmentmember (segment_id, record_id, since)
  select %s, fits.id, %s from fits where not exists (select from customers_segmentmember s
    where s.segment_id = %s and s.record_id = fits.id and s.until is null)
  on conflict do nothing returning record_id)
select record_id, true from come union all select record_id, false from gone
""")

# Only what differs is kept, in the order of its pages: a recount of a million mostly finds a handful.
_STAGE = sql.SQL("""
insert into pg_temp.segment_recount
select coalesce(f.id, s.record_id), s.record_id is null
from (select r.id from {table} r where {standing} and ({condition})) f
full join (select record_id from customers_segmentmember where segment_id = %s and until is null) s
  on s.record_id = f.id
where f.id is null or s.record_id is null
""")
_STAGED = """select id, joins from pg_temp.segment_recount
  where ctid >= format('(%%s,0)', %s::int)::tid and ctid < format('(%%s,0)', %s::int)::tid"""
_PAGES = "select pg_relation_size('pg_temp.segment_recount') / current_setting('block_size')::int"
_SIZE = "select count(*) from customers_segmentmember where segment_id = %s and until is null"
_JOIN = """insert into customers_segmentmember (segment_id, record_id, since)
  select %s, unnest(%s::uuid[]), %s on conflict do nothing returning record_id"""
_LEAVE = """update customers_segmentmember set until = %s
  where segment_id = %s and until is null and record_id = any(%s) returning record_id"""


@dataclass(frozen=True)
class Moved:
    joined: Sequence[UUID] = ()
    left: Sequence[UUID] = ()

    def __bool__(self) -> bool:
        return bool(self.joined or self.left)


def hold(segment_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [str(segment_id)])


def evaluate(one: Segment, ids: Sequence[UUID], *, moment: datetime) -> Moved:
    """Those of the records, or of what they were merged into, that fit come in; those that do not fall out."""
    condition, parameters = _condition(one, moment)
    statement = _TOUCHED.format(
        table=sql.Identifier(record_kind(one.member_kind).table), standing=sql.SQL(STANDING_SQL), condition=condition
    )
    given: list[Any] = [list(ids), *parameters, moment, one.id, one.id, moment, one.id]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        rows = cursor.fetchall()
    return Moved([id_ for id_, is_in in rows if is_in], [id_ for id_, is_in in rows if not is_in])


def _condition(one: Segment, moment: datetime) -> Condition:
    return compiled_segment(one.member_kind, one.rules, moment=moment).checked if one.rules else NOBODY


def stage(one: Segment, *, moment: datetime) -> int:
    """Who is to come and who to go, kept for this session. Answers on how many pages they stand."""
    kind = record_kind(one.member_kind)
    condition, parameters = compiled_segment(kind.name, one.rules, moment=moment).fits if one.rules else NOBODY
    statement = _STAGE.format(table=sql.Identifier(kind.table), standing=sql.SQL(STANDING_SQL), condition=condition)
    with connection.cursor() as cursor:
        cursor.execute("create temporary table if not exists segment_recount (id uuid, joins boolean)")
        cursor.execute("truncate pg_temp.segment_recount")
        cursor.execute(statement, [*parameters, one.id])
        cursor.execute(_PAGES)
        ((pages,),) = cursor.fetchall()
    return int(pages)


def staged(page: int, *, pages: int) -> Moved:
    with connection.cursor() as cursor:
        cursor.execute(_STAGED, [page, page + pages])
        rows = cursor.fetchall()
    return Moved([id_ for id_, joins in rows if joins], [id_ for id_, joins in rows if not joins])


def count_members(one: Segment) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_SIZE, [one.id])
        ((count,),) = cursor.fetchall()
    return int(count)


def join(one: Segment, ids: Sequence[UUID], *, moment: datetime) -> list[UUID]:
    return _ids(_JOIN, [one.id, list(ids), moment])


def leave(one: Segment, ids: Sequence[UUID], *, moment: datetime) -> list[UUID]:
    return _ids(_LEAVE, [moment, one.id, list(ids)])


def _ids(statement: str, parameters: Sequence[Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [id_ for (id_,) in cursor.fetchall()]
