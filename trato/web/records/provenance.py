"""Where the value of a field comes from: each value it had, who gave it, by which door and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from babel.dates import format_time
from django.utils import timezone
from django.utils.translation import gettext as _

from trato.foundation.public import (
    Actor,
    Field,
    FieldType,
    NotFound,
    RecordKind,
    history_of,
    labels_of_change_sets,
    names_of,
    names_of_sources,
    value_in,
)
from trato.kit import clock
from trato.web.components.moments import exact, our_locale
from trato.web.records.queries import names_for
from trato.web.records.values import Shown, shown

LOOKED_AT = 100  # change rows: those of a part also speak of its other fields
TOLD = 10
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Origin:
    """A value as it was stored at a version."""

    version: int
    at: datetime
    value: Any
    actor: str
    door: str
    source: str

    @property
    def is_empty(self) -> bool:
        return self.value in EMPTY

    @property
    def sentence(self) -> str:
        facts = {"name": self.actor, "source": self.source}
        if self.door == "import":
            return (_("Import “%(source)s”") if self.source else _("Import by %(name)s")) % facts
        if self.door == "form":
            return _("By the form “%(source)s”") % facts if self.source else _("By a form")
        if self.door == "api":
            return _("By a program, for %(name)s") % facts
        if self.door == "command":
            return _("By a command: %(source)s") % facts if self.source else _("By a command")
        return _("Typed by %(name)s") % facts if self.actor else _("By Trato")


@dataclass(frozen=True)
class ToldOrigin:
    origin: Origin
    shown: Shown
    is_now: bool

    @property
    def moment(self) -> str:
        return exact(self.origin.at)

    @property
    def clock(self) -> str:
        """The time of a change of today, else with its date."""
        here = timezone.localtime(self.origin.at)
        if here.date() == timezone.localtime(clock.now()).date():
            return str(format_time(here, format="short", locale=our_locale()))
        return exact(self.origin.at)


def origins_of(kind: RecordKind, record_id: UUID, spec: Field) -> list[Origin]:
    """Newest first. Of versions in a row with one value, the first that had it is told."""
    rows = list(history_of(record_id, spec.part or spec.name, limit=LOOKED_AT))
    people = names_of(row.actor_id for row in rows)
    labels = labels_of_change_sets(row.change_set_id for row in rows)
    called = names_of_sources(row.source for row in rows)
    found: list[Origin] = []
    for row in reversed(rows):
        value = value_in(kind, spec, row.after)
        if (found and _same(found[-1].value, value)) or (not found and value in EMPTY):
            continue
        source = called.get(row.source, "" if row.door == "form" else row.source)
        source = " · ".join(filter(None, [labels.get(row.change_set_id) if row.change_set_id else "", source]))
        who = people.get(row.actor_id, "") if row.actor_id else ""
        found.append(Origin(row.version, row.at, value, who, row.door, source))
    return found[::-1]


def _same(one: Any, other: Any) -> bool:
    return bool(one == other or (one in EMPTY and other in EMPTY))


def told_origins(spec: Field, origins: Sequence[Origin], *, seen_by: Actor) -> list[ToldOrigin]:
    first = origins[:TOLD]
    values = with_names(spec, [each.value for each in first], seen_by=seen_by)
    return [
        ToldOrigin(origin, shown(spec, value), is_now=number == 0)
        for number, (origin, value) in enumerate(zip(first, values, strict=True))
    ]


def with_names(spec: Field, values: Iterable[Any], *, seen_by: Actor) -> list[Any]:
    """A change row keeps ids of colleagues, teams and records; people read names."""
    given = list(values)
    if spec.type not in (FieldType.USER, FieldType.TEAM, FieldType.REFERENCE):
        return given
    names = names_for(spec, given, seen_by=seen_by)
    return [{"id": id_, "name": names[id_]} if id_ in names else id_ and {"id": None, "name": ""} for id_ in given]


def value_at(kind: RecordKind, record_id: UUID, spec: Field, version: int) -> Any:
    """An old value, as it can be given again."""
    for origin in origins_of(kind, record_id, spec):
        if origin.version == version:
            return origin.value
    raise NotFound(_("There is no version %(version)s of this record.") % {"version": version})


def changed_since(kind: RecordKind, record_id: UUID, spec: Field, version: int) -> Origin | None:
    """Who gave the field another value after somebody opened it at `version`, if anybody did."""
    newest = next(iter(origins_of(kind, record_id, spec)), None)
    return newest if newest and newest.version > version else None
