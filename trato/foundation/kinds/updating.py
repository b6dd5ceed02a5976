"""Change records of any kind. Only what differs is written; nobody is overwritten silently."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import Conflict, NotFound
from trato.foundation.changes.recording import RecordChange, record_changes
from trato.foundation.extensions.kinds import Field, RecordKind
from trato.foundation.kinds.clusters import find_by_members
from trato.foundation.kinds.conflicts import fields_lost
from trato.foundation.kinds.inserting import SavedRecord
from trato.foundation.kinds.linking import link_made
from trato.foundation.kinds.locking import Current, lock_records
from trato.foundation.kinds.made_columns import made_among, write_made
from trato.foundation.kinds.preparing import PreparedRow, RowsRefused, StoredValues
from trato.foundation.kinds.requiring import missing_after, read_beside
from trato.foundation.kinds.stored import (
    apply_part,
    as_json,
    column_names,
    found_columns,
    searcher,
    storer,
    words_source,
    write_parts,
)
from trato.foundation.search.words import replace_words
from trato.kit.clock import now
from trato.kit.sort_keys import sort_key


@dataclass(frozen=True, kw_only=True)
class RecordUpdate:
    """New values of some fields of one record. `seen_version` is what the writer had before his eyes.

    Fields that others changed since are refused; `strictly` refuses when anything changed (the API's If-Match).
    `cleared` are fields given as None that lose their value even where the update only adds (a file's empty cell).
    """

    id: UUID
    values: Mapping[str, Any]
    seen_version: int | None = None
    strictly: bool = False
    source: str = ""
    cleared: Collection[str] = ()


NAMING_COLUMNS = {"name", "native_name"}
FOUND_BY = ("sort_key", "search_text")


class OthersWereFaster(Conflict):
    """The record, or this field of it, was changed by somebody else meanwhile."""


@dataclass(frozen=True)
class Difference:
    """What one update really changes: columns by field name, parts by name."""

    update: RecordUpdate
    columns: dict[str, Any]
    parts: dict[str, Any]

    def __bool__(self) -> bool:
        return bool(self.columns or self.parts)

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.columns, *self.parts)


def update_records(
    kind: RecordKind,
    updates: Sequence[RecordUpdate],
    rows: Sequence[PreparedRow],
    *,
    by: Actor,
    adding: bool = False,
    change_set: UUID | None = None,
) -> list[SavedRecord]:
    """Returns one entry per update in order; `fields` is empty where nothing differed and nothing was written."""
    _refuse_twins(updates)
    link_made(kind, rows, by=by)
    given = {name for row in rows for name in row.columns}
    found_by = {spec.name for spec in kind.fields if spec.is_made and spec.searchable}
    made = given | found_by | read_beside(kind, given)
    with_parts = any(row.parts for row in rows) or bool(given & found_columns(kind))
    current = lock_records(kind, [update.id for update in updates], by=by, made=made, with_parts=with_parts)
    return write_updates(kind, updates, rows, current, by=by, adding=adding, change_set=change_set)


def write_updates(
    kind: RecordKind,
    updates: Sequence[RecordUpdate],
    rows: Sequence[PreparedRow],
    current: Mapping[UUID, Current],
    *,
    by: Actor,
    adding: bool = False,
    change_set: UUID | None = None,
) -> list[SavedRecord]:
    """The same for records that are locked and read already, by whatever right."""
    differences = _differences(kind, updates, rows, current, by=by, adding=adding)
    _write(kind, current, [each for each in differences if each], by=by, change_set=change_set)
    return [
        SavedRecord(each.update.id, current[each.update.id].version + bool(each), each.fields) for each in differences
    ]


def _refuse_twins(updates: Sequence[RecordUpdate]) -> None:
    """Two changes of one record in a set would not know of each other."""
    counts = Counter(each.id for each in updates)
    if twice := [number for number, each in enumerate(updates) if counts[each.id] > 1]:
        raise RowsRefused({number: {"": _("This record stands twice in one set of changes.")} for number in twice})


def _differences(
    kind: RecordKind,
    updates: Sequence[RecordUpdate],
    rows: Sequence[PreparedRow],
    current: Mapping[UUID, Current],
    *,
    by: Actor,
    adding: bool,
) -> list[Difference]:
    found: list[Difference] = []
    refused: dict[int, dict[str, str]] = defaultdict(dict)
    for number, (update, row) in enumerate(zip(updates, rows, strict=True)):
        held = current[update.id]
        columns = {name: value for name, value in row.columns.items() if value != held.columns.get(name)}
        if adding:
            columns = {name: value for name, value in columns.items() if value is not None or name in update.cleared}
        parts = _changed_parts(kind, update, row, held, refused[number], adding=adding)
        _refuse_lost_update(kind, update, held, [*columns, *parts])
        if not isinstance(update.values, StoredValues):
            refused[number].update(missing_after(kind, held.columns, columns, by=by))
        found.append(Difference(update, columns, parts))
    for part in kind.parts():
        values = {each.update.id: each.parts[part.name] for each in found if part.name in each.parts}
        numbers = {update.id: number for number, update in enumerate(updates)}
        for id_, problems in part.check(values, by=by).items():
            refused[numbers[id_]].update(problems)
    if problems_by_row := {number: each for number, each in refused.items() if each}:
        raise RowsRefused(problems_by_row)
    return found


def _changed_parts(
    kind: RecordKind, update: RecordUpdate, row: PreparedRow, held: Current, refused: dict[str, str], *, adding: bool
) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    id_ = update.id
    for part in kind.parts():
        if (given := row.parts.get(part.name)) is None:
            continue
        before = held.parts.get(part.name)
        into: dict[UUID, Any] = {}
        apply_part(part, before, given, into, id_, refused, adding=adding)
        if id_ in into and (emptied := _emptied(kind, part.name, update.cleared)):
            apply_part(part, into[id_], emptied, into, id_, refused, adding=False)
        if id_ in into and (into[id_] or None) != (before or None):
            changed[part.name] = into[id_]
    return changed


def _emptied(kind: RecordKind, part: str, cleared: Collection[str]) -> dict[str, None]:
    specs = [kind.by_name[name] for name in cleared]
    return {spec.key or spec.name: None for spec in specs if spec.part == part}


def _refuse_lost_update(kind: RecordKind, update: RecordUpdate, held: Current, names: Sequence[str]) -> None:
    if update.seen_version is None or update.seen_version == held.version:
        return
    if update.seen_version > held.version:
        raise NotFound(_("There is no version %(version)s of this record.") % {"version": update.seen_version})
    lost = fields_lost(kind, update.id, given=update.values, changing=names, since=update.seen_version)
    if update.strictly or lost:
        message = _("Somebody else changed this meanwhile. Nothing was overwritten; look at the new value and decide.")
        raise OthersWereFaster(message, fields=dict.fromkeys(sorted(lost), message))


def _write(
    kind: RecordKind,
    current: Mapping[UUID, Current],
    differences: Sequence[Difference],
    *,
    by: Actor,
    change_set: UUID | None,
) -> None:
    every = dict.fromkeys(name for each in differences for name in each.columns)
    made = made_among(kind, every)
    names = [name for name in every if not kind.by_name[name].is_made]
    stored, found = storer(kind, names), _finder(kind, differences)
    moment, rows = str(now()), []
    parts_now: dict[str, dict[UUID, Any]] = defaultdict(dict)
    parts_before: dict[str, dict[UUID, Any]] = defaultdict(dict)
    renamed: dict[UUID, str] = {}
    for each in differences:
        id_, held = each.update.id, current[each.update.id]
        columns, parts = {**held.columns, **each.columns}, {**held.parts, **each.parts}
        rows.append([id_, *stored(columns), *(found(columns, parts) if found else ()), moment])
        for name, value in each.parts.items():
            parts_now[name][id_], parts_before[name][id_] = value, held.parts.get(name)
        if NAMING_COLUMNS & each.columns.keys():
            renamed[id_] = words_source(columns)
    written = [column for name in names for column in column_names(kind, name)]
    _update_columns(kind, [*written, *(FOUND_BY if found else ())], rows)
    write_made(kind, made, _made_now(made, current, differences))
    write_parts(kind, parts_now, parts_before)
    replace_words(kind.name, renamed)
    if found:
        find_by_members(kind, current)
    changes = [_change(each, current[each.update.id]) for each in differences]
    record_changes(kind.name, changes, by=by, change_set=change_set)


def _finder(kind: RecordKind, differences: Sequence[Difference]) -> Callable[[Any, Any], Sequence[str]] | None:
    """What records are ordered and found by, of columns and parts. None where it stays: it is long and dear to make."""
    searched, made_of = searcher(kind), found_columns(kind)
    if not any(each.parts or made_of & each.columns.keys() for each in differences):
        return None
    return lambda columns, parts: (sort_key(columns["name"]), searched(columns, parts))


def _made_now(
    made: Sequence[Field], current: Mapping[UUID, Current], differences: Sequence[Difference]
) -> dict[UUID, dict[str, Any]]:
    """Of each record in which one of them differs; its others get what they hold."""
    names = {spec.name for spec in made}
    return {
        each.update.id: {**current[each.update.id].columns, **each.columns}
        for each in differences
        if names & each.columns.keys()
    }


def _change(each: Difference, held: Current) -> RecordChange:
    """Values of parts are taken after they were written, when their new rows have ids."""
    return RecordChange(
        record_id=each.update.id,
        version=held.version + 1,
        act="update",
        before={n: as_json(held.columns.get(n)) for n in each.columns} | {n: held.parts.get(n) for n in each.parts},
        after={n: as_json(value) for n, value in each.columns.items()} | each.parts,
        source=each.update.source,
    )


def _update_columns(kind: RecordKind, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """One statement for all: a locked record's other columns get what they hold."""
    if not rows:
        return
    every = ["id", *columns, "updated_at"]
    fields = {each.column: each for each in kind.model()._meta.concrete_fields}
    statement = sql.SQL(
        "update {} r set {}, version = r.version + 1 from unnest({}) as given ({}) where r.id = given.id"
    ).format(
        sql.Identifier(kind.table),
        sql.SQL(", ").join(sql.SQL("{0} = given.{0}").format(sql.Identifier(each)) for each in every[1:]),
        sql.SQL(", ").join(sql.SQL(f"%s::{fields[each].cast_db_type(connection)}[]") for each in every),
        sql.SQL(", ").join(map(sql.Identifier, every)),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(values) for values in zip(*rows, strict=True)])
