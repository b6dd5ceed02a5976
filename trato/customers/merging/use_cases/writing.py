"""Values into records that are locked already, whoever's they are: by the right to their root."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.customers.companies.events import CompanyChanged
from trato.customers.companies.use_cases.parents import refuse_rings
from trato.customers.contacts.events import ContactChanged
from trato.foundation.public import (
    Actor,
    RecordKind,
    RecordUpdate,
    SavedRecord,
    StoredValues,
    current_of,
    prepare_rows,
    publish_all,
    refuse_problems,
    write_updates,
)

CHANGED: Mapping[str, type[ContactChanged] | type[CompanyChanged]] = {
    "contact": ContactChanged,
    "company": CompanyChanged,
}
_BUMP = "update {} set version = version + 1, updated_at = clock_timestamp() where id = any(%s) returning id, version"
Values = Mapping[UUID, Mapping[str, Any]]


def write_values(kind: RecordKind, values: Values, *, by: Actor, change_set: UUID) -> list[SavedRecord]:
    """Values as a change row keeps them, told as any other change."""
    if not values:
        return []
    updates = [RecordUpdate(id=id_, values=StoredValues(each)) for id_, each in values.items()]
    rows = prepare_rows(kind, [each.values for each in updates], by=by)
    refuse_problems(rows)
    if kind.name == "company":
        refuse_rings(list(values), rows)
        refuse_problems(rows)
    saved = write_updates(kind, updates, rows, current_of(kind, list(values)), by=by, change_set=change_set)
    publish_all([_event(kind, each, values[each.id], change_set) for each in saved if each.fields], by=by, quietly=True)
    return saved


def _event(
    kind: RecordKind, saved: SavedRecord, values: Mapping[str, Any], change_set: UUID
) -> ContactChanged | CompanyChanged:
    facts: dict[str, Any] = {
        f"{kind.name}_id": saved.id,
        "subject_id": saved.id,
        "subject_version": saved.version,
        "fields": saved.fields,
        "stage": str(values.get("lifecycle_stage") or ""),
        "change_set": change_set,
    }
    return CHANGED[kind.name](**facts)


def bump(kind: RecordKind, ids: Sequence[UUID]) -> dict[UUID, int]:
    """What belongs to a record changed, though no field of it did: who saw the version before has not seen that."""
    statement = sql.SQL(_BUMP).format(sql.Identifier(kind.table))
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(ids)])
        return dict(cursor.fetchall())
