"""A year ends at midnight: for whoever asks, where they are."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from trato.customers.public import Contact, create_contacts
from trato.foundation.public import Actor, filters_from, read_page, record_kind

LAST = datetime(2031, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)
FIRST = datetime(2032, 1, 1, tzinfo=UTC)
INDIA = ZoneInfo("Asia/Kolkata")


@pytest.fixture
def born(as_alice: Actor) -> dict[str, datetime]:
    """Contacts by their names, each made at a moment around the end of the year."""
    moments = {
        "Still the old year in India": datetime(2031, 12, 31, 23, 59, 59, 999_000, tzinfo=INDIA),
        "The new year in India alone": LAST,
        "The new year for both": FIRST,
    }
    for name, moment in moments.items():
        (saved,) = create_contacts([{"name": name}], by=as_alice)
        Contact.objects.filter(pk=saved.id).update(created_at=moment)
    return moments


@pytest.mark.parametrize(
    ("zone", "old"),
    [
        ("Asia/Kolkata", {"Still the old year in India"}),
        ("UTC", {"Still the old year in India", "The new year in India alone"}),
    ],
)
def test_a_year_ends_at_the_readers_midnight(
    zone: str, old: set[str], born: dict[str, datetime], as_alice: Actor
) -> None:
    reader, kind = replace(as_alice, time_zone=zone), record_kind("contact")

    def named(asked: str, *days: str) -> set[str]:
        filters, refused = filters_from(kind, {f"created_at.{asked}": days}, seen_by=reader)
        assert refused == {}
        return {row["name"] for row in read_page(kind, seen_by=reader, columns=["name"], filters=filters).rows}

    assert named("between", "2031-01-01", "2031-12-31") == old
    assert named("between", "2032-01-01", "2032-12-31") == born.keys() - old
    assert named("before", "2032-01-01") == old
    assert named("after", "2032-01-01") == born.keys() - old
