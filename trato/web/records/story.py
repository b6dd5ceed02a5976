"""The middle column of a record page: what happened, by day, as the modules tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from babel.dates import format_date, format_skeleton, format_time
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from trato.foundation.public import Actor, RecordKind, RecordStory, contributions
from trato.kit import clock
from trato.web.components.moments import our_locale
from trato.web.records.wanted import Wanted, wanted_of

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Told:
    """`is_ours` when one of us did it by hand; what a program or a file did is neutral."""

    entry: Any
    is_ours: bool
    time: str


@dataclass(frozen=True)
class Stretch:
    """A day of the last week, or a month before that."""

    key: str
    heading: str
    told: Sequence[Told]


@dataclass(frozen=True)
class StoryPage:
    stretches: Sequence[Stretch]
    older: str
    composer: str
    wanted: Wanted

    @property
    def last_key(self) -> str:
        return self.stretches[-1].key if self.stretches else ""


def story_page(
    kind: RecordKind, id_: UUID, *, seen_by: Actor, before: str = "", wanted: Wanted | None = None
) -> StoryPage | None:
    """Nothing where no module tells a story of this kind."""
    told_by = next((each for each in contributions(RecordStory) if each.kind == kind.name), None)
    if told_by is None:
        return None
    wanted = wanted or wanted_of(QueryDict())
    story = told_by.story(id_, seen_by=seen_by, before=before, wanted=wanted.filter)
    today = timezone.localtime(clock.now()).date()
    composer = told_by.composer if not told_by.composer_right or seen_by.may(told_by.composer_right) else ""
    return StoryPage(_stretches(story.entries, today), story.older, composer, wanted)


def _stretches(entries: Sequence[Any], today: date) -> list[Stretch]:
    groups = groupby(entries, key=lambda entry: _heading(timezone.localtime(entry.at).date(), today))
    return [Stretch(key, heading, [_told(each, today) for each in group]) for (key, heading), group in groups]


def _heading(day: date, today: date) -> tuple[str, str]:
    if day > today - A_WEEK:
        return day.isoformat(), _day(day, today)
    if (day.year, day.month) == (today.year, today.month):
        return f"{day:%Y-%m}", _("This month")
    return f"{day:%Y-%m}", str(format_skeleton("yMMMM", day, locale=our_locale()))


def _day(day: date, today: date) -> str:
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return str(format_skeleton("MMMEd", day, locale=our_locale()))


def _told(entry: Any, today: date) -> Told:
    return Told(
        entry=entry,
        is_ours=entry.actor_kind == "user" and entry.door in ("page", "api"),
        time=_time(timezone.localtime(entry.at), today),
    )


def _time(here: datetime, today: date) -> str:
    if here.date() > today - A_WEEK:
        return str(format_time(here, format="short", locale=our_locale()))
    if here.year == today.year or here.date() > today - timedelta(days=180):
        return str(format_skeleton("MMMd", here, locale=our_locale()))
    return str(format_date(here, format="medium", locale=our_locale()))
