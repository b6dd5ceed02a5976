"""The log as it is told to those who may hear it: change feed, webhooks, notifications."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from trato.foundation.actors.actor import Actor
from trato.foundation.events.eras import current_era
from trato.foundation.events.readers import ZERO, ReadEvent
from trato.foundation.extensions.contributions import TimelineKind
from trato.foundation.extensions.registry import contributions, record_kind

BATCH = 500
MOST_BATCHES = 10  # looked through for one answer; who sees little goes on from where this one stopped
EVERY_EVENT = "foundation.read_all_events"

# As readers take them: only rows whose transaction is over and that none still running could precede, in the order of
# the columns and not of what is answered.
_AFTER = """
select id, kind, at, actor_kind, actor_id, contact_id, company_id, subject_type, subject_id, subject_version, channel,
       data::text, era, xid::text, door, recorded_at
from event
where (era, xid, id) >= (%(era)s, %(xid)s::xid8, %(id)s) and id <> %(id)s
  and (era < %(current)s or xid < pg_snapshot_xmin(pg_current_snapshot()))
  and (%(kinds)s::text[] is null or kind = any(%(kinds)s::text[]))
  and (%(contacts)s::uuid[] is null or contact_id = any(%(contacts)s::uuid[]))
order by event.era, event.xid, event.id
limit %(limit)s
"""


@dataclass(frozen=True)
class Position:
    """After which event the feed goes on."""

    era: int = 0
    xid: str = "0"
    id: UUID = ZERO


@dataclass(frozen=True)
class FedEvent(ReadEvent):
    door: str
    recorded_at: datetime

    @property
    def position(self) -> Position:
        return Position(self.era, self.xid, self.id)


@dataclass(frozen=True)
class Feed:
    """`position` is where to go on; `is_all` says that nothing more was there at this moment."""

    events: Sequence[FedEvent]
    position: Position
    is_all: bool


def feed_after(
    position: Position,
    *,
    seen_by: Actor,
    limit: int,
    kinds: Sequence[str] | None = None,
    contacts: Sequence[UUID] | None = None,
) -> Feed:
    told: list[FedEvent] = []
    for _batch in range(MOST_BATCHES):
        found = _after(position, kinds, contacts)
        for event in told_to(seen_by, found):
            told.append(event)
            if len(told) == limit:
                return Feed(told, event.position, is_all=event is found[-1] and len(found) < BATCH)
        if found:
            position = found[-1].position
        if len(found) < BATCH:
            return Feed(told, position, is_all=True)
    return Feed(told, position, is_all=False)


def told_to(actor: Actor, events: Sequence[FedEvent]) -> list[FedEvent]:
    """An event is for those who may see its contact (or company) and its subject; one about neither is for few."""
    if actor.may(EVERY_EVENT):
        return list(events)
    kinds = {kind.event: kind for kind in contributions(TimelineKind)}
    candidates = [event for event in events if event.kind in kinds and (event.contact_id or event.company_id)]
    contacts = _seen("contact", {e.contact_id for e in candidates if e.contact_id}, actor)
    companies = _seen("company", {e.company_id for e in candidates if not e.contact_id and e.company_id}, actor)
    subjects = _seen_subjects(candidates, kinds, actor)
    return [
        event
        for event in candidates
        if (event.contact_id in contacts if event.contact_id else event.company_id in companies)
        and (kinds[event.kind].records is None or event.subject_id in subjects[event.kind])
    ]


def _seen(kind: str, ids: set[UUID], actor: Actor) -> set[UUID]:
    """A merged record is seen by who sees its root."""
    if not ids:
        return set()
    records: Any = record_kind(kind).model()._default_manager
    visible = records.seen_by(actor).values("id")
    return set(records.filter(id__in=ids, root_id__in=visible).values_list("id", flat=True))


def _seen_subjects(
    events: Sequence[FedEvent], kinds: Mapping[str, TimelineKind], actor: Actor
) -> Mapping[str, set[UUID]]:
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for event in events:
        if event.subject_id:
            wanted[event.kind].add(event.subject_id)
    seen: dict[str, set[UUID]] = defaultdict(set)
    for name, ids in wanted.items():
        if records := kinds[name].records:
            seen[name] = set(records().seen_by(actor).filter(pk__in=ids).values_list("pk", flat=True))
    return seen


def _after(position: Position, kinds: Sequence[str] | None, contacts: Sequence[UUID] | None) -> list[FedEvent]:
    asked: Any = {
        "era": position.era,
        "xid": position.xid,
        "id": position.id,
        "current": current_era(),
        "kinds": list(kinds) if kinds is not None else None,
        "contacts": list(contacts) if contacts is not None else None,
        "limit": BATCH,
    }
    with connection.cursor() as cursor:
        cursor.execute(_AFTER, asked)
        return [FedEvent(*(*row[:11], json.loads(row[11]), *row[12:])) for row in cursor.fetchall()]
