"""How one file is brought in: everything that is decided before the first row, and what became of some rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.besides import KeptBeside
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import importable_kind
from trato.foundation.imports.arranging import Arrangement, arrangement_of
from trato.foundation.imports.cells import CellReader, apart, cell_reader
from trato.foundation.imports.full_ids import FullId, full_id_of
from trato.foundation.imports.models import Empty, Import, Rule
from trato.foundation.imports.reading import Row
from trato.foundation.imports.safe_cells import CELL_ERRORS
from trato.foundation.imports.targets import OLD_ID, OWN_ID, kept_beside, targets
from trato.foundation.kinds.coercion import Coercion
from trato.foundation.kinds.preparing import coercion_for
from trato.kit.errors import DomainError

ALSO_BY = (FieldType.EMAIL, FieldType.DOMAIN)
ALSO_TYPES = (*ALSO_BY, FieldType.TEXT)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`columns` are the used ones, by place. Without a `key`, every row is new. At `id_place` stand our own ids, at
    `old_place` those of the program `ids_of`. Who is not found by the key may be found by one of `also_by`. What is no
    field stands at the places of `beside`. What a preview brings in `is_trial`."""

    kind: RecordKind
    header: Sequence[str]
    columns: Sequence[tuple[int, Field]]
    reader: CellReader
    key: Field | None
    rule: str
    file_name: str
    change_set: UUID
    by: Actor
    coercion: Coercion
    id_place: int = -1
    old_place: int = -1
    ids_of: str = ""
    also_by: Sequence[Field] = ()
    arrangement: Arrangement | None = None
    full_id: FullId | None = None
    path: Path = Path()
    beside: Sequence[tuple[KeptBeside, Sequence[int]]] = ()
    is_trial: bool = False

    @cached_property
    def owners(self) -> Sequence[str]:
        """Fields of which the file tells by what else their records are known."""
        named = {spec.name.partition(".")[0] for _place, spec in self.columns if "." in spec.name and not spec.part}
        return sorted({*named, *(name for group in self.groups for name in group)})

    @cached_property
    def groups(self) -> Sequence[Sequence[str]]:
        """Fields that are looked up by one and the same cell."""
        also = self.arrangement.also if self.arrangement else {}
        return [[name.partition(".")[0] for name in (first, *others)] for first, others in also.items()]

    @cached_property
    def links(self) -> Sequence[Field]:
        """Fields that name another record of this kind."""
        names = dict.fromkeys(spec.name.partition(".")[0] for _place, spec in self.columns)
        specs = [self.kind.by_name[name] for name in names if name in self.kind.by_name]
        return [spec for spec in specs if spec.type == FieldType.REFERENCE and spec.refers_to == self.kind.name]

    def source(self, line: int) -> str:
        return f"{self.file_name}, line {line}"


@dataclass
class GivenRow:
    """`values` are by field name; an empty cell gives none. `emptied` are the fields that it takes away.

    Of a row that cannot be taken apart, `problem` says why, and `column` where, or -1. A file of another program may
    have rows of two kinds: only those that are `is_taken` are meant.
    """

    line: int
    cells: Sequence[str]
    values: dict[str, Any]
    emptied: Sequence[str] = ()
    problem: str = ""
    column: int = -1
    is_taken: bool = True

    @property
    def letters(self) -> int:
        return sum(map(len, self.cells))


