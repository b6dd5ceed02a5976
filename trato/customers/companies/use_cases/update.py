"""Changing companies, one or many."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.companies.events import CompanyChanged
from trato.customers.companies.models import Company
from trato.customers.companies.use_cases.create import wait_for_parents
from trato.customers.companies.use_cases.parents import refuse_rings
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


@use_case(right="customers.edit_companies")
def update_companies(
    updates: Sequence[RecordUpdate], *, by: Actor, adding: bool = False, change_set: UUID | None = None
) -> list[SavedRecord]:
    """`adding` (a file) never takes anything away. Refused as a whole when one row is."""
    kind = record_kind("company")
    ids = [update.id for update in updates]
    prepared = prepare_rows(kind, [update.values for update in updates], by=by, ids=ids)
    for row in prepared:
        if "name" in row.columns and not row.columns["name"]:
            row.problems["name"] = _("A company needs a name.")
    refuse_problems(prepared)
    fill_team(prepared)
    held = Company.objects.filter(pk__in=ids).values_list("parent_id", flat=True)
    wait_for_parents(prepared, by=by, held=set(held), are_new=False)
    for update, row in zip(updates, prepared, strict=True):
        if row.columns.get("parent") and str(row.columns["parent"]) == str(update.id):
            row.problems["parent"] = _("A company is not its own parent.")
    refuse_problems(prepared)
    refuse_rings(ids, prepared)
    refuse_problems(prepared)
    saved = update_records(kind, updates, prepared, by=by, adding=adding, change_set=change_set)
    publish_all(
        [
            CompanyChanged(
                company_id=each.id,
                subject_id=each.id,
                subject_version=each.version,
                fields=each.fields,
                stage=str(row.columns.get("lifecycle_stage") or "") if "lifecycle_stage" in each.fields else "",
                change_set=change_set,
            )
            for each, row in zip(saved, prepared, strict=True)
            if each.fields
        ],
        by=by,
        quietly=len(saved) > 1,
    )
    return saved
