"""Questions about segments: what they are made of, who is in them, how they grew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.customers.segments.models import Segment, SegmentMember, SegmentSize
from trato.foundation.public import (
    RULES,
    STANDING_SQL,
    SYSTEM,
    Actor,
    Compiled,
    NotFound,
    Reach,
    Reason,
    compact,
    compiled,
    filters_from,
    installation,
    reach_sql,
    read_page,
    reasons_of,
    record_kind,
    refuse_erased,
)

SEGMENT_TOPIC = "segment:"
SHOWN = 20
COMPARED = 3
DAYS = 90


def topic_of(segment_id: UUID) -> str:
    return f"{SEGMENT_TOPIC}{segment_id}"


def on_whose_behalf() -> Actor:
    """A segment is the same for everybody: its days begin where the company is, and its rules see all records."""
    return replace(SYSTEM, time_zone=installation().time_zone)


def compiled_segment(member_kind: str, rules: Any, *, moment: datetime | None = None) -> Compiled:
    return compiled(record_kind(member_kind), rules, seen_by=on_whose_behalf(), moment=moment, place="rules")


def segment_seen_by(segment_id: UUID, actor: Actor) -> Segment:
    one = Segment.objects.seen_by(actor).filter(pk=segment_id, is_standing=True).first()
    if one is None:
        raise NotFound(_("There is no such segment, or it is not yours to see."))
    return one


def rules_seen_by(one: Segment, actor: Actor) -> Any:
    """Refused where a condition is on something that the reader may not see."""
    if one.rules:
        compiled(record_kind(one.member_kind), one.rules, seen_by=actor, place="rules")
    return one.rules


def sees_all_members(one: Segment, actor: Actor) -> bool:
    return actor.reach(record_kind(one.member_kind).right("see")) == Reach.ALL


def size_seen_by(one: Segment, actor: Actor) -> int:
    """Of those that the reader sees; all of them only for who sees every record."""
    return one.size if sees_all_members(one, actor) else count_shared([one], actor)


def sizes_of(one: Segment, *, days: int = DAYS) -> list[SegmentSize]:
    """Oldest first."""
    return list(SegmentSize.objects.filter(segment_id=one.id).order_by("-day")[:days])[::-1]


@dataclass(frozen=True)
class Move:
    """A member that came or went, as far as the reader sees it."""

    record_id: UUID
    name: str
    at: datetime


def latest_joined(one: Segment, actor: Actor, *, limit: int = SHOWN) -> list[Move]:
    return _moves(one, actor, sql.SQL("m.until is null"), sql.SQL("m.since"), limit)


def latest_left(one: Segment, actor: Actor, *, limit: int = SHOWN) -> list[Move]:
    return _moves(one, actor, sql.SQL("m.until is not null"), sql.SQL("m.until"), limit)


def _moves(one: Segment, actor: Actor, which: sql.Composable, at: sql.Composable, limit: int) -> list[Move]:
    kind = record_kind(one.member_kind)
    reach, parameters = reach_sql(actor, kind.right("see"))
    statement = sql.SQL(
        "select m.record_id, r.name, {at} from customers_segmentmember m join {table} r on r.id = m.record_id"
        " where m.segment_id = %s and {which} and {standing} and {reach} order by {at} desc limit %s"
    ).format(at=at, table=sql.Identifier(kind.table), which=which, standing=sql.SQL(STANDING_SQL), reach=reach)
    with connection.cursor() as cursor:
        cursor.execute(statement, [one.id, *parameters, limit])
        return [Move(*row) for row in cursor.fetchall()]


def count_shared(segments: Sequence[Segment], actor: Actor) -> int:
    """How many that the reader sees are in all of them."""
    first, *others = segments
    kind = record_kind(first.member_kind)
    reach, parameters = reach_sql(actor, kind.right("see"))
    also = sql.SQL("").join(
        sql.SQL(
            " join customers_segmentmember {m} on {m}.record_id = m.record_id and {m}.segment_id = %s"
            " and {m}.until is null"
        ).format(m=sql.Identifier(f"m{number}"))
        for number, _other in enumerate(others)
    )
    statement = sql.SQL(
        "select count(*) from customers_segmentmember m{also} join {table} r on r.id = m.record_id"
        " where m.segment_id = %s and m.until is null and {standing} and {reach}"
    ).format(also=also, table=sql.Identifier(kind.table), standing=sql.SQL(STANDING_SQL), reach=reach)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(other.id for other in others), first.id, *parameters])
        ((count,),) = cursor.fetchall()
    return int(count)


@dataclass(frozen=True)
class Overlap:
    names: Sequence[str]
    count: int


def overlaps(segments: Sequence[Segment], actor: Actor) -> list[Overlap]:
    """Each alone, each pair, and all three."""
    some = segments[:COMPARED]
    groups = [group for size in range(1, len(some) + 1) for group in combinations(some, size)]
    return [Overlap([each.name for each in group], count_shared(group, actor)) for group in groups]


def segments_of(record_id: UUID, actor: Actor) -> list[Segment]:
    """Those that the reader sees and a record is in now."""
    current = SegmentMember.objects.filter(record_id=record_id, until__isnull=True).values("segment_id")
    return list(Segment.objects.seen_by(actor).filter(is_standing=True, pk__in=current).order_by("sort_key"))


def segments_asking_for(topics: Sequence[str], actor: Actor, *, besides: Sequence[UUID] = ()) -> str | None:
    """Names of those that the reader sees and whose rules hang on one of these; None where there are none at all."""
    found = Segment.objects.filter(is_standing=True, topics__overlap=list(topics)).exclude(pk__in=besides)
    if not found.exists():
        return None
    return ", ".join(found.seen_by(actor).order_by("sort_key").values_list("name", flat=True)[:COMPARED])


def why(one: Segment, record_id: UUID, actor: Actor) -> tuple[bool, dict[str, Reason]]:
    """Of the record that it was merged into, if it was. Refused as `rules_seen_by` refuses."""
    root = member_seen_by(one, record_id, actor)
    rules_seen_by(one, actor)
    is_member = SegmentMember.objects.filter(segment_id=one.id, record_id=root, until__isnull=True).exists()
    if not one.rules:
        return is_member, {}
    kind = record_kind(one.member_kind)
    return is_member, reasons_of(compiled_segment(kind.name, one.rules), kind, root)


def member_seen_by(one: Segment, record_id: UUID, actor: Actor) -> UUID:
    kind = record_kind(one.member_kind)
    records: Any = kind.model()._default_manager
    root = records.filter(pk=record_id).values_list("root_id", flat=True).first()
    if not records.seen_by(actor).filter(pk=root, is_standing=True).exists():
        refuse_erased(record_id)
        raise NotFound(_("There is no such record, or it is not yours to see."))
    return UUID(str(root))


def members_page(one: Segment, actor: Actor, *, limit: int, after: str) -> dict[str, Any]:
    kind = record_kind(one.member_kind)
    filters, _refused = filters_from(kind, {RULES: [compact({"segment": str(one.id)})]}, seen_by=actor)
    page = read_page(kind, seen_by=actor, columns=["name"], after=after, limit=limit, filters=filters)
    rows = [{"id": row["id"], "name": row["name"]} for row in page.rows]
    return {"results": rows, "paging": {"next": {"after": page.next} if page.next else None}}
