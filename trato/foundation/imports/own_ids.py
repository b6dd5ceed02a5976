"""Rows of our own exports: a record that left from here comes back as itself, whatever else the row says.

An id that is not here, from another Trato or of a record that is gone, makes no match. It still tells rows of the file
apart: two of them are two records, though they may share a name or an office's e-mail.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from trato.foundation.changes.models import Change
from trato.foundation.imports.plans import GivenRow, Plan
from trato.foundation.kinds.models import STANDING

_OWN = "\x1e"  # before an id among keys; no key of a file begins with it


def own_keys(plan: Plan, rows: Sequence[GivenRow], keys: Sequence[str]) -> list[str]:
    """The row's own id instead of its key where a record of that id is here to be seen."""
    if plan.id_place < 0:
        return list(keys)
    ids = [own_id(plan, row) for row in rows]
    model: Any = plan.kind.model()
    named = dict(model.objects.filter(pk__in={each for each in ids if each}).values_list("id", "root_id"))
    seen = model.objects.seen_by(plan.by).filter(STANDING, pk__in=set(named.values()))
    here = set(seen.values_list("pk", flat=True))
    roots = {id_: root for id_, root in named.items() if root in here}
    return [f"{_OWN}{roots[id_]}" if id_ in roots else key for id_, key in zip(ids, keys, strict=True)]


def own_id(plan: Plan, row: GivenRow) -> UUID | None:
    try:
        return UUID(row.cells[plan.id_place].strip()) if plan.id_place >= 0 else None
    except ValueError:
        return None


def found_by_own_ids(keys: Collection[str]) -> dict[str, list[UUID]]:
    return {key: [UUID(key.removeprefix(_OWN))] for key in keys if is_own(key)}


def is_own(key: str) -> bool:
    return key.startswith(_OWN)


def kept_apart(
    plan: Plan, keyed: Sequence[tuple[GivenRow, str]], ids: Mapping[str, Sequence[UUID]]
) -> Mapping[str, Sequence[UUID]]:
    """Without the records that other rows of this file have been written to."""
    named = {key for row, key in keyed if key and not is_own(key) and own_id(plan, row)}
    every = {id_ for key in named for id_ in ids.get(key, ())}
    if not every:
        return ids
    written = Change.objects.filter(record_id__in=every, change_set_id=plan.change_set)
    others = set(written.values_list("record_id", flat=True))
    return {key: [id_ for id_ in found if key not in named or id_ not in others] for key, found in ids.items()}
