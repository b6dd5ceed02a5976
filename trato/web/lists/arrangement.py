"""How a list is laid out: a table, perhaps in groups, a board or a calendar; how wide its columns are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from trato.foundation.public import Actor, Field, FieldType, RecordKind, dated_fields, groupable_fields

TABLE, BOARD, CALENDAR = "table", "board", "calendar"
MONTH, WEEK = "month", "week"
NARROWEST, WIDEST = 48, 900


@dataclass(frozen=True)
class Arrangement:
    """`by` is the field of a board's columns or a calendar's days; `on` is the day a calendar shows."""

    layout: str = TABLE
    by: Field | None = None
    group: Field | None = None
    span: str = MONTH
    on: date | None = None
    widths: Mapping[str, int] = field(default_factory=dict)

    def state(self) -> dict[str, str]:
        """What of it an address says; not the day, which moves on."""
        said = {"layout": self.layout if self.layout != TABLE else "", "by": self.by.name if self.by else ""}
        said["group"] = self.group.name if self.group else ""
        said["span"] = self.span if self.span != MONTH and self.layout == CALENDAR else ""
        said["widths"] = ",".join(f"{name}:{width}" for name, width in self.widths.items())
        return {name: text for name, text in said.items() if text}


def board_fields(kind: RecordKind, *, by: Actor) -> list[Field]:
    specs = groupable_fields(kind, seen_by=by)
    return [spec for spec in specs if spec.type == FieldType.CHOICE and spec.column]


def layout_fields(kind: RecordKind, *, by: Actor) -> dict[str, Sequence[Field]]:
    """Which layouts this kind has, and the fields each can go by."""
    found: dict[str, Sequence[Field]] = {
        BOARD: board_fields(kind, by=by),
        CALENDAR: dated_fields(kind, seen_by=by),
    }
    return {TABLE: (), **{layout: specs for layout, specs in found.items() if specs}}


def arrangement_of(kind: RecordKind, query: QueryDict, *, by: Actor) -> Arrangement:
    """What cannot be is left out: there always is a table."""
    fields = layout_fields(kind, by=by)
    layout = query.get("layout", TABLE)
    if layout not in fields:
        layout = TABLE
    groups = {spec.name: spec for spec in groupable_fields(kind, seen_by=by)} if layout == TABLE else {}
    choice = {spec.name: spec for spec in fields[layout]}
    return Arrangement(
        layout=layout,
        by=choice.get(query.get("by", ""), next(iter(choice.values()), None)),
        group=groups.get(query.get("group", "")),
        span=WEEK if query.get("span") == WEEK else MONTH,
        on=_day(query.get("on", "")),
        widths=_widths(kind, query.get("widths", "")),
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2900 else None


def _widths(kind: RecordKind, text: str) -> dict[str, int]:
    """`name:240,email:180`, in pixels."""
    found = {}
    for part in text[:1_500].split(","):
        name, _colon, width = part.partition(":")
        if name in kind.by_name and width.isascii() and width.isdecimal() and len(width) < 5:
            found[name] = max(NARROWEST, min(WIDEST, int(width)))
    return found
