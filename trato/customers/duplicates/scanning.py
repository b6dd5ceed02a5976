"""All records, or all that changed since a moment, chunk by chunk in the background."""

from datetime import datetime
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from trato.customers.duplicates.use_cases.find import find_duplicates
from trato.foundation.public import LONG, STANDING, SYSTEM, RecordKind, step_aside_if_leaving

SCAN = "customers.scan_duplicates"
SOON = 20  # seconds, in which more of the same file arrives
FIRST, SMALLEST, LARGEST = 50, 5, 500
CHUNK_SECONDS = 0.5
ZERO = UUID(int=0)


def scan(kind: RecordKind, *, since: datetime | None = None) -> int:
    """Chunks grow and shrink with how long they take. What a killed one left is found by the next scan."""
    after, size, found = ZERO, FIRST, 0
    while ids := _next(kind, after, size, since):
        step_aside_if_leaving()
        began = perf_counter()
        found += find_duplicates(kind, ids, by=SYSTEM)
        took = max(perf_counter() - began, 0.001)
        after, size = ids[-1], max(SMALLEST, min(LARGEST, round(size * CHUNK_SECONDS / took), size * 2))
    return found


def _next(kind: RecordKind, after: UUID, size: int, since: datetime | None) -> list[UUID]:
    model: Any = kind.model()
    rows = model.objects.filter(STANDING, pk__gt=after)
    if since is not None:
        rows = rows.filter(updated_at__gte=since)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:size])


def scan_soon(kind: str, since: datetime) -> None:
    """One that waits already reads from an earlier moment on."""
    later = app.configure_task(SCAN, queue=LONG, queueing_lock=f"duplicates {kind}", schedule_in={"seconds": SOON})
    try:
        with transaction.atomic():  # what is refused would else end the transaction around it
            later.defer(kind=kind, since=since.isoformat())
    except AlreadyEnqueued:
        return
