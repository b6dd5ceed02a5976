"""Filters as sentences, and the menu from which they are added."""

from collections.abc import Sequence
from dataclasses import dataclass

from trato.foundation.public import (
    RULES,
    Field,
    FieldType,
    Filter,
    Reach,
    operators_for,
    other_filters,
    read_page,
    record_kind,
)
from trato.web.lists.asked import Asked
from trato.web.records.queries import names_for
from trato.web.rules.words import NOTHING, OPERATORS, in_words, summary, values_of

TEXT = "q"
DATED = (FieldType.MOMENT, FieldType.DAY)
MOST_FOUND = 20


@dataclass(frozen=True)
class Chip:
    """“Owner is Ana, Divya”. `label` is empty for text that is to be found anywhere; `name` is the field to change."""

    label: str
    operator: str
    values: str
    remove_url: str
    name: str = ""
    key: str = ""


@dataclass(frozen=True)
class Offered:
    label: str
    value: str
    is_on: bool = False
    colour: str = ""


@dataclass(frozen=True)
class Choice:
    """One field in the menu. `control` says how its values are given: pick, select, find, text, date or number."""

    name: str
    label: str
    operators: Sequence[tuple[str, str]]
    operator: str
    control: str
    options: Sequence[Offered]
    values: Sequence[str]
    is_open: bool
    instead: str = ""


def chips(asked: Asked) -> list[Chip]:
    return [_chip(asked, each) for each in asked.filters]


def quick_fields(asked: Asked) -> list[Field]:
    """Those of the registry that are asked for most, as far as no chip says them already."""
    used = {each.field for each in asked.filters}
    quick = [spec.name for spec in asked.kind.fields if spec.quick and spec.name not in used]
    known = operators_for(asked.kind, seen_by=asked.actor, names=quick)
    return [asked.kind.by_name[name] for name in known]


def choices(asked: Asked, *, opened: str = "", instead: str = "") -> list[Choice]:
    """Every field that can be asked for, or with `opened` the one alone."""
    known = operators_for(asked.kind, seen_by=asked.actor)
    names = [opened] if opened in known else list(known)
    return [_choice(asked, asked.kind.by_name[name], known[name], instead, is_open=name == opened) for name in names]


def found_values(asked: Asked, spec: Field, typed: str) -> list[Offered]:
    """Records or tags that may be meant."""
    if spec.type == FieldType.TAGS:
        return [Offered(each, each) for each in (spec.suggest(typed.strip()) if spec.suggest else ())]
    kind = record_kind(spec.refers_to)
    if not typed.strip() or asked.actor.reach(kind.right("see")) == Reach.NONE:
        return []
    page = read_page(kind, seen_by=asked.actor, columns=["name"], filters=[Filter(TEXT, (typed,))], limit=MOST_FOUND)
    return [Offered(str(row["name"]), str(row["id"])) for row in page.rows]


def _choice(asked: Asked, spec: Field, operators: Sequence[str], instead: str, *, is_open: bool) -> Choice:
    given = instead if instead.partition(".")[0] == spec.name else spec.name
    operator = given.partition(".")[2] or operators[0]
    values = asked.given.get(given, ())
    return Choice(
        name=spec.name,
        label=str(spec.label),
        operators=[(code, str(OPERATORS[code])) for code in operators],
        operator=operator,
        control=_control(spec, operators),
        options=_options(asked, spec, values) if "is" in operators else [],
        values=values,
        is_open=is_open,
        instead=given if values else "",
    )


def _control(spec: Field, operators: Sequence[str]) -> str:
    if spec.type in DATED:
        return "date"
    if spec.type in (FieldType.NUMBER, FieldType.DECIMAL, FieldType.MONEY):
        return "number"
    if "is" not in operators:
        return "text" if "holds" in operators else ""
    if spec.type in (FieldType.REFERENCE, FieldType.TAGS):
        return "find"
    return "select" if spec.type in (FieldType.LANGUAGE, FieldType.COUNTRY, FieldType.TIME_ZONE) else "pick"


def _chip(asked: Asked, given: Filter) -> Chip:
    if given.field == TEXT:
        return Chip("", "", ", ".join(f"“{text}”" for text in given.values), asked.without_filter(TEXT))
    if given.field == RULES:
        return Chip("", "", summary(given.values), asked.without_filter(RULES), key=RULES)
    own = other_filters().get(given.field)
    if own is not None and own.says is not None:
        return Chip("", "", own.says(asked.kind, given.values, asked.actor), asked.without_filter(given.field))
    key = given.field if given.operator == "is" else f"{given.field}.{given.operator}"
    label, operator, values = in_words(asked.kind, given, asked.actor)
    return Chip(label, operator, values, asked.without_filter(key), given.field, key)


def _options(asked: Asked, spec: Field, values: Sequence[str]) -> list[Offered]:
    if spec.type in (FieldType.REFERENCE, FieldType.TAGS):
        names = {} if spec.type == FieldType.TAGS else _names(asked, spec, values)
        return [Offered(names.get(value, value), value, is_on=True) for value in values if value != NOTHING]
    return [Offered(label, value, value in values, spec.colour_of(value)) for value, label in values_of(spec)]


def _names(asked: Asked, spec: Field, values: Sequence[str]) -> dict[str, str]:
    given = [each for found in asked.filters if found.field == spec.name for each in found.values if each]
    return names_for(spec, given, seen_by=asked.actor) if values else {}
