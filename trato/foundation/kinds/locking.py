"""Locked records as they stand, of those that the actor may change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import Conflict
from trato.foundation.actors.queries import refuse_unreachable
from trato.foundation.extensions.kinds import FieldType, RecordKind
from trato.foundation.kinds.made_columns import read_made
from trato.foundation.kinds.stored import column_names
from trato.kit.money import Money


@dataclass
class Current:
    """A locked record as it stands: versions, column values by field name, part values by part name."""

    version: int
    columns: dict[str, Any]
    parts: dict[str, Any]


def lock_records(
    kind: RecordKind,
    ids: Sequence[UUID],
    *,
    by: Actor,
    verb: str = "edit",
    made: Collection[str] | None = None,
    with_parts: bool = True,
) -> dict[UUID, Current]:
    """Current state of records the actor may change, locked in id order. 404 and 403 as for one.

    Of hundreds of fields that people made, only those named by `made` are read, where they are named; nor what records
    have several of where nobody needs it.
    """
    rows = _locked(kind, ids, _own_columns(kind), by=by, verb=verb)
    return _current(kind, rows, made, with_parts=with_parts)


def current_of(kind: RecordKind, ids: Sequence[UUID]) -> dict[UUID, Current]:
    """Of records that the caller has locked himself, merged and trashed ones too."""
    model: Any = kind.model()
    return _current(kind, list(model.objects.filter(pk__in=ids).values("id", "version", *_own_columns(kind))))


def columns_held(kind: RecordKind, ids: Sequence[UUID]) -> dict[UUID, Current]:
    """The same without what they have several of: identities, addresses, tags."""
    model: Any = kind.model()
    rows = list(model.objects.filter(pk__in=ids).values("id", "version", *_own_columns(kind)))
    return _current(kind, rows, with_parts=False)


def _own_columns(kind: RecordKind) -> list[str]:
    return [c for spec in kind.fields if spec.column and not spec.is_made for c in column_names(kind, spec.name)]


def _current(
    kind: RecordKind,
    rows: Sequence[Mapping[str, Any]],
    among: Collection[str] | None = None,
    *,
    with_parts: bool = True,
) -> dict[UUID, Current]:
    fields = [spec for spec in kind.fields if spec.column and not spec.is_made]
    asked = [spec for spec in kind.fields if spec.is_made and spec.column and (among is None or spec.name in among)]
    wanted = [row["id"] for row in rows]
    made = read_made(kind, asked, wanted)
    parts = {part.name: part.read(wanted) for part in kind.parts() if with_parts}
    return {
        row["id"]: Current(
            version=row["version"],
            columns={spec.name: _read_column(row, spec.column, spec.type) for spec in fields} | made.get(row["id"], {}),
            parts={name: values.get(row["id"]) for name, values in parts.items()},
        )
        for row in rows
    }


def lock_versions(kind: RecordKind, ids: Sequence[UUID], *, by: Actor, verb: str) -> dict[UUID, int]:
    """The same where only the versions matter."""
    return {row["id"]: row["version"] for row in _locked(kind, ids, (), by=by, verb=verb)}


def _locked(
    kind: RecordKind, ids: Sequence[UUID], columns: Sequence[str], *, by: Actor, verb: str
) -> list[dict[str, Any]]:
    wanted = sorted(set(ids))
    model: Any = kind.model()
    standing = model.objects.filter(deleted_at__isnull=True)
    reachable = standing.within(by, kind.right(verb)).filter(pk__in=wanted).select_for_update(of=("self",))
    rows = list(reachable.order_by("pk").values("id", "version", "root_id", *columns))
    refuse_unreachable({row["id"] for row in rows}, wanted, standing.seen_by(by), what=str(kind.label).lower())
    if any(row["root_id"] != row["id"] for row in rows):
        raise Conflict(_("This record was merged into another one. Open it anew: its address leads there."))
    return rows


def _read_column(row: Mapping[str, Any], column: str, field_type: FieldType) -> Any:
    value = row[column]
    if field_type == FieldType.MONEY:
        return None if value is None else Money(value, row[f"{column}_currency"])
    return None if value == "" else value
