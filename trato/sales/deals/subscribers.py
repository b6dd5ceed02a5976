"""What deals do when something happened elsewhere."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from trato.foundation.public import SYSTEM, ReadEvent, today_of
from trato.sales.deals.use_cases.reconvert import reconvert_deals


def convert_anew(events: Sequence[ReadEvent]) -> None:
    """Rates of some days are other ones now: from the first of those days on."""
    days = [str(event.data.get("first_day") or "") for event in events]
    since = min((date.fromisoformat(day) for day in days if day), default=date.min)
    place: UUID | None = UUID(int=0)
    while place is not None:
        place = reconvert_deals(after=place, since=since, today=today_of(SYSTEM), by=SYSTEM)
