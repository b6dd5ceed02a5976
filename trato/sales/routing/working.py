"""Who works at a moment, by the hours and free days of each, where they are."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from trato.sales.routing.errors import RoutingRefused
from trato.sales.routing.models import WorkingHours

SPAN = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*")  # noqa: RUF001  # people write this dash
DAYS = 7
MOST_SPANS, MOST_FREE, LONGEST_NAME = 6, 400, 100
Spans = list[list[str]]


@dataclass(frozen=True)
class Hours:
    """What holds for one person: their own, or those of everybody, with the free days of both."""

    days: Sequence[Spans]
    free: frozenset[str]

    def at(self, moment: datetime, *, zone: str) -> bool:
        local = moment.astimezone(_zone(zone))
        if local.date().isoformat() in self.free:
            return False
        if not any(self.days):
            return True  # nobody said when they work
        clock = f"{local:%H:%M}"
        return any(first <= clock < last for first, last in self.days[local.weekday()])


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def hours_of(users: Collection[UUID]) -> Mapping[UUID, Hours]:
    rows = {row.user_id: row for row in WorkingHours.objects.filter(user__in=users)}
    everybody = WorkingHours.objects.filter(user=None).first()
    common, free = (everybody.days, _days_in(everybody)) if everybody else ([], frozenset[str]())
    found = {}
    for user in users:
        own = rows.get(user)
        days = own.days if own and any(own.days) else common
        found[user] = Hours(days, free | _days_in(own) if own else free)
    return found


def _days_in(row: WorkingHours) -> frozenset[str]:
    return frozenset(day for day, _name in row.free)


def spans_in(text: str) -> Spans:
    """“09:00-14:00, 16:00-19:30”. Nothing is a day off."""
    found: Spans = []
    for piece in filter(str.strip, re.split("[,;]", text[:200])):
        read = SPAN.fullmatch(piece)
        first, last = (_clock(read[1], read[2]), _clock(read[3], read[4])) if read else ("", "")
        if not first or not last or first >= last:
            raise RoutingRefused(_("“%(text)s” is no time from until: 09:00-17:00.") % {"text": piece.strip()[:40]})
        found.append([first, last])
    if len(found) > MOST_SPANS:
        raise RoutingRefused(_("At most %(most)s spans in a day.") % {"most": MOST_SPANS})
    return sorted(found)


def _clock(hours: str, minutes: str) -> str:
    """24:00 is the end of a day."""
    if (int(hours), int(minutes)) == (24, 0):
        return "24:00"
    try:
        return f"{time(int(hours), int(minutes)):%H:%M}"
    except ValueError:
        return ""


def free_days_in(text: str) -> list[list[str]]:
    """One in each line, with its name behind it."""
    found: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        day, _space, name = line.strip().partition(" ")
        try:
            found[date.fromisoformat(day).isoformat()] = " ".join(name.split())[:LONGEST_NAME]
        except ValueError as none:
            raise RoutingRefused(_("“%(text)s” does not begin with a day: 2026-12-25.") % {"text": day[:40]}) from none
    if len(found) > MOST_FREE:
        raise RoutingRefused(_("At most %(most)s free days.") % {"most": MOST_FREE})
    return [[day, found[day]] for day in sorted(found)]
