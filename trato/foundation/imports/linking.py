"""Whom a row is about, by what the file says of them: an id in another program, an e-mail, a domain, then a name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import record_kind
from trato.foundation.imports.plans import GivenRow, Plan
from trato.foundation.kinds.finding import records_by_key
from trato.foundation.kinds.preparing import prepare_rows
from trato.kit.sourced_keys import sourced_key

_BETWEEN = re.compile(r"[;,|\s]+")
SUREST_FIRST = (FieldType.EXTERNAL_ID, FieldType.EMAIL, FieldType.DOMAIN)

Asked = tuple[str, str]  # the name of a field, and a value of it as the file has it


def link_rows(plan: Plan, rows: Sequence[GivenRow]) -> None:
    """Puts the record's id where a row names it; where nobody is known by what it says, the row has a problem."""
    owners = {spec.name.partition(".")[0] for _place, spec in plan.columns if "." in spec.name and not spec.part}
    for owner in sorted(owners):
        _link(plan, plan.kind.by_name[owner], [row for row in rows if isinstance(row.values.get(owner), dict)])


def unlinked(plan: Plan, values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what only the database can tell."""
    specs = plan.kind.by_name
    return {name: value for name, value in values.items() if not (isinstance(value, dict) and specs[name].column)}


def _link(plan: Plan, spec: Field, rows: Sequence[GivenRow]) -> None:
    kind = record_kind(spec.refers_to)
    asked = [_asked(kind, row.values[spec.name]) for row in rows]
    found = _found(plan, kind, {each for some in asked for each in some}, _source(rows, spec))
    for row, some in zip(rows, asked, strict=True):
        _put(plan, spec, row, some, found)


def _asked(kind: RecordKind, facts: Mapping[str, str]) -> list[Asked]:
    """Of several values in one cell each; the surest field first."""
    named = {spec.name for spec in kind.fields if spec.type in SUREST_FIRST}
    names = sorted((name for name in facts if name in kind.by_name), key=lambda name: _sureness(kind.by_name[name]))
    return [(name, value) for name in names if name in named for value in _BETWEEN.split(facts[name].strip()) if value]


def _sureness(spec: Field) -> int:
    return SUREST_FIRST.index(spec.type) if spec.type in SUREST_FIRST else len(SUREST_FIRST)


def _source(rows: Sequence[GivenRow], spec: Field) -> str:
    return next((row.values[spec.name]["source"] for row in rows if "source" in row.values[spec.name]), "")


def _found(plan: Plan, kind: RecordKind, asked: Iterable[Asked], source: str) -> dict[Asked, Sequence[UUID]]:
    pairs = list(asked)
    keys = dict(zip(pairs, _keys(plan, kind, pairs, source), strict=True))
    found: dict[Asked, Sequence[UUID]] = {}
    for name in dict.fromkeys(name for name, _value in pairs):
        mine = {each: key for each, key in keys.items() if each[0] == name and key}
        ids = records_by_key(kind, kind.by_name[name], set(mine.values()), seen_by=plan.by)
        found |= {each: ids[key] for each, key in mine.items() if ids.get(key)}
    return found


def _keys(plan: Plan, kind: RecordKind, asked: Sequence[Asked], source: str) -> list[str]:
    """The form in which two of a value are the same."""
    given: list[dict[str, Any]] = [
        {name: {"value": value, "source": source} if kind.by_name[name].type == FieldType.EXTERNAL_ID else value}
        for name, value in asked
    ]
    keys = []
    for (name, _value), row in zip(asked, prepare_rows(kind, given, by=plan.by), strict=True):
        spec = kind.by_name[name]
        read = row.parts.get(spec.part, {}).get(spec.key)
        keys.append(sourced_key(read.get("source", ""), read["normalised"]) if read else "")
    return keys


def _put(plan: Plan, spec: Field, row: GivenRow, asked: Sequence[Asked], found: Mapping[Asked, Sequence[UUID]]) -> None:
    """The first that is known counts. A name is left for whoever writes the row to find."""
    facts = row.values.pop(spec.name)
    known = next((found[each] for each in asked if each in found), ())
    if len(known) == 1:
        row.values[spec.name] = known[0]
    elif facts.get("name") and not known:
        row.values[spec.name] = facts["name"]
    elif asked:
        said = _("Several are known by “%(value)s”.") if known else _("Nobody you see is known by “%(value)s”.")
        row.problem = said % {"value": ", ".join(value for _name, value in asked)[:100]}
        row.column = _place(plan, spec, asked[0][0])


def _place(plan: Plan, spec: Field, key: str) -> int:
    return next((place for place, each in plan.columns if each.name == f"{spec.name}.{key}"), -1)
