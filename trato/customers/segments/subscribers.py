"""What segments learn from the log. Everything that happens may put somebody into one."""

from collections.abc import Sequence

from django.db import connection

from trato.customers.segments.following import MOST_TOUCHED, Touched, touched_by
from trato.customers.segments.models import Segment
from trato.customers.segments.use_cases.follow import follow_touched, note_problem
from trato.foundation.public import SYSTEM, ReadEvent, RuleRefused

MANY = 900  # events at once: then more may be waiting
_WAITING = "select count(*) from (select from event where (era, xid, id) > (%s, %s::xid8, %s) limit %s) waiting"


def follow_events(events: Sequence[ReadEvent]) -> None:
    segments = list(Segment.objects.filter(is_standing=True).exclude(rules={}).order_by("pk"))
    if not segments:
        return
    owed = _are_more_waiting(events[-1]) if len(events) >= MANY else False
    for segment_id, touched in touched_by(events, segments).items():
        try:
            follow_touched(segment_id, Touched(everything=True) if owed else touched, by=SYSTEM)
        except RuleRefused as refusal:
            note_problem(segment_id, str(refusal), by=SYSTEM)


def _are_more_waiting(last: ReadEvent) -> bool:
    """A file of a million contacts is not followed one by one: all are asked once, when it is through."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [last.era, last.xid, last.id, MOST_TOUCHED + 1])
        ((waiting,),) = cursor.fetchall()
    return bool(waiting > MOST_TOUCHED)
