"""Readers and the change feed take events in the order of their transactions, which is one of numbers."""

from typing import Any

import pytest
from django.db import connection

from trato.foundation.actors.actor import SYSTEM
from trato.foundation.events import queries, readers
from trato.foundation.events.eras import current_era
from trato.foundation.events.queries import Position, feed_after
from trato.foundation.events.readers import ReadEvent, run_readers
from trato.foundation.extensions.contributions import Reader

pytestmark = pytest.mark.django_db(transaction=True)
XIDS = ["998", "999", "1000", "1001", "9999", "10000"]


@pytest.fixture
def across_digits() -> None:
    """Written in a life of the server before this one, by transactions whose numbers got another digit."""
    with connection.cursor() as cursor:
        for xid in reversed(XIDS):
            cursor.execute(
                "insert into event (id, kind, at, actor_kind, door, recorded_at, era, xid)"
                " values (gen_random_uuid(), 'tests.bell_rung', now(), 'system', 'worker', now(), %s, %s::text::xid8)",
                [current_era() - 1, xid],
            )


def test_a_reader_that_is_behind_passes_none(across_digits: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "BATCH", 2)
    seen: list[ReadEvent] = []
    reader = Reader(name="tests.notebook", events=["tests.bell_rung"], react=seen.extend)

    while run_readers([reader]):
        pass

    assert [event.xid for event in seen] == XIDS


def test_the_change_feed_passes_none(across_digits: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "BATCH", 2)
    told, position = [], Position()
    for _page in range(10):
        feed = feed_after(position, seen_by=SYSTEM, limit=2, kinds=["tests.bell_rung"])
        told += [event.xid for event in feed.events]
        position = feed.position

    assert told == XIDS


def test_far_behind_a_batch_reads_no_more_than_itself(across_digits: None) -> None:
    """The planner expects nothing behind the last event that was read, and would sort the millions that are there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into event (id, kind, at, actor_kind, door, recorded_at) select gen_random_uuid(),"
            " 'tests.door_shut', now(), 'system', 'worker', now() from generate_series(1, 5000)"
        )
        cursor.execute("analyze event")
        asked: list[Any] = [current_era(), "0", readers.ZERO, readers.ZERO, current_era(), 1_000]
        cursor.execute(f"explain {readers._NEXT}", asked)
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Merge Append" in plan
    assert "  Sort  " not in plan
