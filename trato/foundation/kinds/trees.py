"""Rules joined by and, or and not, as programs and segments give them, become one condition.

    {"and": [{"field": "lifecycle_stage", "operator": "is", "value": ["lead", "customer"]},
             {"not": {"field": "created_at", "operator": "before", "value": "2026-01-01"}}]}

A rule asks what a list's address can ask (`operators.py`), `is` also of texts and identities, and `search` for text.
Nothing given becomes SQL: fields and operators come from the registry, values are parameters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, RecordKind
from trato.foundation.kinds.coercion import Coercion
from trato.foundation.kinds.conditions import TEXT, FieldUnknown, filters_from, listed_by, operators_for, visible_field
from trato.foundation.kinds.explaining import explained
from trato.foundation.kinds.finding import finding_part
from trato.foundation.kinds.operators import EMPTY, FILLED, IS, NOT, WORDS
from trato.foundation.kinds.preparing import coercion_for
from trato.foundation.search.queries import Condition
from trato.kit.errors import DomainError

DEEPEST = 8
MOST_RULES = 100
MOST_VALUES = 50
JOINED = {"and": " and ", "or": " or "}
SEARCH = "search"
Rules = Mapping[str, Any]


class RuleRefused(DomainError):
    """A rule that is none. The field is its place in the tree: filter/and/0/value."""


def condition_of(kind: RecordKind, rules: Rules, *, seen_by: Actor, place: str = "filter") -> Condition:
    return _Compiler(kind, seen_by, coercion_for(seen_by)).compiled(rules, place, 1)


def _refused(place: str, sentence: str) -> RuleRefused:
    return RuleRefused(sentence, field=place)


@dataclass
class _Compiler:
    kind: RecordKind
    actor: Actor
    coercion: Coercion
    count: int = 0

    def compiled(self, rules: Any, place: str, depth: int) -> Condition:
        if not isinstance(rules, Mapping):
            raise _refused(place, _("A rule is an object: and, or, not, search, or field, operator and value."))
        if depth > DEEPEST:
            raise _refused(place, _("Rules are nested at most %(limit)s levels deep.") % {"limit": DEEPEST})
        self.count += 1
        if self.count > MOST_RULES:
            raise _refused(place, _("There are at most %(limit)s rules in one tree.") % {"limit": MOST_RULES})
        for name, joint in JOINED.items():
            if rules.keys() == {name}:
                return self._joined(rules[name], joint, f"{place}/{name}", depth)
        if rules.keys() == {"not"}:
            condition, parameters = self.compiled(rules["not"], f"{place}/not", depth + 1)
            # What is unknown is not so: a record without the value counts as one that differs.
            return sql.SQL("(({}) is not true)").format(condition), parameters
        if rules.keys() == {SEARCH}:
            return self._filtered(TEXT, [rules[SEARCH]], f"{place}/{SEARCH}")
        return self._rule(rules, place)

    def _joined(self, inner: Any, joint: str, place: str, depth: int) -> Condition:
        if not isinstance(inner, list) or not inner:
            raise _refused(place, _("A list of at least one rule is needed here."))
        found = [self.compiled(each, f"{place}/{number}", depth + 1) for number, each in enumerate(inner)]
        joined = sql.SQL(joint).join(sql.SQL("({})").format(condition) for condition, _parameters in found)
        return sql.SQL("({})").format(joined), [each for _condition, parameters in found for each in parameters]

    def _rule(self, rule: Rules, place: str) -> Condition:
        if unknown := sorted(str(name) for name in set(rule) - {"field", "operator", "value"}):
            raise _refused(f"{place}/{unknown[0][:60]}", _("A rule has only field, operator and value."))
        name, operator = rule.get("field"), rule.get("operator", IS)
        if not isinstance(name, str) or not isinstance(operator, str):
            raise _refused(f"{place}/field", _("A rule names a field and an operator."))
        spec = self._spec(name, place)
        values = self._texts(rule, operator, place)
        if operator in (IS, NOT) and spec.type in WORDS:
            return self._called(spec, values, operator, place)
        offered = operators_for(self.kind, seen_by=self.actor).get(name, ())
        if operator not in offered:
            told = {"name": operator[:60], "names": ", ".join([*([IS, NOT] if spec.type in WORDS else []), *offered])}
            message = _("This field has no operator “%(name)s”. It has: %(names)s.") % told
            raise _refused(f"{place}/operator", message)
        return self._filtered(name if operator == IS else f"{name}.{operator}", values, f"{place}/value")

    def _spec(self, name: str, place: str) -> Field:
        try:
            return visible_field(self.kind, name, seen_by=self.actor)
        except FieldUnknown as unknown:
            raise _refused(f"{place}/field", str(unknown)) from None

    @staticmethod
    def _texts(rule: Rules, operator: str, place: str) -> list[str]:
        """Values as an address says them."""
        given = rule.get("value")
        if operator in (EMPTY, FILLED):
            return ["yes"]
        values = given if isinstance(given, list) else [given]
        if not 0 < len(values) <= MOST_VALUES:
            raise _refused(f"{place}/value", _("A rule has 1 to %(limit)s values.") % {"limit": MOST_VALUES})
        if not all(isinstance(each, (str, int, float)) and not isinstance(each, bool) for each in values):
            raise _refused(f"{place}/value", _("A value is text or a number."))
        return [str(each) for each in values]

    def _filtered(self, name: str, values: Sequence[Any], place: str) -> Condition:
        if not all(isinstance(each, str) for each in values):
            raise _refused(place, _("A value is text or a number."))
        filters, refused = filters_from(self.kind, {name: values}, seen_by=self.actor)
        if refused:
            raise _refused(place, " ".join(refused.values()))
        return listed_by(self.kind, filters, seen_by=self.actor)

    def _called(self, spec: Field, values: Sequence[str], operator: str, place: str) -> Condition:
        condition, parameters = self._by_part(spec, values, place) or self._by_text(spec, values)
        return (
            (condition, parameters) if operator == IS else (sql.SQL("({} is not true)").format(condition), parameters)
        )

    def _by_part(self, spec: Field, values: Sequence[str], place: str) -> Condition | None:
        """An identity is found in whatever way it was written, and whichever of a record's it is.

        What an absorbed record owns speaks of the record it was merged into.
        """
        part = finding_part(self.kind, spec) if spec.key else None
        if part is None:
            return None
        found = part.find(spec.key, [self._normalised(spec, each, place) for each in values])
        ids = sorted({id_ for each in found.values() for id_ in each})
        statement = sql.SQL("r.id in (select m.root_id from {} m where m.id = any(%s))")
        return statement.format(sql.Identifier(self.kind.table)), [ids]

    def _normalised(self, spec: Field, text: str, place: str) -> str:
        try:
            value = self.coercion.value(spec, text)
        except DomainError as refusal:
            raise _refused(f"{place}/value", explained(refusal)) from None
        return str(value["normalised"]) if isinstance(value, Mapping) else ""

    @staticmethod
    def _by_text(spec: Field, values: Sequence[str]) -> Condition:
        folded = [each.lower() for each in values]
        return sql.SQL("lower({}) = any(%s)").format(sql.SQL(spec.sql)), [folded]
