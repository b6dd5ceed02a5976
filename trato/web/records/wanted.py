"""The filter of a story as it stands in the address: it can be reloaded, gone back to and shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from urllib.parse import urlsplit
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from trato.foundation.public import StoryFilter, TimelineGroup, contributions
from trato.kit.text import clean_text
from trato.web.people.requests import StaffRequest
from trato.web.records.queries import colleagues

OWN = ("show", "by", "since", "until", "text", "filter")
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Wanted:
    """`given` holds what could be read; `refused` says of the rest why not, by the name of its control."""

    given: Mapping[str, Sequence[str]]
    refused: Mapping[str, str]
    filter: StoryFilter
    is_open: bool

    @property
    def query(self) -> str:
        return urlencode(self.given, doseq=True)

    @property
    def address(self) -> str:
        """What is put behind the address of the record."""
        return f"?{self.query}" if self.given else ""

    @property
    def since(self) -> str:
        return self._text("since")

    @property
    def until(self) -> str:
        return self._text("until")

    @property
    def text(self) -> str:
        return self._text("text")

    def _text(self, name: str) -> str:
        return next(iter(self.given.get(name, ())), "")

    @cached_property
    def groups(self) -> list[tuple[str, str, bool]]:
        chosen = self.given.get("show", ())
        return [(each.name, str(each.label), each.name in chosen) for each in contributions(TimelineGroup)]

    @cached_property
    def people(self) -> list[tuple[str, str, bool]]:
        chosen = self.given.get("by", ())
        return [(id_, name, id_ in chosen) for id_, name in colleagues()]


def wanted_of(query: QueryDict) -> Wanted:
    """Whatever the address says there is a story: what cannot be is left out and said."""
    known = {group.name for group in contributions(TimelineGroup)}
    given: dict[str, Sequence[str]] = {}
    refused: dict[str, str] = {}
    found = StoryFilter()
    if groups := tuple(name for name in dict.fromkeys(query.getlist("show")) if name in known):
        found, given["show"] = replace(found, groups=groups), groups
    for name, read in READERS.items():
        text = query.get(name, "").strip()
        if not text:
            continue
        try:
            found, given[name] = replace(found, **read(text)), (text,)  # type: ignore[arg-type]  # fields of the filter
        except (ValueError, OverflowError):
            refused[name] = REFUSALS[name]()
    return Wanted(given, refused, found, is_open=bool(found or refused or "filter" in query))


def wanted_now(request: StaffRequest) -> Wanted:
    """What the page that asks is showing, so that its story stays the same but for what is new."""
    return wanted_of(QueryDict(urlsplit(request.htmx.current_url or "").query))


def _person(text: str) -> dict[str, object]:
    return {"person": UUID(text)}


def _since(text: str) -> dict[str, object]:
    return {"since": _begins(date.fromisoformat(text))}


def _until(text: str) -> dict[str, object]:
    """With the whole of its day."""
    return {"until": _begins(date.fromisoformat(text) + timedelta(days=1))}


def _text(text: str) -> dict[str, object]:
    return {"text": clean_text(text[:LONGEST_TEXT])}


def _begins(day: date) -> datetime:
    """In the zone of the reader. Asked for in UTC here, where a day too far away fails, and not in the database."""
    moment = datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())
    moment.timestamp()
    return moment


READERS = {"by": _person, "since": _since, "until": _until, "text": _text}
REFUSALS = {
    "by": lambda: _("There is no such colleague."),
    "since": lambda: _("That is no day."),
    "until": lambda: _("That is no day."),
    "text": lambda: _("That text cannot be looked for."),
}
