"""From the tail of the event log to topics. Runs in a thread: these are database reads."""

from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import connection

from trato.foundation.events.eras import current_era
from trato.foundation.events.readers import events_after
from trato.foundation.realtime.topics import topics_of
from trato.kit.clock import now

MOST_AT_ONCE = 2_000
# After so many at once the pages are told that every list changed; they fetch through their doors anyway.
Position = tuple[int, str, UUID]


def present() -> Position:
    """Where the log ends now: a page that opens has everything older."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text")
        (xid,) = cursor.fetchone() or ("0",)
    return current_era(), str(xid), UUID(int=0)


def news_after(position: Position) -> tuple[Position, set[str]]:
    events = events_after(*position, limit=MOST_AT_ONCE)
    if not events:
        return position, set()
    told: set[tuple[str, object]] = set()
    for event in events:
        told |= {(event.subject_type, event.subject_id), ("contact", event.contact_id), ("company", event.company_id)}
    last = events[-1]
    return (last.era, last.xid, last.id), topics_of((kind, id_) for kind, id_ in told if kind and id_)


def ended_sessions(keys: set[str]) -> set[str]:
    """Signed out, deactivated or expired."""
    living = Session.objects.filter(session_key__in=keys, expire_date__gt=now())
    return keys - set(living.values_list("session_key", flat=True))
