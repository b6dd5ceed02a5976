"""What deals do when something happened elsewhere."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from trato.foundation.public import SYSTEM, ReadEvent, today_of
from trato.sales.deals.queries import closed_deals_with
from trato.sales.deals.recounting import recount_held_soon
from trato.sales.deals.touching import touched_by
from trato.sales.deals.use_cases.held import count_held
from trato.sales.deals.use_cases.reconvert import reconvert_deals

MOST_AT_ONCE = 10_000  # deals, counted within a second


def convert_anew(events: Sequence[ReadEvent]) -> None:
    """Rates of some days are other ones now: from the first of those days on."""
    days = [str(event.data.get("first_day") or "") for event in events]
    since = min((date.fromisoformat(day) for day in days if day), default=date.min)
    place: UUID | None = UUID(int=0)
    while place is not None:
        place = reconvert_deals(after=place, since=since, today=today_of(SYSTEM), by=SYSTEM)


def count_what_was_held(events: Sequence[ReadEvent]) -> None:
    """Of the closed deals that these events may touch; where they are too many, a job counts in pieces."""
    touched = touched_by(events)
    found: set[UUID] = set()
    for kind, customers in (("contact", touched.contacts), ("company", touched.companies)):
        if customers and not touched.all:
            found.update(closed_deals_with(kind, customers, limit=MOST_AT_ONCE))
    if touched.all or len(found) >= MOST_AT_ONCE:
        recount_held_soon()
        found.clear()
    if found or touched.deals:
        count_held(found | touched.deals, by=SYSTEM)
