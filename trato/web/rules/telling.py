"""A tree in words, and with a record beside it, what of it is true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import (
    Actor,
    Compiled,
    Leaf,
    Reason,
    RecordKind,
    compiled,
    read_records,
    reasons_of,
    relations_of,
    rule_kinds,
)
from trato.web.records.values import shown
from trato.web.rules.words import in_words

NEGATED = "not"


@dataclass(frozen=True)
class ToldRule:
    """A group has a `joint` and children; a condition has its words. `is_true` is None where nobody is asked about."""

    joint: str = ""
    label: str = ""
    operator: str = ""
    values: str = ""
    held: str = ""
    is_true: bool | None = None
    children: Sequence["ToldRule"] = ()


def told_rules(kind: RecordKind, rules: Any, *, seen_by: Actor, about: UUID | None = None) -> ToldRule:
    """Refused where a condition is on something that the reader may not see."""
    whole = compiled(kind, rules, seen_by=seen_by, place="rules")
    reasons = reasons_of(whole, kind, about) if about else {}
    return _Telling(kind, seen_by, whole, reasons, about).told(rules, "rules")


@dataclass(frozen=True)
class _Telling:
    kind: RecordKind
    actor: Actor
    whole: Compiled
    reasons: Mapping[str, Reason]
    about: UUID | None

    def told(self, rules: Any, place: str) -> ToldRule:
        for joint, truth in (("and", all), ("or", any)):
            if rules.keys() == {joint}:
                children = [self.told(each, f"{place}/{joint}/{number}") for number, each in enumerate(rules[joint])]
                is_true = truth(bool(each.is_true) for each in children) if self.about else None
                return ToldRule(joint=joint, children=children, is_true=is_true)
        if rules.keys() == {NEGATED}:
            child = self.told(rules[NEGATED], f"{place}/{NEGATED}")
            return ToldRule(joint=NEGATED, children=[child], is_true=not child.is_true if self.about else None)
        return self._condition(rules, self.whole.leaves[place], place)

    def _condition(self, rule: Mapping[str, Any], leaf: Leaf, place: str) -> ToldRule:
        reason = self.reasons.get(place)
        is_true = reason.is_true if reason else None
        if leaf.inner is not None:
            label, other = relations_of(self.kind, asking_actor=self.actor)[rule["of"]]
            inside = _Telling(other, self.actor, leaf.inner, {}, None).told(rule["where"], f"{place}/where")
            return ToldRule(joint="where", label=label, is_true=is_true, children=[inside])
        for name, contributed in rule_kinds(self.kind).items():
            if name in rule:
                held = reason.held if reason else ""
                return ToldRule(label=contributed.says(rule, self.actor), held=held, is_true=is_true)
        if leaf.filter is None or leaf.filter.field not in self.kind.by_name:
            return ToldRule(label=_("Holds"), values=str(rule.get("search", "")), is_true=is_true)
        label, operator, values = in_words(self.kind, leaf.filter, self.actor)
        held = self._held(leaf)
        return ToldRule(label=label, operator=operator, values=values, held=held, is_true=is_true)

    def _held(self, leaf: Leaf) -> str:
        """What stands in the field of the one who is asked about."""
        if self.about is None or leaf.filter is None:
            return ""
        spec = self.kind.by_name[leaf.filter.field]
        rows = read_records(self.kind, [self.about], seen_by=self.actor, columns=[spec.name])
        value = rows[0][spec.name] if rows else None
        return (shown(spec, value).text if value not in (None, "", []) else _("empty")) if rows else ""
