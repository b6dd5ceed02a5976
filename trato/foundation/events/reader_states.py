"""How far each reader of the log is, and who holds them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from trato.foundation.events.models import ReaderCursor
from trato.foundation.events.readers import ZERO
from trato.foundation.extensions.contributions import Reader
from trato.foundation.extensions.registry import contributions
from trato.kit.clock import now

COUNTED = 10_000
LATE_AFTER = timedelta(seconds=30)

# Also rows that no reader may take yet: how long they have waited is what the lag is.
_BEHIND = """
select count(*), min(recorded_at) from (
    select recorded_at from event where (era, xid, id) >= (%s, %s::xid8, %s) and id <> %s order by era, xid, id limit %s
) unread
"""

# No reader may pass the oldest transaction that writes, in whatever database of this server it does.
_BLOCKING = """
select pid, coalesce(application_name, ''), coalesce(datname, ''), xact_start, coalesce(left(query, 200), '')
from pg_stat_activity
where backend_xid is not null and pid <> pg_backend_pid()
  and xact_start < clock_timestamp() - make_interval(secs => %s)
union all
select null, gid, database, prepared, '' from pg_prepared_xacts
where prepared < clock_timestamp() - make_interval(secs => %s)
order by 4 limit 1
"""


@dataclass(frozen=True)
class BlockingSession:
    """`pid` is none for a prepared transaction, which no process holds any more."""

    pid: int | None
    name: str
    database: str
    since: datetime
    query: str

    @property
    def age(self) -> timedelta:
        return now() - self.since


@dataclass(frozen=True, kw_only=True)
class ReaderState:
    """`behind` counts up to 10,001; `unread_since` is when the oldest event it has not had was written."""

    name: str
    events: Sequence[str]
    behind: int
    unread_since: datetime | None
    moved_at: datetime | None
    failures: int
    retry_at: datetime | None
    problem: str

    @property
    def lag(self) -> timedelta:
        return now() - self.unread_since if self.unread_since else timedelta()

    @property
    def is_late(self) -> bool:
        return self.lag > LATE_AFTER


def reader_states() -> list[ReaderState]:
    cursors = {cursor.name: cursor for cursor in ReaderCursor.objects.all()}
    return [_state(reader, cursors.get(reader.name) or ReaderCursor(name=reader.name)) for reader in _readers()]


def _readers() -> list[Reader]:
    return sorted(contributions(Reader), key=lambda reader: reader.name)


def _state(reader: Reader, cursor: ReaderCursor) -> ReaderState:
    last = cursor.event_id or ZERO
    with connection.cursor() as database:
        database.execute(_BEHIND, [cursor.era, cursor.xid, last, last, COUNTED + 1])
        behind, unread_since = database.fetchone()
    return ReaderState(
        name=reader.name,
        events=reader.events,
        behind=behind,
        unread_since=unread_since,
        moved_at=cursor.moved_at if cursor.event_id else None,
        failures=cursor.failures,
        retry_at=cursor.retry_at,
        problem=cursor.problem,
    )


def blocking_session(*, longer_than: timedelta = LATE_AFTER) -> BlockingSession | None:
    """Whoever has been writing for longest, if for too long."""
    with connection.cursor() as cursor:
        seconds = longer_than.total_seconds()
        cursor.execute(_BLOCKING, [seconds, seconds])
        row = cursor.fetchone()
    return BlockingSession(*row) if row else None


def late_readers() -> str:
    """For `trato doctor`: empty when every reader keeps up."""
    late = [state for state in reader_states() if state.is_late and not state.failures]
    if not late:
        return ""
    holder = blocking_session()
    why = (
        f" Session {holder.pid or holder.name} ({holder.name}, {holder.database}) has been writing for"
        f" {holder.age.total_seconds():.0f} s: {holder.query}"
        if holder
        else " Nobody blocks them: is a worker running?"
    )
    return ", ".join(f"{state.name} is {state.lag.total_seconds():.0f} s behind" for state in late) + "." + why
