"""What came into a list since somebody read it. Ids hold the time they were made, so their index finds the newest."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.conditions import Filter, counted_within

MOST_LOOKED_AT = 2_000


def arrived_since(
    kind: RecordKind, since: UUID, *, seen_by: Actor, filters: Sequence[Filter] = (), limit: int
) -> list[UUID]:
    """Ids of records made after `since` that the reader would find in the list, at most `limit` of them."""
    condition, parameters = counted_within(kind, seen_by=seen_by, filters=filters)
    # The newest are taken first and looked at after: however large the table, the work is that of the newest.
    statement = sql.SQL(
        "with newest as materialized (select id from {table} where id > %s order by id desc limit %s)"
        " select r.id from newest join {table} r on r.id = newest.id where {condition} limit %s"
    ).format(table=sql.Identifier(kind.table), condition=condition)
    with connection.cursor() as cursor:
        cursor.execute(statement, [since, MOST_LOOKED_AT, *parameters, limit])
        return [id_ for (id_,) in cursor.fetchall()]
