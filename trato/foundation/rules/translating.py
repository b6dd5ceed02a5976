"""What the address of a list asks for, as one tree of rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import FieldType, RecordKind
from trato.foundation.kinds.conditions import MYSELF, TEXT
from trato.foundation.kinds.operators import EMPTY, FILLED, IS
from trato.foundation.rules.filters import RULES, rules_from


def tree_of(kind: RecordKind, given: Mapping[str, Sequence[str]], *, by: Actor) -> Any:
    """None when nothing is asked. “Me” becomes who asks, because a rule means the same for everybody."""
    parts = [part for name, texts in given.items() for part in _parts(kind, name, list(texts), by)]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"and": parts}


def _parts(kind: RecordKind, given: str, texts: list[str], by: Actor) -> list[Any]:
    if given == RULES:
        return [rules_from(text) for text in texts]
    if given == TEXT:
        return [{"search": text} for text in texts]
    name, _dot, operator = given.partition(".")
    if operator in (EMPTY, FILLED):
        return [{"field": name, "operator": operator}]
    values = [_meant(kind, name, text, by) for text in texts]
    return [{"field": name, "operator": operator or IS, "value": values[0] if len(values) == 1 else values}]


def _meant(kind: RecordKind, name: str, text: str, by: Actor) -> str:
    spec = kind.by_name.get(name)
    is_me = text == MYSELF and spec is not None and spec.type == FieldType.USER and by.id is not None
    return str(by.id) if is_me else text
