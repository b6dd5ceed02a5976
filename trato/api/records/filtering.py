"""What the address of a list asks for: text, a tree of rules, and fields with their values. All of it must hold."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import QueryDict

from trato.foundation.public import Actor, Filter, RecordKind, filter_by_rules, record_kind, rules_from

TEXT, RULES = "q", "filter"
# Every kind has fields of its own, and those that people made come at any time: any name is described at once.
BY_FIELDS: Mapping[str, Any] = {
    "name": "fields and values",
    "in": "query",
    "required": False,
    "style": "form",
    "explode": True,
    "description": "Short for `filter`: `lifecycle_stage=lead&owner=me&name.holds=bosch`. A field, or a field with an"
    " operator behind a dot, and its value; given more than once it asks for any of the values. `none` asks for records"
    " that have none.",
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
}


def filters_in(query: QueryDict, kind: RecordKind, *, own: Mapping[str, Any], by: Actor) -> list[Filter]:
    """`own` are the parameters of the list itself, which are no fields."""
    kind = record_kind(kind.name)
    text, tree = query.get(TEXT), query.get(RULES)
    filters = [Filter(TEXT, (text,))] if text else []
    if tree is not None:
        filters.append(filter_by_rules(kind, rules_from(tree, place=RULES), seen_by=by, place=RULES))
    asked = _rules({name: query.getlist(name) for name in query if name not in own})
    return [*filters, *(filter_by_rules(kind, rule, seen_by=by, place=name) for name, rule in asked)]


def _rules(given: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, texts in given.items():
        field, _dot, operator = name.partition(".")
        yield name[:60], {"field": field, "operator": operator or "is", "value": list(texts)}
