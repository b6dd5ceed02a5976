"""When a task that repeats is due again: days only, so that neither zones nor clock changes can move one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, YEARLY, rrule, weekday
from django.utils.translation import gettext as _

from trato.kit.errors import DomainError

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SHORTEST_MONTH = 28
MOST_BETWEEN = 999
LAST_DAY = date(2999, 12, 31)


class RepeatRefused(DomainError):
    """That is no way in which a task can repeat."""


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """`day` is the day of the month that is meant, though a month may be too short for it."""

    repeats: str
    day: int
    every: int = 1
    on: Sequence[int] = ()
    until: date | None = None

    def next_after(self, last: date, *, not_before: date) -> date | None:
        """The first day of the rhythm after the last one that is not past; None when it is over."""
        beyond = max(last, not_before - timedelta(days=1))
        end = min(self.until or LAST_DAY, LAST_DAY)
        rule = rrule(dtstart=_moment(last), until=_moment(end), interval=self.every, **self._pattern(last))
        found: datetime | None = rule.after(_moment(beyond))
        return found.date() if found else None

    def _pattern(self, last: date) -> dict[str, Any]:
        # The last of the days up to the one meant: the 31st is the 30th in June and the 28th or 29th in February.
        days = {"bymonthday": list(range(min(self.day, SHORTEST_MONTH), self.day + 1)), "bysetpos": -1}
        if self.repeats == "daily":
            return {"freq": DAILY}
        if self.repeats == "weekly":
            return {"freq": WEEKLY, "wkst": MO, "byweekday": list(self.on) or [last.weekday()]}
        if self.repeats == "monthly_weekday":
            return {"freq": MONTHLY, "byweekday": weekday(last.weekday(), _which(self.day))}
        if self.repeats == "yearly":
            return {"freq": YEARLY, "bymonth": last.month, **days}
        return {"freq": MONTHLY, **days}


def _moment(day: date) -> datetime:
    return datetime.combine(day, time())


def _which(day: int) -> int:
    """The first to the fourth of its weekday in the month; a fifth is the last, which every month has."""
    number = (day - 1) // 7 + 1
    return number if number < 5 else -1


def weekdays_in(text: str) -> tuple[int, ...]:
    """The codes of a stored list of weekdays, as numbers from Monday."""
    return tuple(WEEKDAYS.index(code) for code in text.split(",") if code in WEEKDAYS)


def weekday_codes(given: str) -> str:
    """Two letters each, in the order of the week: MO,TH. Also as RRULE writes them, or parted by spaces."""
    words = given.upper().replace("BYDAY=", "").replace(";", ",").replace(" ", ",").split(",")
    wanted = [word for word in words if word]
    if unknown := next((word for word in wanted if word not in WEEKDAYS), ""):
        said = _("“%(value)s” is no day of the week. They are MO, TU, WE, TH, FR, SA, SU.")
        raise RepeatRefused(said % {"value": unknown[:20]}, field="repeats_on")
    return ",".join(code for code in WEEKDAYS if code in wanted)
