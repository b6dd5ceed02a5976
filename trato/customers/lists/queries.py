"""Questions about lists."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from psycopg import sql

from trato.customers.lists.models import ListMember, StaticList
from trato.foundation.public import (
    RULES,
    STANDING_SQL,
    Actor,
    NotFound,
    compact,
    filters_from,
    reach_sql,
    read_page,
    record_kind,
)


def list_seen_by(list_id: UUID, actor: Actor) -> StaticList:
    one = StaticList.objects.seen_by(actor).filter(pk=list_id, is_standing=True).first()
    if one is None:
        raise NotFound(_("There is no such list, or it is not yours to see."))
    return one


def count_members(one: StaticList, actor: Actor) -> int:
    """Standing records on it, as far as the reader sees them; who was merged counts once."""
    kind = record_kind(one.member_kind)
    reach, parameters = reach_sql(actor, kind.right("see"))
    statement = sql.SQL(
        "select count(distinct r.id) from customers_listmember m join {table} born on born.id = m.record_id"
        " join {table} r on r.id = born.root_id where m.of_id = %s and {standing} and {reach}"
    ).format(table=sql.Identifier(kind.table), standing=sql.SQL(STANDING_SQL), reach=reach)
    with connection.cursor() as cursor:
        cursor.execute(statement, [one.id, *parameters])
        ((count,),) = cursor.fetchall()
    return int(count)


def lists_of(ids: Any, actor: Actor) -> QuerySet[StaticList]:
    """Those that the reader sees and one of some records, such as all of a cluster, is on."""
    on = ListMember.objects.filter(record_id__in=ids).values("of_id")
    return StaticList.objects.seen_by(actor).filter(is_standing=True, pk__in=on).order_by("sort_key")


def members_page(one: StaticList, actor: Actor, *, limit: int, after: str) -> dict[str, Any]:
    kind = record_kind(one.member_kind)
    filters, _refused = filters_from(kind, {RULES: [compact({"list": str(one.id)})]}, seen_by=actor)
    page = read_page(kind, seen_by=actor, columns=["name"], after=after, limit=limit, filters=filters)
    rows = [{"id": row["id"], "name": row["name"]} for row in page.rows]
    return {"results": rows, "paging": {"next": {"after": page.next} if page.next else None}}