Link = tuple[int, UUID, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What some rows did that were written together. Links are set when all rows are in."""

    created: int = 0
    updated: int = 0
    links: Sequence[Link] = ()
    made: Sequence[tuple[UUID, GivenRow]] = ()
    written: Sequence[tuple[UUID, GivenRow]] = ()


@dataclass
class Outcome:
    created: int = 0
    updated: int = 0
    skipped: int = 0
    keyless: int = 0
    shared: set[str] = field(default_factory=set)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    made: dict[UUID, GivenRow] = field(default_factory=dict)
    written: list[tuple[UUID, GivenRow]] = field(default_factory=list)
    notices: list[dict[str, Any]] = field(default_factory=list)

    def add(self, brought: Brought, *, of: int) -> None:
        """Rows that changed nothing are skipped ones."""
        self.created += brought.created
        self.updated += brought.updated
        self.skipped += of - brought.created - brought.updated
        self.links += brought.links
        self.made |= dict(brought.made)
        self.written += brought.written


def plan_of(one: Import, *, by: Actor, change_set: UUID, is_trial: bool = False) -> Plan:
    kind = importable_kind(one.kind)
    known = targets(kind)
    _refuse_archived(one, known)
    beside = {each.spec.name: each for each in kept_beside(kind)}
    unused = ("", OWN_ID.name, OLD_ID.name, *beside)
    columns = [(place, known[name]) for place, name in enumerate(one.mapping) if name not in unused]
    kept = frozenset([one.key, *(spec.name for _place, spec in columns if spec.required)])
    return Plan(
        kind=kind,
        header=one.header,
        columns=columns,
        reader=cell_reader(
            kind,
            columns,
            formats=one.formats,
            ids_of=one.ids_of,
            kept=kept if one.empty == Empty.CLEAR else None,
        ),
        key=kind.by_name[one.key] if one.key and one.rule != Rule.CREATE else None,
        rule=one.rule,
        file_name=one.file_name,
        change_set=change_set,
        by=by,
        coercion=coercion_for(by),
        id_place=_place_in(one, OWN_ID.name),
        old_place=_place_in(one, OLD_ID.name),
        ids_of=one.ids_of,
        also_by=_also_by(one, kind),
        arrangement=arrangement_of(one.arrangement, ids_of=one.ids_of),
        full_id=full_id_of(one.ids_of),
        path=Path(one.path),
        beside=[(each, places) for name, each in beside.items() if (places := _places_in(one, name))],
        is_trial=is_trial,
    )


def _places_in(one: Import, name: str) -> list[int]:
    return [place for place, field in enumerate(one.mapping) if field == name]


def _also_by(one: Import, kind: RecordKind) -> list[Field]:
    """Files of a move speak of records that may be here already, without the other program's ids."""
    if one.move_id is None or one.rule == Rule.CREATE:
        return []
    names = [*(spec.name for spec in kind.fields if spec.type in ALSO_BY), *kind.match_keys]
    strong = dict.fromkeys(name for name in names if name not in (one.key, *kind.weak_keys))
    return [kind.by_name[name] for name in strong if name in one.mapping and kind.by_name[name].type in ALSO_TYPES]


def _place_in(one: Import, name: str) -> int:
    return one.mapping.index(name) if name in one.mapping and one.rule != Rule.CREATE else -1


def _refuse_archived(one: Import, known: Mapping[str, Field]) -> None:
    """Left out silently, its cells would be lost without anybody's knowing."""
    for place, name in enumerate(one.mapping):
        if name and name not in known:
            said = _(
                "The field for the column “%(column)s” was archived. Take it back into use, or leave the column out."
            )
            raise DomainError(
                said % {"column": one.header[place] if place < len(one.header) else name}, field="mapping"
            )


def given_row(plan: Plan, row: Row) -> GivenRow:
    is_of_a_cell = bool(row.problem) and row.column >= 0 and len(row.cells) == len(plan.header)
    column = _unread_cell(plan, row) if is_of_a_cell else row.column
    if row.problem and not (is_of_a_cell and column < 0):
        return GivenRow(row.line, row.cells, {}, problem=row.problem, column=column)
    return _arranged(plan, row)


def _arranged(plan: Plan, row: Row) -> GivenRow:
    given = GivenRow(row.line, row.cells, {}, plan.reader.emptied(row.cells))
    arrangement = plan.arrangement
    if arrangement and not arrangement.takes(row.cells):
        given.is_taken = False
        return given
    given.values = plan.reader.values(row.cells)
    if arrangement and not arrangement.put(plan.kind, given.values, cells=row.cells):
        given.is_taken = False
    return given


def _unread_cell(plan: Plan, row: Row) -> int:
    """A cell that a spreadsheet could not work out keeps its row out only where its column is used; else -1."""
    used = [place for place, _spec in plan.columns]
    places = [*used, plan.id_place] if plan.id_place >= 0 else used
    return next((place for place in places if place == row.column or row.cells[place] in CELL_ERRORS), -1)


def refuse(plan: Plan, row: GivenRow, problems: Mapping[str, str], outcome: Outcome) -> None:
    """Said at the column that holds the field, whatever part of the record the field belongs to."""
    places = sorted((_place_of(plan, row, name), reason) for name, reason in problems.items())
    told = [_problem(plan.header, row.cells, place, reason) for place, reason in places]
    outcome.refusals.append({"line": row.line, "cells": list(row.cells), "problems": told})


def _place_of(plan: Plan, row: GivenRow, name: str) -> int:
    """Of several columns that are one field, the one whose cell cannot be read."""
    places = [(place, spec) for place, spec in plan.columns if name in _names_of(spec)]
    if len(places) > 1:
        for place, spec in places:
            if not _is_readable(plan, spec, row.cells[place]):
                return place
    return places[0][0] if places else -1


def _names_of(spec: Field) -> tuple[str, ...]:
    return spec.name, spec.key, spec.part, spec.name.partition(".")[0]


def _is_readable(plan: Plan, spec: Field, cell: str) -> bool:
    try:
        for value in apart(cell, spec.type):
            plan.coercion.value(spec, value)
    except DomainError:
        return False
    return True


def refuse_unread(plan: Plan, row: GivenRow, outcome: Outcome) -> None:
    told = _problem(plan.header, row.cells, row.column, row.problem)
    outcome.refusals.append({"line": row.line, "cells": list(row.cells), "problems": [told]})


def _problem(header: Sequence[str], cells: Sequence[str], place: int, reason: str) -> dict[str, str]:
    known = 0 <= place < len(header)
    value = cells[place] if 0 <= place < len(cells) else ""
    return {"column": header[place] if known else "", "value": value, "reason": reason}
