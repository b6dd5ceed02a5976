"""Write new records of any kind: record, parts, search words and change rows, one statement per table.

The verbs of a kind call this and publish their own events.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.changes.recording import RecordChange, record_changes
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.preparing import PreparedRow, RowsRefused
from trato.foundation.kinds.stored import (
    apply_part,
    column_names,
    column_values,
    searched_text,
    stored_values,
    words_source,
    write_parts,
)
from trato.foundation.search.words import replace_words
from trato.kit.clock import now
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
    ids = new_ids(len(rows))
    parts = _parts_of_new(kind, ids, rows, by=by)
    texts = {
        id_: searched_text(kind, row.columns, {name: parts[name].get(id_) for name in parts})
        for id_, row in zip(ids, rows, strict=True)
    }
    _copy(kind, ids, rows, texts)
    write_parts(kind, parts, {})
    replace_words(kind.name, {id_: words_source(row.columns) for id_, row in zip(ids, rows, strict=True)}, new=True)
    changes = [
        RecordChange(
            record_id=id_,
            version=1,
            act="create",
            after=stored_values(row.columns, {name: values[id_] for name, values in parts.items() if id_ in values}),
            source=sources[number] if sources else "",
        )
        for number, (id_, row) in enumerate(zip(ids, rows, strict=True))
    ]
    record_changes(kind.name, changes, by=by, change_set=change_set)
    return [SavedRecord(change.record_id, 1, tuple(change.after)) for change in changes]


def _parts_of_new(
    kind: RecordKind, ids: Sequence[UUID], rows: Sequence[PreparedRow], *, by: Actor
) -> dict[str, dict[UUID, Any]]:
    """Values of each part by record; a part's own refusal becomes a problem of its row."""
    values: dict[str, dict[UUID, Any]] = {part.name: {} for part in kind.parts()}
    refused: dict[int, dict[str, str]] = {}
    numbers = {id_: number for number, id_ in enumerate(ids)}
    for part in kind.parts():
        for number, (id_, row) in enumerate(zip(ids, rows, strict=True)):
            if given := row.parts.get(part.name):
                apply_part(part, None, given, values[part.name], id_, refused.setdefault(number, {}), adding=False)
        for id_, problems in part.check(values[part.name], by=by).items():
            refused.setdefault(numbers[id_], {}).update(problems)
    refused = {number: problems for number, problems in refused.items() if problems}
    if refused:
        raise RowsRefused(refused)
    return values


def _copy(kind: RecordKind, ids: Sequence[UUID], rows: Sequence[PreparedRow], texts: Mapping[UUID, str]) -> None:
    names = [spec.name for spec in kind.fields if spec.column]
    columns = [column for name in names for column in column_names(kind, name)]
    statement = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(kind.table),
        sql.SQL(", ").join(
            map(sql.Identifier, ["id", "root_id", "sort_key", "search_text", "last_activity_at", *columns, "version"])
        ),
    )
    moment = now()
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for id_, row in zip(ids, rows, strict=True):
            stored = [value for name in names for value in column_values(kind, name, row.columns.get(name))]
            copy.write_row([id_, id_, sort_key(row.columns["name"]), texts[id_], moment, *stored, 1])
