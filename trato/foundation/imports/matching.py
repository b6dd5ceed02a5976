"""Which rows are already there: one question per chunk, by the key in the form in which two of them are the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from trato.foundation.changes.models import Change
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.imports.changing import editable
from trato.foundation.imports.old_ids import found_by_old_ids, is_old
from trato.foundation.imports.own_ids import found_by_own_ids, is_own, kept_apart
from trato.foundation.imports.plans import GivenRow, Plan
from trato.foundation.kinds.finding import records_by_key, records_called
from trato.foundation.kinds.preparing import prepare_rows
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
    ids: Mapping[str, Sequence[UUID]] = _by_key(plan, {key for key in wanted if not (is_own(key) or is_old(key))})
    ids = {**ids, **found_by_old_ids(plan, wanted)} if plan.old_place >= 0 else ids
    if plan.id_place >= 0:
        ids = kept_apart(plan, keyed, {**ids, **found_by_own_ids(wanted)})
    every = [id_ for each in ids.values() for id_ in each]
    return Found(ids, editable(plan.kind, every, by=plan.by) if every else ())


def _by_key(plan: Plan, keys: Collection[str]) -> Mapping[str, Sequence[UUID]]:
    if plan.key is None or not keys:
        return {}
    if plan.key.part:
        return records_by_key(plan.kind, plan.key, keys, seen_by=plan.by)
    return records_called(plan.kind, keys, seen_by=plan.by, column=plan.key.column)


def find_also(plan: Plan, keyed: Sequence[tuple[GivenRow, str]], found: Found) -> Found:
    """Rows whose key is new here may be records that are here under an e-mail, a domain or a name. Never those that
    this same act has written to: two rows with two ids are two records."""
    for spec in plan.also_by:
        left = [(row, key) for row, key in keyed if key and not found.ids.get(key) and spec.name in row.values]
        if not left:
            continue
        forms = keys_of(plan, spec, [row for row, _key in left])
        ids = _by_field(plan, spec, {form for form in forms if form})
        ours = _written(plan, {id_ for some in ids.values() for id_ in some})
        fresh = {key: _unwritten(ids.get(form, ()), ours) for (_row, key), form in zip(left, forms, strict=True)}
        once = _once(fresh)
        every = [id_ for some in once.values() for id_ in some]
        found = Found(
            {**found.ids, **once}, {*found.editable, *(editable(plan.kind, every, by=plan.by) if every else ())}
        )
    return found


def _by_field(plan: Plan, spec: Field, forms: Collection[str]) -> Mapping[str, Sequence[UUID]]:
    if spec.part:
        return records_by_key(plan.kind, spec, forms, seen_by=plan.by)
    return records_called(plan.kind, forms, seen_by=plan.by)


def _written(plan: Plan, ids: Collection[UUID]) -> set[UUID]:
    written = Change.objects.filter(record_id__in=ids, change_set_id=plan.change_set)
    return set(written.values_list("record_id", flat=True)) if ids else set()


def _unwritten(ids: Sequence[UUID], ours: Collection[UUID]) -> list[UUID]:
    """Of several nobody can say which is meant."""
    left = [id_ for id_ in ids if id_ not in ours]
    return left if len(left) == 1 else []


def _once(found: Mapping[str, Sequence[UUID]]) -> dict[str, Sequence[UUID]]:
    """Each record for the first row that is it."""
    taken: set[UUID] = set()
    once: dict[str, Sequence[UUID]] = {}
    for key, ids in found.items():
        fresh = [id_ for id_ in ids if id_ not in taken]
        taken |= set(fresh)
        if fresh:
            once[key] = fresh
    return once
