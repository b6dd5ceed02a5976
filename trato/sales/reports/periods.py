"""A stretch of days, as an address says it: 2026, 2026-Q1, 2026-03, 2026-01-15..2026-02-14, this_quarter, all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.sales.reports.errors import ReportRefused

ALL = "all"
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2999, 12, 31)  # those a list can be filtered by
SPANS = {"month": 1, "quarter": 3, "year": 12}
NAMED = {
    "this_month": gettext_lazy("This month"),
    "last_month": gettext_lazy("Last month"),
    "this_quarter": gettext_lazy("This quarter"),
    "last_quarter": gettext_lazy("Last quarter"),
    "this_year": gettext_lazy("This year"),
    "last_year": gettext_lazy("Last year"),
    "last_12_months": gettext_lazy("The last 12 months"),
    ALL: gettext_lazy("All time"),
}
_QUARTER = re.compile(r"(\d{4})-?[qQ]([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Period:
    """Both days are in it. Without them it is all time."""

    code: str
    first: date | None = None
    last: date | None = None

    @property
    def is_all(self) -> bool:
        return self.first is None

    @property
    def label(self) -> str:
        if self.code in NAMED:
            return str(NAMED[self.code])
        if self.first and self.last and ".." in self.code:
            return said_days(self.first, self.last)
        return said(self.code)

    @property
    def is_one_span(self) -> bool:
        """A month, a quarter or a year, for which there can be a goal."""
        return self.first is not None and self.key in (
            month_of(self.first),
            quarter_of(self.first),
            str(self.first.year),
        )

    @property
    def key(self) -> str:
        """The same period by its days, whatever it was called."""
        if self.first is None or self.last is None:
            return ALL
        for span, named in (("month", month_of), ("quarter", quarter_of), ("year", _year_of)):
            if (self.first, self.last) == days_of(self.first, span=span):
                return named(self.first)
        return f"{self.first.isoformat()}..{self.last.isoformat()}"


def _year_of(day: date) -> str:
    return f"{day.year:04}"


def month_of(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def quarter_of(day: date) -> str:
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def said(code: str) -> str:
    """2026-Q1 and 2026-03 as people say them."""
    if found := _QUARTER.fullmatch(code):
        return _("Q%(quarter)s %(year)s") % {"quarter": found[2], "year": found[1]}
    if found := _MONTH.fullmatch(code):
        return date_format(date(int(found[1]), int(found[2]), 1), "YEAR_MONTH_FORMAT")
    return code


def said_days(first: date, last: date) -> str:
    return " – ".join(date_format(day, "DATE_FORMAT") for day in (first, last))


def days_of(day: date, *, span: str) -> tuple[date, date]:
    """The month, quarter or year in which a day is."""
    months = SPANS[span]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return first, _months_later(first, months) - timedelta(days=1)


def _months_later(first: date, months: int) -> date:
    years, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(years, month + 1, 1)


def read_period(text: str, *, today: date, default: str = "this_year") -> Period:
    """Refuses in words what is no period."""
    code = text.strip() or default
    if code == ALL:
        return Period(ALL)
    days = _named(code, today) if code in NAMED else _written(code)
    if days is None:
        known = "2026, 2026-Q1, 2026-03, 2026-01-15..2026-02-14"
        raise ReportRefused(
            _("“%(value)s” is no period. Write it like one of these: %(known)s.")
            % {"value": code[:60], "known": known},
            field="period",
        )
    return Period(code, *days)


def _named(code: str, today: date) -> tuple[date, date]:
    if code == "last_12_months":
        return _months_later(date(today.year, today.month, 1), -11), days_of(today, span="month")[1]
    which, _underscore, span = code.partition("_")
    first, last = days_of(today, span=span)
    return (first, last) if which == "this" else days_of(first - timedelta(days=1), span=span)


def _written(code: str) -> tuple[date, date] | None:
    try:
        if ".." in code:
            one, _dots, other = code.partition("..")
            first, last = sorted((date.fromisoformat(one.strip()), date.fromisoformat(other.strip())))
        elif found := _QUARTER.fullmatch(code):
            first, last = days_of(date(int(found[1]), int(found[2]) * 3, 1), span="quarter")
        elif found := _MONTH.fullmatch(code):
            first, last = days_of(date(int(found[1]), int(found[2]), 1), span="month")
        elif _YEAR.fullmatch(code):
            first, last = days_of(date(int(code), 1, 1), span="year")
        else:
            return None
    except (ValueError, OverflowError):
        return None
    return (first, last) if first >= FIRST_DAY and last <= LAST_DAY else None


def spans_around(day: date, *, span: str, before: int, after: int) -> Iterator[Period]:
    """The month or quarter of the day with its neighbours, the earliest first."""
    named = month_of if span == "month" else quarter_of
    first, _last = days_of(day, span=span)
    for step in range(-before, after + 1):
        start, end = days_of(_months_later(first, step * SPANS[span]), span=span)
        yield Period(named(start), start, end)
