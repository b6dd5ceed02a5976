"""Write new records of any kind: record, parts, search words and change rows, one statement per table.

The verbs of a kind call this and publish their own events.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from trato.foundation.actors.actor import Actor
from trato.foundation.changes.recording import RecordChange, record_changes
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.linking import link_made
from trato.foundation.kinds.made_columns import made_among, write_made
from trato.foundation.kinds.preparing import PreparedRow, RowsRefused
from trato.foundation.kinds.requiring import EMPTY, asks_something, missing_in_new
from trato.foundation.kinds.stored import (
    apply_part,
    column_names,
    searcher,
    stored_values,
    storer,
    words_source,
    write_parts,
)
from trato.foundation.search.words import replace_words
from trato.kit.clock import now
from trato.kit.copying import copy_rows
from trato.kit.ids import new_ids
from trato.kit.sort_keys import sort_key


@dataclass(frozen=True)
class SavedRecord:
    """What became of one row: its id, its version, and the names of what differs (none: nothing was written)."""

    id: UUID
    version: int
    fields: tuple[str, ...]


def insert_records(
    kind: RecordKind,
    rows: Sequence[PreparedRow],
    *,
    by: Actor,
    change_set: UUID | None = None,
    sources: Sequence[str] = (),
) -> list[SavedRecord]:
    link_made(kind, rows, by=by)
    _refuse_incomplete(kind, rows, by=by)
    ids = new_ids(len(rows))
    parts = _parts_of_new(kind, ids, rows, by=by)
    _copy(kind, ids, rows, parts)
    _write_made(kind, ids, rows)
    write_parts(kind, parts, {})
    replace_words(kind.name, {id_: words_source(row.columns) for id_, row in zip(ids, rows, strict=True)}, new=True)
    changes = [
        RecordChange(record_id=id_, version=1, act="create", after=_after(id_, row, parts), source=source)
        for id_, row, source in zip(ids, rows, sources or [""] * len(rows), strict=True)
    ]
    record_changes(kind.name, changes, by=by, change_set=change_set)
    return [SavedRecord(change.record_id, 1, tuple(change.after)) for change in changes]


def _refuse_incomplete(kind: RecordKind, rows: Sequence[PreparedRow], *, by: Actor) -> None:
    if not asks_something(kind):
        return
    missing = {number: missing_in_new(kind, row.columns, by=by) for number, row in enumerate(rows)}
    if refused := {number: problems for number, problems in missing.items() if problems}:
        raise RowsRefused(refused)


def _write_made(kind: RecordKind, ids: Sequence[UUID], rows: Sequence[PreparedRow]) -> None:
    """Only of records that have a value: the others need no row."""
    specs = made_among(kind, dict.fromkeys(name for row in rows for name in row.columns))
    names = [spec.name for spec in specs]
    filled = {id_: row.columns for id_, row in zip(ids, rows, strict=True) if _has_any(row, names)}
    write_made(kind, specs, filled)


def _has_any(row: PreparedRow, names: Sequence[str]) -> bool:
    return any(row.columns.get(name) not in EMPTY for name in names)


def _after(id_: UUID, row: PreparedRow, parts: Mapping[str, Mapping[UUID, Any]]) -> dict[str, Any]:
    return stored_values(row.columns, {name: values[id_] for name, values in parts.items() if id_ in values})


def _parts_of_new(
    kind: RecordKind, ids: Sequence[UUID], rows: Sequence[PreparedRow], *, by: Actor
) -> dict[str, dict[UUID, Any]]:
    """Values of each part by record; a part's own refusal becomes a problem of its row."""
    values: dict[str, dict[UUID, Any]] = {part.name: {} for part in kind.parts()}
    refused: dict[int, dict[str, str]] = {}
    numbers = {id_: number for number, id_ in enumerate(ids)}
    for part in kind.parts():
        mine, name = values[part.name], part.name
        for number, row in enumerate(rows):
            if given := row.parts.get(name):
                apply_part(part, None, given, mine, ids[number], refused.setdefault(number, {}), adding=False)
        for id_, problems in part.check(mine, by=by).items():
            refused.setdefault(numbers[id_], {}).update(problems)
    refused = {number: problems for number, problems in refused.items() if problems}
    if refused:
        raise RowsRefused(refused)
    return values


def _copy(
    kind: RecordKind, ids: Sequence[UUID], rows: Sequence[PreparedRow], parts: Mapping[str, Mapping[UUID, Any]]
) -> None:
    names = [spec.name for spec in kind.fields if spec.column and not spec.is_made]
    columns = [column for name in names for column in column_names(kind, name)]
    every = ["id", "root_id", "sort_key", "search_text", "last_activity_at", *columns, "version"]
    moment = str(now())  # text is what the database reads fastest
    searched, stored, held = searcher(kind), storer(kind, names), list(parts.items())

    def line(id_: UUID, row: PreparedRow) -> Sequence[Any]:
        key, text = sort_key(row.columns["name"]), searched(row.columns, {name: all_.get(id_) for name, all_ in held})
        own = str(id_)
        return (own, own, key, text, moment, *stored(row.columns), 1)

    copy_rows(kind.model(), every, map(line, ids, rows))
