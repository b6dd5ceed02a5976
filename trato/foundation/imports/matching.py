"""Which rows are already there: one question per chunk, by the key in the form in which two of them are the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.imports.own_ids import found_by_own_ids, is_own, kept_apart
from trato.foundation.imports.plans import GivenRow, Plan
from trato.foundation.kinds.finding import records_by_key, records_called
from trato.foundation.kinds.preparing import prepare_rows
from trato.kit.any_of import any_of
from trato.kit.names import called
from trato.kit.sourced_keys import sourced_key

NAMING_TYPES = (FieldType.EMAIL, FieldType.DOMAIN)


@dataclass(frozen=True)
class Found:
    """Records by key, and those of them that the actor may change."""

    ids: Mapping[str, Sequence[UUID]]
    editable: Collection[UUID]


def key_fields(kind: RecordKind, mapping: Collection[str]) -> list[Field]:
    """By which of the used columns rows can be matched, the surest first."""
    names = [*kind.match_keys, *(spec.name for spec in kind.fields if spec.type in NAMING_TYPES)]
    return [kind.by_name[name] for name in dict.fromkeys(names) if name in mapping]


def keys_of(plan: Plan, spec: Field, rows: Sequence[GivenRow]) -> list[str]:
    """The comparable form of each row's value of a field; "" where there is none or it cannot be read."""
    asked = [{name: row.values[name] for name in ("country", spec.name) if name in row.values} for row in rows]
    prepared = prepare_rows(plan.kind, asked, by=plan.by)
    if not spec.part:
        return [called(str(row.columns.get(spec.name) or "")) for row in prepared]
    found = [row.parts.get(spec.part, {}).get(spec.key) for row in prepared]
    return [sourced_key(each.get("source", ""), each["normalised"]) if each else "" for each in found]


def find(plan: Plan, keyed: Sequence[tuple[GivenRow, str]]) -> Found:
    wanted = {key for _row, key in keyed if key}
    if not wanted:
        return Found({}, ())
    ids: Mapping[str, Sequence[UUID]] = _by_key(plan, {key for key in wanted if not is_own(key)})
    if plan.id_place >= 0:
        ids = kept_apart(plan, keyed, {**ids, **found_by_own_ids(wanted)})
    model: Any = plan.kind.model()
    every = [id_ for each in ids.values() for id_ in each]
    if not every:
        return Found(ids, ())
    editable = model.objects.within(plan.by, plan.kind.right("edit")).filter(any_of("pk", every))
    return Found(ids, set(editable.values_list("pk", flat=True)))


def _by_key(plan: Plan, keys: Collection[str]) -> Mapping[str, Sequence[UUID]]:
    if plan.key is None or not keys:
        return {}
    if plan.key.part:
        return records_by_key(plan.kind, plan.key, keys, seen_by=plan.by)
    return records_called(plan.kind, keys, seen_by=plan.by)
