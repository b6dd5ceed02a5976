"""New products, one or many."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from trato.commerce.products.events import ProductCreated
from trato.commerce.products.models import STANDARD
from trato.commerce.products.use_cases.check import check_rows, refuse_taken_skus
from trato.foundation.public import (
    Actor,
    SavedRecord,
    fill_team,
    insert_records,
    prepare_rows,
    publish_all,
    record_kind,
    refuse_problems,
    use_case,
)


@use_case(right="commerce.create_products")
def create_products(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None = None, sources: Sequence[str] = ()
) -> list[SavedRecord]:
    """All of them or, when one is refused, none. Values are by field name."""
    kind = record_kind("product")
    prepared = prepare_rows(kind, rows, by=by)
    for row in prepared:
        row.columns.setdefault("name", "")
        for name, beginning in (("tax_class", STANDARD), ("is_active", True)):
            if row.columns.get(name) is None:
                row.columns[name] = beginning
        if by.kind == "user":
            row.columns.setdefault("owner", by.id)
    check_rows(prepared)
    refuse_taken_skus(prepared)
    refuse_problems(prepared)
    fill_team(prepared)
    saved = insert_records(kind, prepared, by=by, change_set=change_set, sources=sources)
    told = [ProductCreated(subject_id=each.id, subject_version=1, change_set=change_set) for each in saved]
    publish_all(told, by=by, quietly=len(saved) > 1)
    return saved
