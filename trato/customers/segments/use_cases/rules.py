"""What a segment is made of. Rules are refused as a whole, with the place in the tree that is wrong."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from trato.customers.segments.errors import SegmentRing
from trato.customers.segments.events import SegmentChanged
from trato.customers.segments.models import Segment
from trato.customers.segments.queries import SEGMENT_TOPIC, compiled_segment, rules_seen_by
from trato.foundation.public import (
    Actor,
    Compiled,
    RecordChange,
    compiled,
    lock_records,
    publish,
    record_changes,
    record_kind,
    use_case,
)
from trato.kit.clock import now

RECOUNT = "customers.recount_segment"
NO_RULES: dict[str, Any] = {}
_HOLD = "select pg_advisory_xact_lock(hashtext('customers.segments.rules'))"


@use_case(right="customers.edit_segments")
def change_rules(segment_id: UUID, rules: Any, *, by: Actor) -> Segment:
    """Without rules nobody is in it. Who is in it is worked out by the workers, in a moment."""
    hold_all_rules()
    lock_records(record_kind("segment"), [segment_id], by=by)
    one = Segment.objects.get(pk=segment_id)
    rules_seen_by(one, by)
    given = NO_RULES if rules is None else rules
    if given == one.rules:
        return one
    before, version = one.rules, one.version
    give_rules(one, given, by=by)
    change = RecordChange(
        record_id=one.id, version=version + 1, act="update", before={"rules": before}, after={"rules": given}
    )
    record_changes("segment", [change], by=by)
    publish(SegmentChanged(subject_id=one.id, subject_version=one.version, fields=("rules",)), by=by)
    return one


def give_rules(one: Segment, given: Any, *, by: Actor) -> None:
    whole = _read(one, given, by)
    one.rules = given
    one.topics = sorted(whole.topics) if whole else []
    one.follows_time = bool(whole and whole.crossings)
    one.ticked_at = one.updated_at = now()
    one.version += 1
    one.save(update_fields=["rules", "topics", "follows_time", "version", "updated_at", "ticked_at"])
    ask_for_recount(one.id)


def _read(one: Segment, rules: Any, by: Actor) -> Compiled | None:
    """With the writer's eyes first, so that nobody builds on what he may not see; then with those of everybody."""
    if rules == NO_RULES:
        return None
    compiled(record_kind(one.member_kind), rules, seen_by=by, place="rules")
    whole = compiled_segment(one.member_kind, rules)
    _refuse_ring(one.id, whole)
    return whole


def _refuse_ring(segment_id: UUID, whole: Compiled) -> None:
    """All that it is made of, and all that those are made of, must lead to others."""
    waiting, seen = _segments_in(whole.topics), set[UUID]()
    while waiting:
        if segment_id in waiting:
            raise SegmentRing(_("A segment cannot be made of itself, nor of one that is made of it."), field="rules")
        seen |= waiting
        deeper = Segment.objects.filter(pk__in=waiting).values_list("topics", flat=True)
        waiting = {id_ for topics in deeper for id_ in _segments_in(topics)} - seen


def _segments_in(topics: Any) -> set[UUID]:
    return {UUID(topic.removeprefix(SEGMENT_TOPIC)) for topic in topics if topic.startswith(SEGMENT_TOPIC)}


def hold_all_rules() -> None:
    """Two people who each build on the other's segment at the same moment would make a ring."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)


def ask_for_recount(segment_id: UUID) -> None:
    Segment.objects.filter(pk=segment_id).update(stale_since=now())
    app.configure_task(RECOUNT, lock=f"segment {segment_id}").defer(segment_id=str(segment_id))
