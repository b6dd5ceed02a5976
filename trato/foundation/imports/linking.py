"""Whom a row is about, by what the file says of them: an id in another program, an e-mail, a domain, then a name."""

import re
from collections import defaultdict
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
Ids = Mapping[Asked, Sequence[UUID]]
Problem = tuple[str, int]  # why, and at which column


def link_rows(plan: Plan, rows: Sequence[GivenRow]) -> None:
    """Puts the record's id where a row names it; where nobody is known by what it says, the row has a problem. A record
    of the same kind may stand further down in the file: what names it is left, to be found when all rows are in."""
    problems: dict[int, dict[str, Problem]] = defaultdict(dict)
    for owner in plan.owners:
        spec = plan.kind.by_name[owner]
        mine = [row for row in rows if isinstance(row.values.get(owner), dict)]
        asked, found = _look_up(plan, spec, [row.values[owner] for row in mine])
        for row, some in zip(mine, asked, strict=True):
            if problem := _put(plan, spec, row, some, found):
                problems[id(row)][owner] = problem
    for row in rows:
        if told := _standing(plan, row, problems.get(id(row), {})):
            row.problem, row.column = told


def linked(plan: Plan, owner: str, facts: Sequence[Mapping[str, str]]) -> list[UUID | str]:
    """The records that are named, one for each; where nobody is known, why."""
    asked, found = _look_up(plan, plan.kind.by_name[owner], facts)
    return [some[0] if len(some := _known(each, found)) == 1 else _why(each, some) for each in asked]


def unlinked(plan: Plan, values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what only the database can tell."""
    return {name: value for name, value in values.items() if name not in plan.owners or not isinstance(value, dict)}


def _look_up(plan: Plan, spec: Field, facts: Sequence[Mapping[str, str]]) -> tuple[list[list[Asked]], Ids]:
    kind = record_kind(spec.refers_to)
    asked = [_asked(kind, each) for each in facts]
    source = next((each["source"] for each in facts if "source" in each), "")
    return asked, _found(plan, kind, {each for some in asked for each in some}, source)


def _asked(kind: RecordKind, facts: Mapping[str, str]) -> list[Asked]:
    """Of several values in one cell each; the surest field first."""
    named = {spec.name for spec in kind.fields if spec.type in SUREST_FIRST}
    names = sorted((name for name in facts if name in kind.by_name), key=lambda name: _sureness(kind.by_name[name]))
    return [(name, value) for name in names if name in named for value in _BETWEEN.split(facts[name].strip()) if value]


def _sureness(spec: Field) -> int:
    return SUREST_FIRST.index(spec.type) if spec.type in SUREST_FIRST else len(SUREST_FIRST)


def _found(plan: Plan, kind: RecordKind, asked: Iterable[Asked], source: str) -> Ids:
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


def _put(plan: Plan, spec: Field, row: GivenRow, asked: Sequence[Asked], found: Ids) -> Problem | None:
    """A name is left for whoever writes the row to find."""
    facts = row.values.pop(spec.name)
    known = _all_known(asked, found) if spec.type == FieldType.REFERENCES else _known(asked, found)
    if known and spec.type == FieldType.REFERENCES:
        row.values[spec.name] = known
    elif len(known) == 1:
        row.values[spec.name] = known[0]
    elif asked and not known and spec.refers_to == plan.kind.name:
        row.values[spec.name] = facts
    elif facts.get("name") and not known:
        row.values[spec.name] = facts["name"]
    return None if spec.name in row.values or not asked else (_why(asked, known), _place(plan, spec, asked[0][0]))


def _known(asked: Sequence[Asked], found: Ids) -> Sequence[UUID]:
    """The first that is known counts."""
    return next((found[each] for each in asked if each in found), ())


def _all_known(asked: Sequence[Asked], found: Ids) -> list[UUID]:
    """Of a field that names several; what several have is nobody's."""
    sure = [found[each][0] for each in asked if len(found.get(each, ())) == 1]
    return list(dict.fromkeys(sure))


def _why(asked: Sequence[Asked], known: Sequence[UUID]) -> str:
    said = _("Several are known by “%(value)s”.") if known else _("Nobody you see is known by “%(value)s”.")
    return said % {"value": ", ".join(value for _name, value in asked)[:100]}


def _place(plan: Plan, spec: Field, key: str) -> int:
    return next((place for place, each in plan.columns if each.name == f"{spec.name}.{key}"), -1)


def _standing(plan: Plan, row: GivenRow, problems: Mapping[str, Problem]) -> Problem | None:
    """Of fields that are looked up by the same cell one is enough."""
    for owner, problem in problems.items():
        others = next((group for group in plan.groups if owner in group), ())
        if not any(name in row.values for name in others):
            return next((problems[name] for name in others if name in problems and problems[name][1] >= 0), problem)
    return None
