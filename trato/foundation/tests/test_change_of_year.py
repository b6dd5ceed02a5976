"""The last moment of a year and the first of the next, in the log."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from trato.foundation.events.partitions import make_partitions, rows_outside_partitions

LAST = datetime(2031, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)
FIRST = datetime(2032, 1, 1, tzinfo=UTC)
INDIA = ZoneInfo("Asia/Kolkata")


def partition_of(moment: datetime, *, zone: str = "UTC") -> str:
    """Where a row recorded then lies, written by a session of that zone."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('timezone', %s, true)", [zone])
        cursor.execute(
            "insert into event (id, kind, at, actor_kind, door, recorded_at)"
            " values (gen_random_uuid(), 'tests.bell_rung', %s, 'system', 'worker', %s)"
            " returning tableoid::regclass::text",
            [moment, moment],
        )
        ((name,),) = cursor.fetchall()
    return str(name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "moment",
    [
        LAST,
        datetime(2032, 1, 1, 5, 29, 59, 999_000, tzinfo=INDIA),
        datetime(2031, 12, 31, 18, 59, 59, 999_000, tzinfo=ZoneInfo("America/New_York")),
    ],
    ids=["Greenwich", "India", "New York"],
)
def test_the_old_year_makes_the_months_of_the_new_one(moment: datetime) -> None:
    assert make_partitions(at=moment) == ["event_2031_12", "event_2032_01", "event_2032_02", "event_2032_03"]
    assert make_partitions(at=moment) == []
    assert make_partitions(at=FIRST) == ["event_2032_04"]


@pytest.mark.django_db
def test_every_day_of_a_year_finds_its_month_already_made() -> None:
    """Looked after daily, and at each start: a system that slept for three months still wakes in a month of its own."""
    made: set[str] = set()
    for day in range(0, 366 + 31):
        moment = datetime(2031, 11, 1, tzinfo=UTC) + timedelta(days=day)
        assert not day or f"event_{moment:%Y_%m}" in made, moment
        made |= set(make_partitions(at=moment))

    assert len(made) == 14 + 3


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_last_and_the_first_moment_lie_in_their_own_months(zone: str) -> None:
    """The borders are moments, whatever the zone of the session that makes them or writes."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('timezone', %s, true)", [zone])
    make_partitions(at=LAST)

    assert partition_of(LAST, zone=zone) == "event_2031_12"
    assert partition_of(LAST.replace(microsecond=999_999), zone=zone) == "event_2031_12"
    assert partition_of(FIRST, zone=zone) == "event_2032_01"
    assert rows_outside_partitions() == 0


@pytest.mark.django_db
def test_what_came_before_its_month_stays_readable_and_the_month_after_is_made() -> None:
    """A clock that jumped over the new year wrote there; that month is left as it is, those around it are made."""
    assert partition_of(FIRST) == "event_default"

    assert make_partitions(at=LAST) == ["event_2031_12", "event_2032_02", "event_2032_03"]
    assert rows_outside_partitions() == 1
