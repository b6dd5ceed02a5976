"""Change records of any kind. Only what differs is written; nobody is overwritten silently."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import Conflict, NotFound
from trato.foundation.actors.queries import refuse_unreachable
from trato.foundation.changes.queries import fields_changed_since
from trato.foundation.changes.recording import RecordChange, record_changes
from trato.foundation.extensions.kinds import FieldType, RecordKind
from trato.foundation.kinds.inserting import SavedRecord
from trato.foundation.kinds.preparing import PreparedRow, RowsRefused
from trato.foundation.kinds.stored import (
    apply_part,
    as_json,
    column_names,
    column_values,
    searched_text,
    words_source,
    write_parts,
)
from trato.foundation.search.words import replace_words
from trato.kit.clock import now
from trato.kit.money import Money
from trato.kit.sort_keys import sort_key


@dataclass(frozen=True, kw_only=True)
class RecordUpdate:
    """New values of some fields of one record. `seen_version` is what the writer had before his eyes.

    Fields that others changed since are refused; `strictly` refuses when anything changed (the API's If-Match).
    """

    id: UUID
    values: Mapping[str, Any]
    seen_version: int | None = None
    strictly: bool = False
    source: str = ""


class OthersWereFaster(Conflict):
    """The record, or this field of it, was changed by somebody else meanwhile."""


@dataclass
class Current:
    """A locked record as it stands: versions, column values by field name, part values by part name."""

    version: int
    columns: dict[str, Any]
    parts: dict[str, Any]


def lock_records(kind: RecordKind, ids: Sequence[UUID], *, by: Actor, verb: str = "edit") -> dict[UUID, Current]:
    """Current state of records the actor may change, locked in id order. 404 and 403 as for one."""
    wanted = sorted(set(ids))
    model: Any = kind.model()
    standing = model.objects.filter(deleted_at__isnull=True)
    reachable = (
        standing.within(by, kind.right(verb)).filter(pk__in=wanted).select_for_update(of=("self",)).order_by("pk")
    )
    fields = [spec for spec in kind.fields if spec.column]
    rows = list(reachable.values("id", "version", *(c for spec in fields for c in column_names(kind, spec.name))))
    refuse_unreachable({row["id"] for row in rows}, wanted, standing.seen_by(by), what=str(kind.label).lower())
    parts = {part.name: part.read(wanted) for part in kind.parts()}
    return {
        row["id"]: Current(
            version=row["version"],
            columns={spec.name: _read_column(row, spec.column, spec.type) for spec in fields},
            parts={name: values.get(row["id"]) for name, values in parts.items()},
        )
        for row in rows
    }


def _read_column(row: Mapping[str, Any], column: str, field_type: FieldType) -> Any:
    value = row[column]
    if field_type == FieldType.MONEY:
        return None if value is None else Money(value, row[f"{column}_currency"])
    return None if value == "" else value


def update_records(
    kind: RecordKind,
    updates: Sequence[RecordUpdate],
    rows: Sequence[PreparedRow],
    *,
    by: Actor,
    adding: bool = False,
    change_set: UUID | None = None,
    current: Mapping[UUID, Current] | None = None,
) -> list[SavedRecord]:
    """Returns one entry per update in order; `fields` is empty where nothing differed and nothing was written."""
    if current is None:
        current = lock_records(kind, [update.id for update in updates], by=by)
    changed: dict[UUID, tuple[RecordUpdate, dict[str, Any], dict[str, Any]]] = {}
    refused: dict[int, dict[str, str]] = {}
    for number, (update, row) in enumerate(zip(updates, rows, strict=True)):
        now_held = current[update.id]
        parts: dict[str, Any] = {}
        for part in kind.parts():
            if (given := row.parts.get(part.name)) is not None:
                into: dict[UUID, Any] = {}
                apply_part(
                    part,
                    now_held.parts.get(part.name),
                    given,
                    into,
                    update.id,
                    refused.setdefault(number, {}),
                    adding=adding,
                )
                if update.id in into and (into[update.id] or None) != (now_held.parts.get(part.name) or None):
                    parts[part.name] = into[update.id]
        columns = {name: value for name, value in row.columns.items() if value != now_held.columns.get(name)}
        _refuse_lost_update(update, now_held, [*columns, *parts])
        changed[update.id] = (update, columns, parts)
    if problems := {number: each for number, each in refused.items() if each}:
        raise RowsRefused(problems)
    changed = {id_: each for id_, each in changed.items() if each[1] or each[2]}
    _write(kind, current, changed, by=by, change_set=change_set)
    return [
        SavedRecord(u.id, current[u.id].version + 1, tuple([*changed[u.id][1], *changed[u.id][2]]))
        if u.id in changed
        else SavedRecord(u.id, current[u.id].version, ())
        for u in updates
    ]


def _refuse_lost_update(update: RecordUpdate, held: Current, names: Sequence[str]) -> None:
    if update.seen_version is None or update.seen_version == held.version:
        return
    if update.seen_version > held.version:
        raise NotFound(_("There is no version %(version)s of this record.") % {"version": update.seen_version})
    others = fields_changed_since(update.id, update.seen_version)
    if update.strictly or others & set(names):
        message = _("Somebody else changed this meanwhile. Nothing was overwritten; look at the new value and decide.")
        raise OthersWereFaster(message, fields=dict.fromkeys(sorted(others & set(names)), message))


def _write(
    kind: RecordKind,
    current: Mapping[UUID, Current],
    changed: Mapping[UUID, tuple[RecordUpdate, dict[str, Any], dict[str, Any]]],
    *,
    by: Actor,
    change_set: UUID | None,
) -> None:
    statements: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    changes: list[RecordChange] = []
    parts_now: dict[str, dict[UUID, Any]] = defaultdict(dict)
    renamed: dict[UUID, str] = {}
    for id_, (update, columns, parts) in changed.items():
        held = current[id_]
        after_columns, after_parts = {**held.columns, **columns}, {**held.parts, **parts}
        statements[tuple(columns)].append(_parameters(kind, id_, columns, after_columns, after_parts))
        for name, value in parts.items():
            parts_now[name][id_] = value
        if {"name", "native_name"} & columns.keys():
            renamed[id_] = words_source(after_columns)
        changes.append(
            RecordChange(
                record_id=id_,
                version=held.version + 1,
                act="update",
                before={n: as_json(held.columns.get(n)) for n in columns} | {n: held.parts.get(n) for n in parts},
                after={n: as_json(v) for n, v in columns.items()} | parts,
                source=update.source,
            )
        )
    for names, parameters in statements.items():
        _update_columns(kind, names, parameters)
    write_parts(
        kind,
        list(changed),
        parts_now,
        {name: {i: current[i].parts.get(name) for i in ids} for name, ids in parts_now.items()},
    )
    replace_words(kind.name, renamed)
    record_changes(kind.name, changes, by=by, change_set=change_set)


def _parameters(
    kind: RecordKind, id_: UUID, columns: Mapping[str, Any], after: Mapping[str, Any], parts: Mapping[str, Any]
) -> list[Any]:
    stored = [value for name, given in columns.items() for value in column_values(kind, name, given)]
    return [*stored, sort_key(after["name"]), searched_text(kind, after, parts), now(), id_]


def _update_columns(kind: RecordKind, names: Sequence[str], parameters: Sequence[Sequence[Any]]) -> None:
    columns = [*(c for name in names for c in column_names(kind, name)), "sort_key", "search_text", "updated_at"]
    statement = sql.SQL("update {} set {}, version = version + 1 where id = %s").format(
        sql.Identifier(kind.table),
        sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(column)) for column in columns),
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, parameters)  # type: ignore[arg-type]  # psycopg composes it
