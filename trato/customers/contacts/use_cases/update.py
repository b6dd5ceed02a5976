"""Changing contacts, one or many."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.contacts.events import ContactChanged
from trato.customers.contacts.use_cases.companies import link_companies
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


@use_case(right="customers.edit_contacts")
def update_contacts(
    updates: Sequence[RecordUpdate], *, by: Actor, adding: bool = False, change_set: UUID | None = None
) -> list[SavedRecord]:
    """`adding` (a file) never takes anything away. Refused as a whole when one row is."""
    kind = record_kind("contact")
    ids = [update.id for update in updates]
    prepared = prepare_rows(kind, [update.values for update in updates], by=by, ids=ids)
    for row in prepared:
        if "name" in row.columns and not row.columns["name"]:
            row.problems["name"] = _("A contact needs a name.")
    refuse_problems(prepared)
    fill_team(prepared)
    firms = link_companies(prepared, by=by, change_set=change_set)
    saved = update_records(kind, updates, prepared, by=by, adding=adding, change_set=change_set)
    publish_all(
        [
            ContactChanged(
                contact_id=each.id,
                company_id=firm,
                subject_id=each.id,
                subject_version=each.version,
                fields=each.fields,
                stage=str(row.columns.get("lifecycle_stage") or "") if "lifecycle_stage" in each.fields else "",
                change_set=change_set,
            )
            for each, row, firm in zip(saved, prepared, firms, strict=True)
            if each.fields
        ],
        by=by,
        quietly=len(saved) > 1,
    )
    return saved
