"""Conditions in words, and the values among which one can choose."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trato.foundation.public import Actor, Field, FieldType, Filter, RecordKind, rules_from, walk
from trato.kit.clock import zone_names
from trato.kit.money import Money
from trato.web.components.moments import our_locale
from trato.web.records.queries import colleagues, names_for, teams
from trato.web.records.values import named_choices, shown, yes_and_no

NOTHING, MYSELF = "none", "me"
NAMED_ELSEWHERE = (FieldType.USER, FieldType.TEAM, FieldType.REFERENCE)
MOST_OFFERED = 100

OPERATORS = {
    "is": gettext_lazy("is any of"),
    "not": gettext_lazy("is none of"),
    "holds": gettext_lazy("contains"),
    "after": gettext_lazy("is on or after"),
    "before": gettext_lazy("is before"),
    "between": gettext_lazy("is between"),
    "least": gettext_lazy("is at least"),
    "most": gettext_lazy("is at most"),
    "empty": gettext_lazy("is empty"),
    "filled": gettext_lazy("is not empty"),
}
SENTENCES = {**OPERATORS, "is": gettext_lazy("is"), "not": gettext_lazy("is not")}


def in_words(kind: RecordKind, given: Filter, actor: Actor) -> tuple[str, str, str]:
    """Label, operator and values of a condition on a field."""
    spec = kind.by_name[given.field]
    said = _said(actor, spec, given)
    joined = _("%(first)s and %(last)s") if given.operator == "between" and len(said) == 2 else ""
    values = joined % {"first": said[0], "last": said[1]} if joined else ", ".join(said)
    return str(spec.label), str(SENTENCES[given.operator]), values


def summary(trees: Sequence[Any]) -> str:
    """How much a tree says; what it says stands in the builder that the chip opens."""
    conditions: list[str] = []
    for tree in trees:
        walk(rules_from(tree.text), lambda _rule, place: conditions.append(place))
    return ngettext("%(n)s rule", "%(n)s rules", len(conditions)) % {"n": len(conditions)}


def _said(actor: Actor, spec: Field, given: Filter) -> list[str]:
    if given.operator not in ("is", "not"):
        return [_plainly(value) for value in given.values]
    if spec.type in NAMED_ELSEWHERE:
        names = names_for(spec, given.values, seen_by=actor)
        return [names.get(str(value), _("someone unknown")) if value else _("nobody") for value in given.values]
    if spec.type == FieldType.TAGS:
        return [str(value) for value in given.values]
    return [shown(spec, value).text if value not in (None, "") else _("empty") for value in given.values]


def _plainly(value: Any) -> str:
    if isinstance(value, Money):
        return value.formatted(str(our_locale()))
    if isinstance(value, date):
        return str(format_date(value, format="medium", locale=our_locale()))
    return str(value)


def values_of(spec: Field) -> list[tuple[str, str]]:
    if spec.type == FieldType.USER:
        return [(MYSELF, _("Me")), *colleagues()[:MOST_OFFERED], (NOTHING, _("Nobody"))]
    if spec.type == FieldType.TEAM:
        return [*teams()[:MOST_OFFERED], (NOTHING, _("No team"))]
    if spec.type == FieldType.LANGUAGE:
        return named_choices("languages")
    if spec.type == FieldType.COUNTRY:
        return named_choices("territories")
    if spec.type == FieldType.TIME_ZONE:
        return [(zone, zone.replace("_", " ")) for zone in sorted(zone_names())]
    empty = [(NOTHING, _("Empty"))] if spec.column else []
    if spec.type == FieldType.YES_NO:
        return [*yes_and_no(), *empty]
    return [*((code, str(label)) for code, label in spec.choices), *empty]
