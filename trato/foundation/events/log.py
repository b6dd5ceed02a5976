"""Saying what happened. `publish` only writes the row, in the transaction of the change."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from trato.foundation.actors.actor import Actor
from trato.foundation.events.models import LoggedEvent
from trato.kit.clock import now
from trato.kit.copying import copy_rows
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

LOGGED = (
    *("id", "kind", "at", "actor_kind", "actor_id", "door", "contact_id", "company_id"),
    *("subject_type", "subject_id", "subject_version", "channel", "data"),
)


def publish(event: Event, *, by: Actor) -> None:
    publish_all([event], by=by)


def publish_all(events: Sequence[Event], *, by: Actor, quietly: bool = False) -> None:
    """Log many at once. `quietly` (bulk chunks) leaves waking the readers to their own clock."""
    if not events:
        return
    if not connection.in_atomic_block:
        raise RuntimeError("An event is written in the transaction of its change.")
    moment, write = now(), DjangoJSONEncoder().encode
    rows = [
        (new_id(), each.kind, each.at or moment, by.kind, by.id, by.door, each.contact_id, each.company_id)
        + (each.subject_type, each.subject_id, each.subject_version, each.channel, write(each.data()))
        for each in events
    ]
    copy_rows(LoggedEvent, LOGGED, rows)
    if not quietly:
        with connection.cursor() as cursor:
            cursor.execute(f"notify {NOTIFY_CHANNEL}")
