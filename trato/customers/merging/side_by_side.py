"""Two records beside each other: what is the same, what both keep, and where there is a choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from trato.customers.merging.choosing import OTHER, OWN, THIS, mergeable_fields
from trato.foundation.public import Actor, Change, Field, RecordKind
from trato.kit.text import search_text
from trato.web.public import OpenRecord, Shown, fields_seen_by, open_record, shown


@dataclass(frozen=True)
class Side:
    """One of the two: its record, and what is told of it at the head of its column."""

    record: OpenRecord
    owner: str
    updated_at: datetime | None


@dataclass(frozen=True)
class Line:
    """`how` says it in a word: same, one, differ, both. Where there is a choice, `side` is the one that is proposed."""

    name: str
    label: str
    how: str
    this: Shown
    other: Shown
    this_at: datetime | None = None
    other_at: datetime | None = None
    side: str = ""

    @property
    def is_choice(self) -> bool:
        return bool(self.side)

    @property
    def takes_other(self) -> bool:
        return self.side == OTHER


@dataclass(frozen=True)
class SideBySide:
    kind: RecordKind
    this: Side
    other: Side
    lines: Sequence[Line]

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.this, self.other


def side_by_side(kind: RecordKind, this: UUID, other: UUID, *, by: Actor, sides: Mapping[str, str]) -> SideBySide:
    """`sides` are choices that were made already."""
    one, two = (open_record(kind, id_, by=by) for id_ in (this, other))
    times = _times([this, other])
    choices = {spec.name for spec in mergeable_fields(kind, by=by)}
    lines = []
    for spec in fields_seen_by(kind, by):
        if spec.part and not spec.section or not (spec.column or spec.part):
            continue
        values = [each.values.get(spec.name) for each in (one, two)]
        if any(value not in (None, "", []) for value in values):
            moments = times.get((this, spec.name)), times.get((other, spec.name))
            lines.append(_line(spec, values, moments, is_choice=spec.name in choices, chosen=sides.get(spec.name, "")))
    return SideBySide(kind, _side(one), _side(two), lines)


def _times(ids: Sequence[UUID]) -> dict[tuple[UUID, str], datetime]:
    """When each field got the value that it holds."""
    changes = Change.objects.filter(record_id__in=ids).order_by("version").values_list("record_id", "at", "after")
    return {(record_id, name): at for record_id, at, after in changes for name in after}


def _side(record: OpenRecord) -> Side:
    owner: Any = record.values.get("owner")
    at = record.values.get("updated_at")
    return Side(record, str(owner["name"]) if owner else "", at if isinstance(at, datetime) else None)


def _line(
    spec: Field, values: Sequence[Any], times: Sequence[datetime | None], *, is_choice: bool, chosen: str
) -> Line:
    this, other = (shown(spec, value) for value in values)
    is_same = values[0] == values[1]
    how = "same" if is_same else "both" if spec.part else "differ" if this.text and other.text else "one"
    side = "" if is_same or not is_choice else chosen if chosen in (THIS, OTHER) else proposed(spec, values, times)
    return Line(spec.name, str(spec.label), how, this, other, times[0], times[1], side)


def proposed(spec: Field, values: Sequence[Any], times: Sequence[datetime | None]) -> str:
    """The fuller of two that say the same at different lengths, else the newer. Whose it is stays as it is."""
    this, other = values
    if this in (None, "") or other in (None, ""):
        return OTHER if this in (None, "") and spec.type not in OWN else THIS
    if spec.type in OWN or spec.is_stage:
        return THIS
    one, two = search_text(str(this)), search_text(str(other))
    if set(one.split()) < set(two.split()) or set(two.split()) < set(one.split()):
        return OTHER if len(two) > len(one) else THIS
    return OTHER if times[0] and times[1] and times[1] > times[0] else THIS
