"""What one fills in at a condition: the operator in words, and the value by the type of the field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from trato.foundation.public import Actor, Field, FieldType, RecordKind, RuleInput, RuleKind
from trato.web.records.queries import names_for
from trato.web.rules.words import NOTHING, OPERATORS, values_of

WORDS = (
    FieldType.TEXT,
    FieldType.LONG_TEXT,
    FieldType.EMAIL,
    FieldType.PHONE,
    FieldType.LINK,
    FieldType.DOMAIN,
    FieldType.EXTERNAL_ID,
)
DATED = (FieldType.MOMENT, FieldType.DAY)
AMOUNTS = (FieldType.NUMBER, FieldType.DECIMAL, FieldType.MONEY)
LOOKED_UP = (FieldType.REFERENCE, FieldType.TAGS)
UNASKED = ("empty", "filled")
TWO = "between"
TODAY = ("today", "0")


@dataclass(frozen=True)
class ControlOption:
    value: str
    label: str
    is_on: bool = False
    colour: str = ""


@dataclass(frozen=True)
class Control:
    """`control` is choice, picks (several of some), find (several that are looked up), text, number, day or span."""

    name: str
    label: str
    control: str
    options: Sequence[ControlOption] = ()
    values: Sequence[str] = ()
    find_url: str = ""
    asks_again: bool = False

    @property
    def value(self) -> str:
        return ", ".join(self.values)

    @property
    def chosen(self) -> str:
        return ", ".join(option.label for option in self.options if option.is_on)

    @property
    def is_several(self) -> bool:
        return len(self.values) > 1

    @property
    def is_ago(self) -> bool:
        """A day that moves along is a number of days before or after today."""
        return self.value in TODAY or self.value.startswith("-")

    @property
    def is_ahead(self) -> bool:
        return self.value.startswith("+")

    @property
    def days(self) -> str:
        return "0" if self.value in TODAY else self.value.strip("+-") if self.is_ago or self.is_ahead else ""

    @property
    def date(self) -> str:
        return "" if self.is_ago or self.is_ahead else self.value

    @property
    def amount(self) -> str:
        return self.value[:-1]

    @property
    def unit(self) -> str:
        return self.value[-1:] or "d"


def field_controls(
    kind: RecordKind, spec: Field, offered: Sequence[str], rule: Mapping[str, Any], actor: Actor
) -> list[Control]:
    operators = [*(("is", "not") if spec.type in WORDS else ()), *offered]
    operator = str(rule.get("operator", ""))
    chosen = operator if operator in operators else operators[0]
    options = [ControlOption(code, str(OPERATORS.get(code, code)), code == chosen) for code in operators]
    how = Control("operator", str(spec.label), "choice", options, [chosen], asks_again=True)
    if chosen in UNASKED:
        return [how]
    return [how, *_values(kind, spec, chosen, _texts(rule.get("value")), actor)]


def _texts(given: Any) -> list[str]:
    values = given if isinstance(given, list) else [given]
    return [str(each) for each in values if each not in (None, "")]


def _values(kind: RecordKind, spec: Field, operator: str, texts: list[str], actor: Actor) -> list[Control]:
    label = str(spec.label)
    if spec.type in DATED or spec.type in AMOUNTS:
        control = "day" if spec.type in DATED else "number"
        ends = range(2 if operator == TWO else 1)
        return [Control("value", label, control, values=texts[end : end + 1]) for end in ends]
    if spec.type in WORDS:
        return [Control("value", label, "text", values=texts)]
    if spec.type in LOOKED_UP:
        return [Control("value", label, "find", _named(spec, texts, actor), texts, find_url=_find_url(kind, spec))]
    options = [ControlOption(code, name, code in texts, spec.colour_of(code)) for code, name in values_of(spec)]
    return [Control("value", label, "picks", options, texts)]


def _find_url(kind: RecordKind, spec: Field) -> str:
    return reverse("web:list_values", args=[kind.plural, spec.name])


def _named(spec: Field, texts: Sequence[str], actor: Actor) -> list[ControlOption]:
    """Only what was chosen already; more is looked up."""
    names = {} if spec.type == FieldType.TAGS else names_for(spec, [t for t in texts if t != NOTHING], seen_by=actor)
    return [ControlOption(text, names.get(text, text), is_on=True) for text in texts]


def kind_controls(contributed: RuleKind, rule: Mapping[str, Any]) -> list[Control]:
    return [_input_control(each, rule.get(each.name)) for each in contributed.inputs]


def _input_control(each: RuleInput, given: Any) -> Control:
    text = str(each.default if given is None else given)
    options = [ControlOption(code, str(label), code == text) for code, label in each.options]
    return Control(each.name, str(each.label), each.control, options, [text] if text else [])
