"""A calendar: the records of each day of a month or a week, by any date of theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from babel.dates import format_date, format_skeleton, format_time, get_day_names
from django.utils import timezone

from trato.foundation.public import Day, Field, read_days, read_records, today_of
from trato.web.components.moments import our_locale
from trato.web.lists.amounts import said_count, why_partial
from trato.web.lists.arrangement import WEEK
from trato.web.lists.asked import Asked
from trato.web.lists.cells import NAMELESS
from trato.web.records.values import Shown, shown

IN_A_MONTH, IN_A_WEEK = 4, 40


@dataclass(frozen=True)
class Entry:
    url: str
    clock: str
    title: Shown


@dataclass(frozen=True)
class DayBox:
    """`more` is how many are not shown; all of them stand behind `url`."""

    day: date
    label: str
    number: int
    entries: Sequence[Entry]
    count: str
    more: str
    url: str
    is_today: bool
    is_outside: bool


@dataclass(frozen=True)
class Calendar:
    title: str
    names: Sequence[str]
    weeks: Sequence[Sequence[DayBox]]
    is_week: bool
    is_empty: bool
    notices: Sequence[str]
    earlier_url: str
    later_url: str
    today_url: str


def calendar_of(asked: Asked, by: Field) -> Calendar:
    today = today_of(asked.actor)
    on, is_week = asked.shape.on or today, asked.shape.span == WEEK
    first, last = _span(on, is_week=is_week)
    most = IN_A_WEEK if is_week else IN_A_MONTH
    found = read_days(asked.kind, by, (first, last), seen_by=asked.actor, filters=asked.filters, most=most)
    boxes = _boxes(asked, by, (first, last), found, on=on, today=today)
    back, ahead = (on - timedelta(days=7), on + timedelta(days=7)) if is_week else _neighbours(on)
    return Calendar(
        title=_title(first, last, on, is_week=is_week),
        names=_names(first),
        weeks=[boxes[place : place + 7] for place in range(0, len(boxes), 7)],
        is_week=is_week,
        is_empty=not any(box.entries for box in boxes),
        notices=why_partial(found),
        earlier_url=asked.address(on=back.isoformat()),
        later_url=asked.address(on=ahead.isoformat()),
        today_url=asked.address(on=""),
    )


def _span(on: date, *, is_week: bool) -> tuple[date, date]:
    """Whole weeks, from the day on which weeks begin where the reader lives."""
    begins = our_locale().first_week_day
    first = on if is_week else on.replace(day=1)
    first -= timedelta(days=(first.weekday() - begins) % 7)
    if is_week:
        return first, first + timedelta(days=6)
    end = _neighbours(on)[1].replace(day=1) - timedelta(days=1)
    return first, end + timedelta(days=6 - (end.weekday() - begins) % 7)


def _neighbours(on: date) -> tuple[date, date]:
    """A day in the month before and one in the month after."""
    middle = on.replace(day=15)
    return (middle - timedelta(days=30)).replace(day=1), (middle + timedelta(days=30)).replace(day=1)


def _boxes(
    asked: Asked, by: Field, span: tuple[date, date], found: Sequence[Day], *, on: date, today: date
) -> list[DayBox]:
    is_week = asked.shape.span == WEEK
    title = asked.columns[0]
    ids = [id_ for day in found for id_ in day.first]
    rows = read_records(asked.kind, ids, seen_by=asked.actor, columns=[title.name, by.name])
    by_id = {row["id"]: row for row in rows}
    days = {each.day: each for each in found}
    wanted = [span[0] + timedelta(days=number) for number in range((span[1] - span[0]).days + 1)]
    inside = [day for day in wanted if is_week or day.month == on.month]
    return [
        _box(asked, by, days.get(day) or Day(day, 0, ()), by_id, is_today=day == today, is_outside=day not in inside)
        for day in wanted
    ]


def _box(
    asked: Asked, by: Field, day: Day, rows: Mapping[UUID, Mapping[str, Any]], *, is_today: bool, is_outside: bool
) -> DayBox:
    entries = [_entry(asked, by, rows[id_]) for id_ in day.first if id_ in rows]
    left = day.count - len(entries)
    return DayBox(
        day=day.day,
        label=str(format_date(day.day, format="full", locale=our_locale())),
        number=day.day.day,
        entries=entries,
        count=said_count(day.count, is_partial=day.is_partial),
        more=said_count(left, is_partial=day.is_partial) if left > 0 else "",
        url=asked.only(**{f"{by.name}.between": [day.day.isoformat()] * 2}) if day.count else "",
        is_today=is_today,
        is_outside=is_outside,
    )


def _entry(asked: Asked, by: Field, row: Mapping[str, Any]) -> Entry:
    title = asked.columns[0]
    at = row[by.name]
    clock = format_time(timezone.localtime(at), format="short", locale=our_locale()) if isinstance(at, datetime) else ""
    said = shown(title, row[title.name]) if row[title.name] else Shown(NAMELESS)
    return Entry(f"{asked.record_address}{row['id']}/", clock, said)


def _names(first: date) -> list[str]:
    names = get_day_names("abbreviated", locale=our_locale())
    return [names[(first + timedelta(days=number)).weekday()] for number in range(7)]


def _title(first: date, last: date, on: date, *, is_week: bool) -> str:
    if not is_week:
        return str(format_skeleton("yMMMM", on, locale=our_locale()))
    ends = [str(format_date(day, format="medium", locale=our_locale())) for day in (first, last)]
    return " – ".join(ends)
