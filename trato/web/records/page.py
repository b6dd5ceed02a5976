"""What stands on a record page: header, fields by section, story, panels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_time
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from trato.foundation.public import (
    Actor,
    CustomerPanel,
    Field,
    FieldType,
    RecordAct,
    RecordKind,
    StoredFile,
    contributions,
    fields_changed_since,
    merging_of,
    photo_of,
    record_kind,
)
from trato.kit import clock
from trato.kit.remembering import remembered, remembering
from trato.web.components.moments import our_locale
from trato.web.records.drawing import drawn_field, drawn_value
from trato.web.records.files import files_panel
from trato.web.records.forms import FieldForm
from trato.web.records.provenance import ToldOrigin
from trato.web.records.queries import OpenRecord, fields_seen_by
from trato.web.records.related import Relation, relations
from trato.web.records.story import story_page
from trato.web.records.values import Shown, place_of, shown
from trato.web.records.wanted import Wanted

LIST_OF_RECORDS = "web/records/related.html"
AFTER = 15  # the first of what a module found most important


@dataclass(frozen=True)
class FieldRow:
    """A field as it is read; with a form, as it is edited; with origins, with where its value comes from."""

    spec: Field
    shown: Shown
    is_editable: bool
    version: int
    url: str
    form: FieldForm | None = None
    origins: Sequence[ToldOrigin] | None = None
    theirs: ToldOrigin | None = None

    @property
    def reading(self) -> SafeString:
        label = str(self.spec.label)
        return drawn_field(self.spec.name, label, self.url, self.shown, is_editable=self.is_editable)

    @property
    def value(self) -> SafeString:
        return drawn_value(self.shown)


@dataclass(frozen=True)
class Section:
    title: str | Promise
    rows: Sequence[FieldRow]

    @cached_property
    def reading(self) -> SafeString:
        """All of it at once, as long as no row is edited or shows its origins; then the template draws each."""
        if any(row.form or row.origins is not None for row in self.rows):
            return SafeString()
        return SafeString("".join([f"{row.reading}</div></dd></div>\n    " for row in self.rows]))


@dataclass(frozen=True)
class SubtitlePart:
    """`plural` is that of the kind it names a record of."""

    shown: Shown
    plural: str


@dataclass(frozen=True)
class Head:
    """`clock` and `place` say what time it is where the record is; `first` is the field that Edit opens.

    Without a photo its face has initials.
    """

    subtitle: Sequence[SubtitlePart]
    facts: Sequence[FieldRow]
    language: str
    first: str
    clock: str = ""
    place: str = ""
    acts: Sequence[RecordAct] = ()
    merge_url: str = ""
    photo: StoredFile | None = None


@dataclass(frozen=True)
class Panel:
    """Without a template it is a heading by which one may begin. `relation` says what records of what kind it shows."""

    title: str | Promise
    template: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    relation: Relation | None = None
    order: int = 0


def record_page(
    record: OpenRecord, actor: Actor, *, wanted: Wanted, before: str = "", row: FieldRow | None = None
) -> dict[str, Any]:
    """`row` stands in for the field it is of: one that is being edited, on a page without scripts."""
    with remembering():
        return {
            "record": record,
            "kind": record.kind,
            "head": head(record, actor),
            "sections": sections(record, actor, row),
            "story": story_page(record.kind, record.id, seen_by=actor, before=before, wanted=wanted),
            **beside(record, actor),
            "is_earlier": bool(before),
        }


def news_since(record: OpenRecord, version: int | None, actor: Actor, wanted: Wanted) -> dict[str, Any]:
    """What a page that was read at `version` shows no more: fields that changed, and all that tells of the record."""
    changed = fields_changed_since(record.id, version) if version is not None and version < record.version else set()
    specs = [spec for spec in fields_seen_by(record.kind, actor) if spec.section and {spec.name, spec.part} & changed]
    return {
        "record": record,
        "kind": record.kind,
        "rows": [field_row(record, spec, actor) for spec in specs],
        "head": head(record, actor),
        "story": story_page(record.kind, record.id, seen_by=actor, wanted=wanted),
        **beside(record, actor),
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
        acts=offered_acts(record, actor),
        merge_url=_merge_url(record, actor),
        photo=photo_of(record.kind, record.id),
    )


def _merge_url(record: OpenRecord, actor: Actor) -> str:
    merging = merging_of(record.kind)
    if merging is None or not record.may_edit or not actor.may(merging.right):
        return ""
    return reverse(merging.url_name, args=[record.kind.plural, record.id])


def offered_acts(record: OpenRecord, actor: Actor) -> list[RecordAct]:
    """What can be done to it as it stands. That it is the reader's to edit was asked when it was opened."""
    if record.is_trashed or not record.may_edit:
        return []
    return [
        act
        for act in contributions(RecordAct)
        if act.kind == record.kind.name
        and (act.verb == "edit" or actor.may(record.kind.right(act.verb)))
        and all(record.values.get(name) in among for name, among in act.when.items())
    ]


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
    url = f"{record.url}fields/{spec.name}/"
    return FieldRow(spec, shown_in(record, spec), record.may_edit_field(spec, actor), record.version, url)


def shown_in(record: OpenRecord, spec: Field) -> Shown:
    return shown(spec, record.values.get(spec.name), language=language_in(record))


def language_in(record: OpenRecord) -> str:
    """The language that the record's person speaks, where a field of the kind says it."""
    return str(record.values.get(_language_field(record.kind), "") or "")


def _language_field(kind: RecordKind) -> str:
    """Asked for each of a record's fields, of which there may be hundreds."""

    def named() -> str:
        return next((spec.name for spec in kind.fields if spec.type == FieldType.LANGUAGE), "")

    return remembered(("the field of the language", kind.name), named)


def beside(record: OpenRecord, actor: Actor) -> dict[str, Any]:
    """The right column."""
    with remembering():
        return {"panels": panels(record, actor), "files": files_panel(record)}


def panels(record: OpenRecord, actor: Actor) -> list[Panel]:
    """What modules contribute, and a plain list of whatever else points here."""
    pointing = {each.name: each for each in relations(record, actor)}
    own = [each for each in contributions(CustomerPanel) if each.kind == record.kind.name]
    found = [
        _panel(each.title, each.template, each.facts(record.id, actor), pointing.pop(each.relation, None), each.order)
        for each in own
    ]
    found += [_panel(each.title, LIST_OF_RECORDS, each.facts(), each, AFTER) for each in pointing.values()]
    return sorted((panel for panel in found if panel is not None), key=lambda panel: panel.order)


def _panel(
    title: str | Promise, template: str, facts: Mapping[str, object] | None, relation: Relation | None, order: int
) -> Panel | None:
    if facts is not None:
        return Panel(title, template, facts, relation, order)
    return Panel(title, relation=relation, order=order) if relation and relation.add_url else None
