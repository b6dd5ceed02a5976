"""Monthly partitions of the log, made ahead so that a write never waits for one."""

from datetime import UTC, datetime

from django.db import connection
from psycopg import sql

from trato.kit.clock import now

MONTHS_AHEAD = 3
MOST_MONTHS = 600  # of events that came from elsewhere; a clock that jumped wrote what is beyond


def make_partitions(*, months_ahead: int = MONTHS_AHEAD, at: datetime | None = None) -> list[str]:
    """The month of a moment, by the database's clock this one, and the next ones. Returns the names that were made."""
    first = _month_of(at or _database_clock())
    return [name for month in range(first, first + months_ahead + 1) if (name := _make(month))]


def make_partitions_between(first: str, last: str) -> None:
    """For events that were recorded elsewhere, months ago: each month has its own, as if it had been here."""
    from_, to = (_month_of(datetime.fromisoformat(moment)) for moment in (first, last))
    for month in range(from_, min(to, from_ + MOST_MONTHS) + 1):
        _make(month)


def _database_clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        (moment,) = cursor.fetchone() or (now(),)
    return moment


def _month_of(moment: datetime) -> int:
    there = moment.astimezone(UTC)
    return there.year * 12 + there.month - 1


def _make(month: int) -> str:
    name = f"event_{month // 12:04d}_{month % 12 + 1:02d}"
    start = datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)
    end = datetime((month + 1) // 12, (month + 1) % 12 + 1, 1, tzinfo=UTC)
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass(%s) is not null", [name])
        if (cursor.fetchone() or (False,))[0]:
            return ""
        cursor.execute(
            "select exists (select from event_default where recorded_at >= %s and recorded_at < %s)", [start, end]
        )
        if (cursor.fetchone() or (False,))[0]:
            return ""  # a jumped clock already wrote here; rows in the default partition stay readable where they are
        statement = sql.SQL("create table if not exists {} partition of event for values from ({}) to ({})")
        cursor.execute(statement.format(sql.Identifier(name), sql.Literal(start), sql.Literal(end)))
    return name


def rows_outside_partitions() -> int:
    """Rows that a jumped clock put into the default partition, up to a thousand; more than none raises an alarm."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from (select from event_default limit 1000) as stray")
        return int((cursor.fetchone() or (0,))[0])
