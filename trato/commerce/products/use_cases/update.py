"""Changing products, one or many."""

from collections.abc import Sequence
from uuid import UUID

from trato.commerce.products.events import ProductChanged
from trato.commerce.products.use_cases.check import check_rows, refuse_taken_skus
from trato.foundation.public import (
    Actor,
    RecordUpdate,
    SavedRecord,
    fill_team,
    prepare_rows,
    publish_all,
    record_kind,
    refuse_problems,
    update_records,
    use_case,
)


@use_case(right="commerce.edit_products")
def update_products(
    updates: Sequence[RecordUpdate], *, by: Actor, adding: bool = False, change_set: UUID | None = None
) -> list[SavedRecord]:
    """`adding` (a file) never takes anything away. What was sold before keeps its price."""
    kind = record_kind("product")
    prepared = prepare_rows(kind, [each.values for each in updates], by=by)
    check_rows(prepared)
    refuse_taken_skus(prepared, [each.id for each in updates])
    refuse_problems(prepared)
    fill_team(prepared)
    saved = update_records(kind, updates, prepared, by=by, adding=adding, change_set=change_set)
    told = [
        ProductChanged(subject_id=each.id, subject_version=each.version, fields=each.fields, change_set=change_set)
        for each in saved
        if each.fields
    ]
    publish_all(told, by=by, quietly=len(saved) > 1)
    return saved
