"""What stands on a record page: header, fields by section, story, panels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_time
from django.utils.functional import Promise

from trato.foundation.public import Actor, CustomerPanel, Field, FieldType, contributions, record_kind
from trato.kit import clock
from trato.web.components.moments import our_locale
from trato.web.records.forms import FieldForm
from trato.web.records.provenance import ToldOrigin
from trato.web.records.queries import OpenRecord, fields_seen_by
from trato.web.records.story import story_page
from trato.web.records.values import Shown, place_of, shown


@dataclass(frozen=True)
class FieldRow:
    """A field as it is read; with a form, as it is edited; with origins, with where its value comes from."""

    spec: Field
    shown: Shown
    is_editable: bool
    version: int
    form: FieldForm | None = None
    origins: Sequence[ToldOrigin] | None = None
    theirs: ToldOrigin | None = None


@dataclass(frozen=True)
class Section:
    title: str | Promise
    rows: Sequence[FieldRow]


@dataclass(frozen=True)
class SubtitlePart:
    """`plural` is that of the kind it names a record of."""

    shown: Shown
    plural: str


@dataclass(frozen=True)
class Head:
    """`clock` and `place` say what time it is where the record is; `first` is the field that Edit opens."""

    subtitle: Sequence[SubtitlePart]
    facts: Sequence[FieldRow]
    language: str
    first: str
    clock: str = ""
    place: str = ""


@dataclass(frozen=True)
class Panel:
    title: str | Promise
    template: str
    facts: Mapping[str, object]


def record_page(record: OpenRecord, actor: Actor, *, before: str = "", row: FieldRow | None = None) -> dict[str, Any]:
    """`row` stands in for the field it is of: one that is being edited, on a page without scripts."""
    return {
        "record": record,
        "kind": record.kind,
        "head": head(record, actor),
        "sections": sections(record, actor, row),
        "story": story_page(record.kind, record.id, seen_by=actor, before=before),
        "panels": panels(record, actor),
        "is_earlier": bool(before),
    }


def head(record: OpenRecord, actor: Actor) -> Head:
    by_name = {spec.name: spec for spec in fields_seen_by(record.kind, actor)}
    told = [(by_name[name], shown_in(record, by_name[name])) for name in record.kind.subtitle if name in by_name]
    zone = next((record.values[s.name] for s in by_name.values() if s.type == FieldType.TIME_ZONE), "")
    return Head(
        subtitle=[SubtitlePart(value, _plural(spec)) for spec, value in told if value.text],
        facts=[field_row(record, by_name[name], actor) for name in record.kind.headline if name in by_name],
        language=shown(record.kind.by_name["name"], record.name, language=language_in(record)).language,
        first=next((name for name, spec in by_name.items() if record.may_edit_field(spec, actor)), ""),
        clock=str(format_time(clock.now(), "short", tzinfo=ZoneInfo(zone), locale=our_locale())) if zone else "",
        place=place_of(zone) if zone else "",
    )


def _plural(spec: Field) -> str:
    return record_kind(spec.refers_to).plural if spec.refers_to else ""


def sections(record: OpenRecord, actor: Actor, row: FieldRow | None = None) -> list[Section]:
    seen = fields_seen_by(record.kind, actor)
    rows = {spec.name: field_row(record, spec, actor) for spec in seen}
    if row is not None:
        rows[row.spec.name] = row
    titles = {str(title): title for title in record.kind.sections}
    found = [Section(title, [rows[s.name] for s in seen if str(s.section) == text]) for text, title in titles.items()]
    return [section for section in found if section.rows]


def field_row(record: OpenRecord, spec: Field, actor: Actor) -> FieldRow:
    return FieldRow(spec, shown_in(record, spec), record.may_edit_field(spec, actor), record.version)


def shown_in(record: OpenRecord, spec: Field) -> Shown:
    return shown(spec, record.values.get(spec.name), language=language_in(record))


def language_in(record: OpenRecord) -> str:
    """The language that the record's person speaks, where a field of the kind says it."""
    spoken = (spec.name for spec in record.kind.fields if spec.type == FieldType.LANGUAGE)
    return str(record.values.get(next(spoken, "")) or "")


def panels(record: OpenRecord, actor: Actor) -> list[Panel]:
    asked = [
        (each, each.facts(record.id, actor)) for each in contributions(CustomerPanel) if each.kind == record.kind.name
    ]
    return [Panel(panel.title, panel.template, facts) for panel, facts in asked if facts is not None]
