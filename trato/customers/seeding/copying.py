"""Lines into tables, a chunk at a time: while the database takes one, the next is being written."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import connection, transaction
from psycopg import sql

from trato.customers.seeding.rows import Lines

COLUMNS: Mapping[str, Sequence[str]] = {
    "customers_company": (
        *("id", "root_id", "created_at", "updated_at", "last_activity_at", "sort_key", "search_text", "name"),
        *("version", "owner_id", "team_id", "lifecycle_stage", "industry", "source", "employee_count"),
        *("language", "time_zone", "annual_revenue_currency"),
    ),
    "customers_contact": (
        *("id", "root_id", "created_at", "updated_at", "last_activity_at", "sort_key", "search_text", "version"),
        *("owner_id", "team_id", "name", "native_name", "given_name", "family_name", "lifecycle_stage"),
        *("lead_status", "source", "language", "time_zone"),
    ),
    "customers_identity": (
        *("id", "created_at", "contact_id", "company_id", "kind", "value", "normalised", "place"),
        *("source", "label", "is_shared", "is_living", "proof"),
    ),
    "customers_position": ("id", "created_at", "contact_id", "company_id", "role", "place"),
    "customers_address": (
        *("id", "created_at", "contact_id", "company_id", "label", "street", "city", "region", "postal_code"),
        *("country", "place"),
    ),
    "customers_tagging": ("record_id", "tag_id", "kind"),
    "customers_note": ("id", "created_at", "contact_id", "body", "author_id", "version", "updated_at"),
    "foundation_searchword": ("kind", "word", "record_id"),
    "event": (
        *("id", "kind", "at", "actor_kind", "actor_id", "door", "contact_id", "company_id"),
        *("subject_type", "subject_id", "subject_version", "data"),
    ),
}

AHEAD = 2
Render = Callable[[range], Lines]


def chunks(count: int, *, size: int) -> Iterator[range]:
    for start in range(0, count, size):
        yield range(start, min(start + size, count))


def copy_chunks(count: int, render: Render, *, size: int) -> Iterator[int]:
    """Commits each chunk and answers how many stand there by then."""
    done = 0
    for places, lines in _rendered(count, render, size):
        with transaction.atomic():
            for table, rows in lines.items():
                _copy(table, rows)
        done += len(places)
        yield done


def _copy(table: str, rows: Sequence[str]) -> None:
    if not rows:
        return
    columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS[table]))
    statement = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), columns)
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        copy.write("\n".join(rows))


def _rendered(count: int, render: Render, size: int) -> Iterator[tuple[range, Lines]]:
    """One chunk ahead."""
    with ThreadPoolExecutor(max_workers=1) as writer:
        coming: deque[tuple[range, Future[Lines]]] = deque()
        for places in chunks(count, size=size):
            coming.append((places, writer.submit(render, places)))
            if len(coming) > AHEAD:
                ready, lines = coming.popleft()
                yield ready, lines.result()
        for ready, lines in coming:
            yield ready, lines.result()
