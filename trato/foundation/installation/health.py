"""Is the ground sound? Asked at every start and by `trato doctor`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor

from trato.foundation.events.log import FULL_ENOUGH
from trato.foundation.events.models import ReaderCursor
from trato.foundation.events.partitions import rows_outside_partitions
from trato.foundation.events.reader_states import blocking_session, late_readers
from trato.foundation.files.queries import lost_files
from trato.foundation.jobs.queries import parked_summary
from trato.kit.errors import DomainError
from trato.kit.postgres.health import problems


class UnfitDatabase(DomainError):
    """The database cannot hold Trato's data correctly."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `problem` is empty when it is well; advice is a problem one can live with."""

    about: str
    problem: str = ""
    is_advice: bool = False


def refuse_unfit_database() -> None:
    if found := _database_problems():
        raise UnfitDatabase(" ".join(found))


def _database_problems() -> list[str]:
    with connection.cursor() as cursor:
        return problems(cursor.connection)


def findings() -> Iterator[Finding]:
    """What `trato doctor` looks at, in the order in which one thing stands on another."""
    checks: list[tuple[str, Callable[[], str]]] = [
        ("database", lambda: " ".join(_database_problems())),
        ("migrations", _pending_migrations),
        ("event log", _stray_events),
        ("readers", _stuck_readers),
        ("late readers", late_readers),
        ("long transactions", _long_transactions),
        ("files", lost_files),
        ("jobs", parked_summary),
        ("notifications", _full_queue),
    ]
    for about, look in checks:
        yield Finding(about, look())


def _pending_migrations() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} are not applied in “{DEFAULT_DB_ALIAS}”: run trato migrate." if plan else ""


def _stray_events() -> str:
    stray = rows_outside_partitions()
    return f"{stray} events lie outside the monthly partitions: has the clock of the database jumped?" if stray else ""


def _stuck_readers() -> str:
    failing = ReaderCursor.objects.filter(failures__gt=0).order_by("name")
    return " ".join(f"{reader.name} failed {reader.failures} times: {reader.problem}" for reader in failing)


def _long_transactions() -> str:
    """A writer open for long holds every reader up, because none may pass its transaction number."""
    holder = blocking_session()
    if holder is None:
        return ""
    who = f"Session {holder.pid} ({holder.name})" if holder.pid else f"The prepared transaction {holder.name}"
    return f"{who} in {holder.database} has been writing for {holder.age.total_seconds():.0f} s: {holder.query}"


def _full_queue() -> str:
    """Its oldest entry waits for a listener that sleeps in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_notification_queue_usage()")
        (usage,) = cursor.fetchone() or (0.0,)
    if usage < FULL_ENOUGH / 2:
        return ""
    return f"The server's queue of notifications is {usage:.0%} full: a session listens inside an open transaction."
