"""What records were called in the program they come from: kept, so that a second file changes what the first made."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from trato.foundation.imports.changing import standing
from trato.foundation.imports.models import OldId
from trato.foundation.imports.plans import GivenRow, Plan

_OLD = "\x1d"  # before an old id among keys; no key of a file begins with it
LONGEST = 200


def old_keys(plan: Plan, rows: Sequence[GivenRow], keys: Sequence[str]) -> list[str]:
    """The row's id in the other program, where it has one."""
    if plan.old_place < 0:
        return list(keys)
    return [f"{_OLD}{id_}" if (id_ := old_id(plan, row)) else key for row, key in zip(rows, keys, strict=True)]


def old_id(plan: Plan, row: GivenRow) -> str:
    said = row.cells[plan.old_place].strip()
    return (plan.full_id(said) if plan.full_id else said)[:LONGEST]


def is_old(key: str) -> bool:
    return key.startswith(_OLD)


def found_by_old_ids(plan: Plan, keys: Collection[str]) -> dict[str, list[UUID]]:
    """Of records that still stand and that the actor sees."""
    values = [key.removeprefix(_OLD) for key in keys if is_old(key)]
    if not values:
        return {}
    rows = OldId.objects.filter(record_type=plan.kind.name, source=plan.ids_of, value__in=values)
    named = dict(rows.values_list("value", "record_id"))
    seen = standing(plan.kind, list(named.values()), by=plan.by)
    return {f"{_OLD}{value}": [id_] for value, id_ in named.items() if id_ in seen}


def keep_old_ids(plan: Plan, rows: Sequence[GivenRow], ids: Sequence[UUID]) -> None:
    """An id whose record went to the trash speaks of the new one."""
    if plan.old_place < 0:
        return
    kept: dict[str, Any] = {
        value: OldId(record_type=plan.kind.name, source=plan.ids_of, value=value, record_id=id_)
        for row, id_ in zip(rows, ids, strict=True)
        if (value := old_id(plan, row))
    }
    same = ["record_type", "source", "value"]
    OldId.objects.bulk_create(kept.values(), update_conflicts=True, unique_fields=same, update_fields=["record_id"])
