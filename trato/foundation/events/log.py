"""Saying what happened. `publish` only writes the row, in the transaction of the change."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from trato.foundation.actors.actor import Actor
from trato.kit.clock import now
from trato.kit.ids import new_id

NOTIFY_CHANNEL = "trato_events"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Subclass it, name it in the past tense, keep it to ids, codes, amounts and names of fields.

    Never names, addresses or texts of people: the log outlives an erasure. What a subclass adds goes into `data`.
    """

    kind: ClassVar[str]
    subject_type: ClassVar[str] = ""

    contact_id: UUID | None = None
    company_id: UUID | None = None
    subject_id: UUID | None = None
    subject_version: int | None = None
    channel: str = ""
    at: datetime | None = field(default=None)

    def data(self) -> dict[str, object]:
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name not in COLUMNS}


COLUMNS = frozenset(each.name for each in fields(Event))

_INSERT = """
insert into event (id, kind, at, actor_kind, actor_id, door, contact_id, company_id,
                   subject_type, subject_id, subject_version, channel, data)
select e.id, e.kind, coalesce(e.at, %s), %s, %s, %s, e.contact_id, e.company_id,
       e.subject_type, e.subject_id, e.subject_version, e.channel, e.data::jsonb
from unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::uuid[], %s::uuid[], %s::text[], %s::uuid[], %s::int[],
            %s::text[], %s::text[])
     as e(id, kind, at, contact_id, company_id, subject_type, subject_id, subject_version, channel, data)
"""


def publish(event: Event, *, by: Actor) -> None:
    publish_all([event], by=by)


def publish_all(events: Sequence[Event], *, by: Actor, quietly: bool = False) -> None:
    """Log many at once. `quietly` (bulk chunks) leaves waking the readers to their own clock."""
    if not events:
        return
    if not connection.in_atomic_block:
        raise RuntimeError("An event is written in the transaction of its change.")
    columns: list[list[Any]] = [
        [new_id() for _ in events],
        [event.kind for event in events],
        [event.at for event in events],
        [event.contact_id for event in events],
        [event.company_id for event in events],
        [event.subject_type for event in events],
        [event.subject_id for event in events],
        [event.subject_version for event in events],
        [event.channel for event in events],
        [json.dumps(event.data(), cls=DjangoJSONEncoder) for event in events],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [now(), by.kind, by.id, by.door, *columns])
        if not quietly:
            cursor.execute(f"notify {NOTIFY_CHANNEL}")
