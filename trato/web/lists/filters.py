"""Filters as sentences, and the menu from which they are added."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from trato.foundation.public import Field, FieldType, Filter, filterable_fields
from trato.web.lists.asked import Asked
from trato.web.records.queries import colleagues, names_for, teams
from trato.web.records.values import shown

TEXT, NOTHING, MYSELF = "q", "none", "me"
NAMED_ELSEWHERE = (FieldType.USER, FieldType.TEAM, FieldType.REFERENCE)
TYPED = (FieldType.LANGUAGE, FieldType.COUNTRY, FieldType.TIME_ZONE, FieldType.TAGS)
MOST_OFFERED = 100


@dataclass(frozen=True)
class Chip:
    """“Owner is Ana, Divya”. `label` is empty for text that is to be found anywhere."""

    label: str
    values: str
    remove_url: str


@dataclass(frozen=True)
class Offered:
    label: str
    url: str
    is_on: bool


@dataclass(frozen=True)
class Choice:
    """One field in the menu: values to press, or, where they are too many to list, a place to type one."""

    name: str
    label: str
    options: Sequence[Offered]
    kept: Sequence[tuple[str, str]]


def chips(asked: Asked) -> list[Chip]:
    return [_chip(asked, each) for each in asked.filters]


def choices(asked: Asked) -> list[Choice]:
    specs = [spec for spec in filterable_fields(asked.kind, seen_by=asked.actor) if spec.type != FieldType.REFERENCE]
    return [
        Choice(spec.name, str(spec.label), [] if spec.type in TYPED else _options(asked, spec), asked.kept())
        for spec in specs
    ]


def _chip(asked: Asked, given: Filter) -> Chip:
    remove = asked.without_filter(given.field)
    if given.field == TEXT:
        return Chip("", ", ".join(f"“{text}”" for text in given.values), remove)
    spec = asked.kind.by_name[given.field]
    return Chip(str(spec.label), ", ".join(_said(asked, spec, given.values)), remove)


def _said(asked: Asked, spec: Field, values: Sequence[Any]) -> list[str]:
    if spec.type in NAMED_ELSEWHERE:
        names = names_for(spec, values, seen_by=asked.actor)
        return [names.get(str(value), _("someone unknown")) if value else _("nobody") for value in values]
    if spec.type == FieldType.TAGS:
        return [str(value) for value in values]
    return [shown(spec, value).text if value else _("empty") for value in values]


def _options(asked: Asked, spec: Field) -> list[Offered]:
    on = asked.given.get(spec.name, ())
    return [Offered(label, asked.with_filter(spec.name, value), value in on) for value, label in _values(spec)]


def _values(spec: Field) -> list[tuple[str, str]]:
    if spec.type == FieldType.USER:
        return [(MYSELF, _("Me")), *colleagues()[:MOST_OFFERED], (NOTHING, _("Nobody"))]
    if spec.type == FieldType.TEAM:
        return [*teams()[:MOST_OFFERED], (NOTHING, _("No team"))]
    return [*((code, str(label)) for code, label in spec.choices), (NOTHING, _("Empty"))]
