"""Keep segments as their rules say: after something happened, after time went by, after all was counted anew."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest

from trato.customers.segments.evaluating import Moved, count_members, evaluate, hold, join, leave
from trato.customers.segments.events import SegmentJoined, SegmentLeft, SegmentRecounted
from trato.customers.segments.following import MOST_TOUCHED, Touched, records_beyond, records_crossed
from trato.customers.segments.models import Segment
from trato.customers.segments.queries import compiled_segment, on_whose_behalf
from trato.customers.segments.use_cases.rules import ask_for_recount
from trato.foundation.public import Actor, Event, publish, publish_all, refuse_people, today_of, use_case
from trato.kit.clock import now

AT_ONCE = 5_000
_NOTE_DAY = """insert into customers_segmentsize as s (segment_id, day, size, joined, "left")
  values (%s, %s, %s, %s, %s)
  on conflict (segment_id, day) do update set size = excluded.size, joined = s.joined + excluded.joined,
    "left" = s."left" + excluded."left" """


@use_case()
def follow_touched(segment_id: UUID, touched: Touched, *, by: Actor) -> Moved:
    """Beyond so many records it is cheaper to ask all of them once."""
    refuse_people(by)
    one = Segment.objects.get(pk=segment_id)
    ids = set(touched.ids)
    if touched.beyond and not touched.everything:
        ids |= records_beyond(one, touched.beyond)
    if touched.everything or len(ids) > MOST_TOUCHED:
        ask_for_recount(one.id)
        return Moved()
    return _follow(one, sorted(ids), by)


@use_case()
def follow_clock(segment_id: UUID, *, by: Actor) -> Moved:
    """Only those whose moment and window met between the last look and this one."""
    refuse_people(by)
    hold(segment_id)
    one, until = Segment.objects.get(pk=segment_id), now()
    whole = compiled_segment(one.member_kind, one.rules, moment=until)
    ids = records_crossed(one, whole, since=one.ticked_at or until, until=until)
    Segment.objects.filter(pk=one.id).update(ticked_at=until)
    if len(ids) > MOST_TOUCHED:
        ask_for_recount(one.id)
        return Moved()
    return _follow(one, sorted(ids), by)


@use_case()
def follow_these(segment_id: UUID, ids: Sequence[UUID], *, by: Actor) -> Moved:
    refuse_people(by)
    return _follow(Segment.objects.get(pk=segment_id), ids, by)


def _follow(one: Segment, ids: Sequence[UUID], by: Actor) -> Moved:
    if not ids:
        return Moved()
    hold(one.id)
    moment = now()
    parts = [evaluate(one, ids[first : first + AT_ONCE], moment=moment) for first in range(0, len(ids), AT_ONCE)]
    moved = Moved([id_ for part in parts for id_ in part.joined], [id_ for part in parts for id_ in part.left])
    if moved:
        _tell(one, moved, by)
        _note_size(one, moved)
    return moved


def _tell(one: Segment, moved: Moved, by: Actor) -> None:
    about = f"{one.member_kind}_id"
    events: list[Event] = [SegmentJoined(subject_id=one.id, **{about: id_}) for id_ in moved.joined]  # type: ignore[arg-type]  # one of the two ids
    events += [SegmentLeft(subject_id=one.id, **{about: id_}) for id_ in moved.left]  # type: ignore[arg-type]  # likewise
    publish_all(events, by=by, quietly=len(events) > 1)


def _note_size(one: Segment, moved: Moved) -> None:
    joined, left = len(moved.joined), len(moved.left)
    Segment.objects.filter(pk=one.id).update(size=Greatest(F("size") + joined - left, 0))
    size = Segment.objects.values_list("size", flat=True).get(pk=one.id)
    _note_day(one, size=size, joined=joined, left=left)


def _note_day(one: Segment, *, size: int, joined: int, left: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_DAY, [one.id, today_of(on_whose_behalf()), size, joined, left])


@use_case()
def move_members(segment_id: UUID, moved: Moved, *, by: Actor) -> tuple[int, int]:
    """A piece of a recount. Who comes or goes because of the rules is told by the numbers at its end."""
    refuse_people(by)
    hold(segment_id)
    one, moment = Segment.objects.get(pk=segment_id), now()
    joined = join(one, moved.joined, moment=moment) if moved.joined else []
    left = leave(one, moved.left, moment=moment) if moved.left else []
    return len(joined), len(left)


@use_case()
def finish_recount(segment_id: UUID, *, began: datetime, joined: int, left: int, by: Actor) -> Segment:
    """Still owed where something was asked for meanwhile."""
    refuse_people(by)
    hold(segment_id)
    one = Segment.objects.get(pk=segment_id)
    size = count_members(one)
    Segment.objects.filter(pk=one.id).update(size=size, counted_at=began, problem="")
    Segment.objects.filter(pk=one.id, stale_since__lte=began).update(stale_since=None)
    _note_day(one, size=size, joined=joined, left=left)
    if joined or left:
        publish(SegmentRecounted(subject_id=one.id, size=size, joined=joined, left=left), by=by)
    return one


@use_case()
def note_problem(segment_id: UUID, problem: str, *, by: Actor) -> None:
    """Rules that were fine when they were given can stop being so: a field is gone, a list is in the trash."""
    refuse_people(by)
    Segment.objects.filter(pk=segment_id).update(problem=problem[:2_000], stale_since=None)
