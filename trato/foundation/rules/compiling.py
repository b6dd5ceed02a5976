"""Rules joined by and, or and not, as lists, programs and segments give them, become one condition.

    {"and": [{"field": "lifecycle_stage", "operator": "is", "value": ["lead", "customer"]},
             {"not": {"event": "customers.note_written", "within": "30d"}},
             {"of": "company", "where": {"field": "tags", "value": "key account"}}]}

A rule is about a field (`fields.py`), a relation (`relations.py`), a text to be found, or what a module contributes as
a `RuleKind`. A tree is read with a bounded depth, so that no tree can exhaust the reader.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.asking import RuleKind
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.extensions.registry import contributions
from trato.foundation.rules.errors import refused
from trato.foundation.rules.fields import field_leaf, text_leaf
from trato.foundation.rules.leaves import Asking, Compiled, Leaf, Rule
from trato.foundation.rules.relations import relation_leaf
from trato.foundation.search.queries import Condition
from trato.kit.clock import now

DEEPEST = 50
MOST_RULES = 5_000
MOST_JOINED = 6  # more semi-joins than these, and planning them costs more than they save
JOINED = {"and": " and ", "or": " or "}
SEARCH, WHERE = "search", "where"


def compiled(
    kind: RecordKind, rules: Any, *, seen_by: Actor, moment: datetime | None = None, place: str = "filter"
) -> Compiled:
    return _Compiler(seen_by, moment or now()).compiled(kind, rules, place, 1)


def condition_of(kind: RecordKind, rules: Any, *, seen_by: Actor, place: str = "filter") -> Condition:
    return compiled(kind, rules, seen_by=seen_by, place=place).fits


def rule_kinds(kind: RecordKind) -> dict[str, RuleKind]:
    return {each.name: each for each in contributions(RuleKind) if not each.kinds or kind.name in each.kinds}


@dataclass
class _Compiler:
    actor: Actor
    moment: datetime
    count: int = 0
    kept: dict[str, Asking] = field(default_factory=dict)

    def compiled(self, kind: RecordKind, rules: Any, place: str, depth: int) -> Compiled:
        leaves: dict[str, Leaf] = {}
        fits, checked = self._read(kind, rules, place, depth, leaves)
        if len(leaves) > MOST_JOINED:
            fits, _checked = self._read(kind, rules, place, depth, leaves, again=True)
        return Compiled(fits=fits, checked=checked, leaves=leaves)

    def _read(
        self, kind: RecordKind, rules: Any, place: str, depth: int, leaves: dict[str, Leaf], *, again: bool = False
    ) -> tuple[Condition, Condition]:
        if again and place in leaves:
            whole, parameters = leaves[place].fits
            return (sql.SQL("(({}) is true)").format(whole), parameters), leaves[place].of_one
        if not isinstance(rules, Mapping):
            raise refused(place, _("A rule is an object: and, or, not, search, or field, operator and value."))
        if depth > DEEPEST:
            raise refused(place, _("Rules are nested at most %(limit)s levels deep.") % {"limit": DEEPEST})
        self._count(place, again=again)
        for name, joint in JOINED.items():
            if rules.keys() == {name}:
                inner = _listed(rules[name], f"{place}/{name}")
                read = [
                    self._read(kind, each, f"{place}/{name}/{number}", depth + 1, leaves, again=again)
                    for number, each in enumerate(inner)
                ]
                return _joined([fits for fits, _checked in read], joint), _joined([each for _fits, each in read], joint)
        if rules.keys() == {"not"}:
            fits, checked = self._read(kind, rules["not"], f"{place}/not", depth + 1, leaves, again=again)
            return _none_of(fits), _none_of(checked)
        leaf = leaves[place] = self._leaf(kind, rules, place, depth)
        return leaf.fits, leaf.of_one

    def _count(self, place: str, *, again: bool) -> None:
        self.count += not again
        if self.count > MOST_RULES:
            raise refused(place, _("There are at most %(limit)s rules in one tree.") % {"limit": MOST_RULES})

    def _leaf(self, kind: RecordKind, rule: Rule, place: str, depth: int) -> Leaf:
        asking = self._asking(kind, depth)
        if rule.keys() == {SEARCH}:
            return text_leaf(rule[SEARCH], f"{place}/{SEARCH}", asking)
        if WHERE in rule:
            return relation_leaf(rule, place, asking)
        for name, contributed in rule_kinds(kind).items():
            if name in rule:
                _refuse_unknown(rule, (name, *contributed.keys), place)
                leaf: Leaf = contributed.compile(rule, place, asking)
                return leaf
        return field_leaf(rule, place, asking)

    def _asking(self, kind: RecordKind, depth: int) -> Asking:
        """One for each kind and depth: what hangs on the kind alone is worked out once for thousands of rules."""
        key = f"{kind.name} {depth}"
        if key not in self.kept:

            def inner(other: RecordKind, rules: Any, place: str) -> Compiled:
                return self.compiled(other, rules, place, depth + 1)

            self.kept[key] = Asking(kind=kind, actor=self.actor, moment=self.moment, compiled=inner)
        return self.kept[key]


def _refuse_unknown(rule: Rule, known: Sequence[str], place: str) -> None:
    if unknown := sorted(str(name) for name in rule if name not in known):
        told = {"names": ", ".join(known)}
        raise refused(f"{place}/{unknown[0][:60]}", _("This rule has only: %(names)s.") % told)


def _listed(inner: Any, place: str) -> list[Any]:
    if not isinstance(inner, list) or not inner:
        raise refused(place, _("A list of at least one rule is needed here."))
    return inner


def _joined(found: Sequence[Condition], joint: str) -> Condition:
    joined = sql.SQL(joint).join(sql.SQL("({})").format(condition) for condition, _parameters in found)
    return sql.SQL("({})").format(joined), [each for _condition, parameters in found for each in parameters]


def _none_of(condition: Condition) -> Condition:
    """What is unknown is not so: a record without the value counts as one that differs."""
    return sql.SQL("(({}) is not true)").format(condition[0]), condition[1]


Walk = Callable[[Any, str], None]


def walk(rules: Any, visit: Walk, place: str = "filter", depth: int = 1) -> None:
    """Visits each condition of a tree that was compiled before, in its order."""
    if depth > DEEPEST or not isinstance(rules, Mapping):
        return
    for name in JOINED:
        if rules.keys() == {name} and isinstance(rules[name], list):
            for number, each in enumerate(rules[name]):
                walk(each, visit, f"{place}/{name}/{number}", depth + 1)
            return
    if rules.keys() == {"not"}:
        walk(rules["not"], visit, f"{place}/not", depth + 1)
        return
    visit(rules, place)
