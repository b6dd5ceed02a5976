"""How one file is brought in: everything that is decided before the first row, and what became of some rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import record_kind
from trato.foundation.imports.models import Import, Rule
from trato.foundation.imports.reading import Row
from trato.foundation.kinds.coercion import Coercion
from trato.foundation.kinds.preparing import coercion_for

KEPT_EXACTLY = (FieldType.TEXT, FieldType.LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`columns` are the used ones, by place. Without a `key`, every row is new."""

    kind: RecordKind
    header: Sequence[str]
    columns: Sequence[tuple[int, Field]]
    key: Field | None
    rule: str
    file_name: str
    change_set: UUID
    by: Actor
    coercion: Coercion

    @property
    def links(self) -> list[Field]:
        """Fields that name another record of this kind."""
        return [
            spec
            for _place, spec in self.columns
            if spec.type == FieldType.REFERENCE and spec.refers_to == self.kind.name
        ]

    def source(self, line: int) -> str:
        return f"{self.file_name}, line {line}"


@dataclass
class GivenRow:
    """`values` are by field name; an empty cell gives none, so it never takes anything away."""

    line: int
    cells: Sequence[str]
    values: dict[str, Any]


@dataclass
class Outcome:
    created: int = 0
    updated: int = 0
    skipped: int = 0
    keyless: int = 0
    shared: set[str] = field(default_factory=set)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    links: list[tuple[int, UUID, dict[str, Any]]] = field(default_factory=list)


def plan_of(one: Import, *, by: Actor, change_set: UUID) -> Plan:
    kind = record_kind(one.kind)
    return Plan(
        kind=kind,
        header=one.header,
        columns=[(place, kind.by_name[name]) for place, name in enumerate(one.mapping) if name],
        key=kind.by_name[one.key] if one.key and one.rule != Rule.CREATE else None,
        rule=one.rule,
        file_name=one.file_name,
        change_set=change_set,
        by=by,
        coercion=coercion_for(by),
    )


def given_row(plan: Plan, row: Row) -> GivenRow:
    values: dict[str, Any] = {}
    for place, spec in plan.columns:
        cell = row.cells[place]
        plain = cell.strip()
        if plain:
            values[spec.name] = cell if spec.type in KEPT_EXACTLY else plain
    return GivenRow(row.line, row.cells, values)


def refuse(plan: Plan, row: GivenRow, problems: Mapping[str, str], outcome: Outcome) -> None:
    """Said at the column that holds the field, whatever part of the record the field belongs to."""
    told = []
    for name, reason in problems.items():
        place = next((place for place, spec in plan.columns if name in (spec.name, spec.key, spec.part)), -1)
        told.append(_problem(plan.header, row.cells, place, reason))
    outcome.refusals.append({"line": row.line, "cells": list(row.cells), "problems": told})


def refuse_unread(plan: Plan, row: Row, outcome: Outcome) -> None:
    told = _problem(plan.header, row.cells, row.column, row.problem)
    outcome.refusals.append({"line": row.line, "cells": list(row.cells), "problems": [told]})


def _problem(header: Sequence[str], cells: Sequence[str], place: int, reason: str) -> dict[str, str]:
    known = 0 <= place < len(header)
    value = cells[place] if 0 <= place < len(cells) else ""
    return {"column": header[place] if known else "", "value": value, "reason": reason}
