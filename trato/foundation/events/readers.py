"""Readers of the log: a name, a durable cursor, at least once, effects and cursor in one transaction."""

import json
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from trato.foundation.events.eras import current_era
from trato.foundation.events.models import ReaderCursor
from trato.foundation.extensions.contributions import EVERY_EVENT, Reader
from trato.foundation.extensions.registry import contributions
from trato.kit.clock import now

log = logging.getLogger(__name__)

BATCH = 1_000
LONGEST_PAUSE_SECONDS = 300
# While a reader's batch is open, no reader passes what was written since. So it is ended, and tried again with less.
LONGEST_BATCH_SECONDS = 5.0
ZERO = UUID(int=0)

# Only rows whose transaction is over and that none still running could precede. In the order of the columns: by their
# names alone it would be that of the answer, whose `xid` is a text, and "1000" comes before "999" there. Behind ">" the
# planner expects hardly a row and sorts the millions that are there; of ">=" it knows better and walks the index.
_NEXT = """
select id, kind, at, actor_kind, actor_id, contact_id, company_id, subject_type, subject_id, subject_version, channel,
       data, era, xid::text
from event
where (era, xid, id) >= (%s, %s::xid8, %s) and id <> %s
  and (era < %s or xid < pg_snapshot_xmin(pg_current_snapshot()))
order by event.era, event.xid, event.id
limit %s
"""

# The first one only, in the order of the index: the planner takes "exists" for leave to read the whole log.
_BEHIND = """
select c.name
from foundation_readercursor c
where (c.retry_at is null or c.retry_at <= now())
  and (select e.id from event e
       where (e.era, e.xid, e.id) >= (c.era, c.xid::xid8, coalesce(c.event_id, %s)) and e.id is distinct from c.event_id
         and (e.era < %s or e.xid < pg_snapshot_xmin(pg_current_snapshot()))
       order by e.era, e.xid, e.id limit 1) is not null
"""


@dataclass(frozen=True)
class ReadEvent:
    """A row of the log as a reader gets it."""

    id: UUID
    kind: str
    at: datetime
    actor_kind: str
    actor_id: UUID | None
    contact_id: UUID | None
    company_id: UUID | None
    subject_type: str
    subject_id: UUID | None
    subject_version: int | None
    channel: str
    data: dict[str, Any]
    era: int
    xid: str


def run_readers(readers: Iterable[Reader] | None = None) -> int:
    """One round of every reader. Returns how many events were passed on; a failing reader does not stop the others."""
    return sum(_advance(reader) for reader in (contributions(Reader) if readers is None else readers))


def readers_with_news(readers: Collection[Reader]) -> set[str]:
    """Names of those that have something to read now, and of those that never read: one question for all of them."""
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, [ZERO, current_era()])
        behind = {name for (name,) in cursor.fetchall()}
    begun = set(ReaderCursor.objects.values_list("name", flat=True))
    return {reader.name for reader in readers if reader.name in behind or reader.name not in begun}


def _advance(reader: Reader) -> int:
    began = perf_counter()
    try:
        with transaction.atomic():
            return _read_a_batch(reader)
    except DatabaseError:
        if perf_counter() - began < LONGEST_BATCH_SECONDS:
            raise  # the database is the worker's to wait for
        connection.close()
        _remember_failure(reader, f"A batch took longer than {LONGEST_BATCH_SECONDS:g} s; the next one is smaller.")
        return 0
    except Exception as problem:  # noqa: BLE001  # any bug in a reaction parks that reader only
        log.exception("Reader %s failed", reader.name)
        _remember_failure(reader, f"{type(problem).__name__}: {problem}")
        return 0


def _read_a_batch(reader: Reader) -> int:
    ReaderCursor.objects.get_or_create(name=reader.name)
    cursor = ReaderCursor.objects.select_for_update(skip_locked=True).filter(name=reader.name).first()
    if cursor is None or (cursor.retry_at and cursor.retry_at > now()):
        return 0
    _end_after(LONGEST_BATCH_SECONDS)
    found = events_after(cursor.era, cursor.xid, cursor.event_id or ZERO, limit=max(1, BATCH >> cursor.failures))
    if not found:
        return 0
    wanted = [event for event in found if event.kind in reader.events or reader.events is EVERY_EVENT]
    if wanted:
        reader.react(wanted)
    last = found[-1]
    ReaderCursor.objects.filter(pk=cursor.pk).update(
        era=last.era, xid=last.xid, event_id=last.id, moved_at=now(), failures=0, retry_at=None, problem=""
    )
    return len(found)


def _end_after(seconds: float) -> None:
    """The server ends a session that dawdles, wherever it does; before version 17 it has no limit for the whole."""
    limits = ["statement_timeout", "idle_in_transaction_session_timeout"]
    if connection.cursor().connection.info.server_version >= 170000:
        limits.append("transaction_timeout")
    with connection.cursor() as cursor:
        for limit in limits:
            cursor.execute("select set_config(%s, %s, true)", [limit, f"{seconds * 1000:.0f}ms"])


def events_after(era: int, xid: str, event_id: UUID, *, limit: int) -> list[ReadEvent]:
    """Committed events after a position, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [era, xid, event_id, event_id, current_era(), limit])
        return [ReadEvent(*row) for row in _decoded(cursor.fetchall())]


def _decoded(rows: list[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    for row in rows:
        data = row[11]
        yield (*row[:11], json.loads(data) if isinstance(data, str) else data, *row[12:])


def _remember_failure(reader: Reader, problem: str) -> None:
    with transaction.atomic():
        cursor, _ = ReaderCursor.objects.select_for_update().get_or_create(name=reader.name)
        pause = min(2**cursor.failures, LONGEST_PAUSE_SECONDS)
        cursor.failures += 1
        cursor.problem = problem[:2000]
        cursor.retry_at = now() + timedelta(seconds=pause)
        cursor.save(update_fields=["failures", "problem", "retry_at"])
