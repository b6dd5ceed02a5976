"""The builder of rule trees: what stands in each of its groups and rows, from the registry alone.

The server draws every row; the script of the page puts groups and rows together and writes the tree out of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.foundation.public import (
    Actor,
    RecordKind,
    RuleKind,
    compiled,
    operators_for,
    relations_of,
    rule_kinds,
    rules_from,
)
from trato.kit.errors import DomainError
from trato.web.rules.controls import Control, field_controls, kind_controls

MOST_SHOWN = 150
FIELD, RELATION, SEARCH = "field", "of", "search"
FIELDS, RELATIONS = gettext_lazy("Fields"), gettext_lazy("Related records")
ANY_TEXT = gettext_lazy("Any text")


@dataclass(frozen=True)
class Choices:
    """One heading of the picker, with what stands under it."""

    label: str
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class BuiltRow:
    """`key` is what was picked: field:owner, event:customers.note_written. A relation has a group inside."""

    kind: RecordKind
    key: str
    label: str = ""
    controls: Sequence[Control] = ()
    inner: "BuiltGroup | None" = None
    picker: Sequence[Choices] = ()

    @property
    def rule(self) -> str:
        return self.key.partition(":")[0]


@dataclass(frozen=True)
class BuiltGroup:
    kind: RecordKind
    joint: str
    is_not: bool = False
    parts: Sequence["BuiltGroup | BuiltRow"] = ()

    @property
    def joined(self) -> str:
        """All of its parts, any, none, or not all of them."""
        return {("and", False): "and", ("or", False): "or", ("or", True): "none"}.get((self.joint, self.is_not), "not")


@dataclass(frozen=True)
class Builder:
    """`text` is the tree as it is sent. `why_not` says why it cannot be shown as a picture; then it stays as it is."""

    kind: RecordKind
    text: str
    group: BuiltGroup
    refusal: str = ""
    place: str = ""
    why_not: str = ""
    picker: Sequence[Choices] = ()


def builder_of(kind: RecordKind, text: str, actor: Actor, *, refusal: DomainError | None = None) -> Builder:
    rules, why_not = _readable(kind, text, actor)
    group = _group(kind, rules, actor) if rules else BuiltGroup(kind, "and")
    said = str(refusal) if refusal else ""
    return Builder(
        kind=kind,
        text=text,
        group=group,
        refusal=said,
        place=next(iter(refusal.fields), "") if refusal else "",
        why_not=why_not,
        picker=picker(kind, actor),
    )


def _readable(kind: RecordKind, text: str, actor: Actor) -> tuple[Any, str]:
    if not text:
        return None, ""
    try:
        rules = rules_from(text, longest=1_000_000)
        whole = compiled(kind, rules, seen_by=actor, place="rules")
    except DomainError as refusal:
        return None, str(refusal)
    if len(whole.leaves) > MOST_SHOWN:
        return None, _("These rules are too many to be drawn. They can be changed by a program.")
    return rules, ""


def _group(kind: RecordKind, rules: Any, actor: Actor) -> BuiltGroup:
    """What is not joined is a group of one; `not` before a group or a rule is a group that says so."""
    if rules.keys() == {"not"}:
        inner = _group(kind, rules["not"], actor)
        return BuiltGroup(kind, inner.joint, not inner.is_not, inner.parts)
    for joint in ("and", "or"):
        if rules.keys() == {joint}:
            return BuiltGroup(kind, joint, parts=[_part(kind, each, actor) for each in rules[joint]])
    return BuiltGroup(kind, "and", parts=[built_row(kind, rules, actor)])


def _part(kind: RecordKind, rules: Any, actor: Actor) -> BuiltGroup | BuiltRow:
    is_group = rules.keys() in ({"and"}, {"or"}, {"not"})
    return _group(kind, rules, actor) if is_group else built_row(kind, rules, actor)


def built_row(kind: RecordKind, rule: Mapping[str, Any], actor: Actor) -> BuiltRow:
    """A condition as it is edited. One that is only begun has the first operator and no value."""
    if "where" in rule or RELATION in rule:
        return _relation_row(kind, rule, actor)
    if SEARCH in rule:
        control = Control(name=SEARCH, label=_("Text to be found"), control="text", values=[str(rule[SEARCH])])
        return BuiltRow(kind, SEARCH, str(ANY_TEXT), [control])
    for name, contributed in rule_kinds(kind).items():
        if name in rule:
            labels = {code: str(label) for code, label in contributed.subjects(kind, actor)}
            key, label = f"{name}:{rule[name]}", labels.get(str(rule[name]), str(rule[name]))
            return BuiltRow(kind, key, label, kind_controls(contributed, rule))
    spec = kind.by_name[str(rule[FIELD])]
    offered = operators_for(kind, seen_by=actor).get(spec.name, ())
    return BuiltRow(kind, f"{FIELD}:{spec.name}", str(spec.label), field_controls(kind, spec, offered, rule, actor))


def _relation_row(kind: RecordKind, rule: Mapping[str, Any], actor: Actor) -> BuiltRow:
    label, other = relations_of(kind, asking_actor=actor)[str(rule[RELATION])]
    inner = _group(other, rule["where"], actor) if rule.get("where") else BuiltGroup(other, "and")
    return BuiltRow(kind, f"{RELATION}:{rule[RELATION]}", label, inner=inner, picker=picker(other, actor))


def row_picked(kind: RecordKind, key: str, given: Mapping[str, Any], actor: Actor) -> BuiltRow | None:
    """What stands in a row after something was picked in it. None: there is no such thing for this reader."""
    name, _colon, subject = key.partition(":")
    if key not in {code for heading in picker(kind, actor) for code, _label in heading.options}:
        return None
    if name == SEARCH:
        return built_row(kind, {SEARCH: given.get(SEARCH, "")}, actor)
    return built_row(kind, {**given, name: subject}, actor)


def picker(kind: RecordKind, actor: Actor) -> list[Choices]:
    """All that a rule can be about."""
    known = operators_for(kind, seen_by=actor)
    fields = [(f"{FIELD}:{name}", str(kind.by_name[name].label)) for name in known]
    found = [Choices(str(FIELDS), [*fields, (SEARCH, str(ANY_TEXT))])]
    found += [Choices(str(each.label), list(_subjects(each, kind, actor))) for each in rule_kinds(kind).values()]
    relations = [(f"{RELATION}:{name}", label) for name, (label, _o) in relations_of(kind, asking_actor=actor).items()]
    return [heading for heading in [*found, Choices(str(RELATIONS), relations)] if heading.options]


def _subjects(contributed: RuleKind, kind: RecordKind, actor: Actor) -> Iterator[tuple[str, str]]:
    for code, label in contributed.subjects(kind, actor):
        yield f"{contributed.name}:{code}", str(label)
