"""Saying what happened. `publish` only writes the row, in the transaction of the change."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cache
from typing import ClassVar
from uuid import UUID

from django.db import connection

from trato.foundation.actors.actor import Actor
from trato.foundation.events.models import LoggedEvent
from trato.kit.clock import now
from trato.kit.copying import copy_rows, json_text
from trato.kit.ids import new_id_text

NOTIFY_CHANNEL = "trato_events"
# A listener that sleeps in a transaction lets the server's queue fill up, and a full one fails whoever notifies.
# It only hastens, so it is left out in time.
FULL_ENOUGH = 0.5
_HASTEN = "select pg_notify(%s, '') where pg_notification_queue_usage() < %s"


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
        names = _own_names(type(self))  # type: ignore[arg-type]  # a class has a hash, whatever its instances have
        return {name: getattr(self, name) for name in names}


COLUMNS = frozenset(each.name for each in fields(Event))


@cache
def _own_names(kind: type[Event]) -> tuple[str, ...]:
    """What a subclass adds."""
    return tuple(each.name for each in fields(kind) if each.name not in COLUMNS)


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
    moment = str(now())
    rows = (
        (new_id_text(), each.kind, each.at or moment, by.kind, by.id, by.door, each.contact_id, each.company_id)
        + (each.subject_type, each.subject_id, each.subject_version, each.channel, json_text(each.data()))
        for each in events
    )
    copy_rows(LoggedEvent, LOGGED, rows)
    if not quietly:
        with connection.cursor() as cursor:
            cursor.execute(_HASTEN, [NOTIFY_CHANNEL, FULL_ENOUGH])
