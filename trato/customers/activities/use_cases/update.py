"""Changing calls and meetings, one or many; that they were held or called off is a change of their state."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.about.linking import link_about
from trato.customers.activities.models import CALL, HELD, PLANNED
from trato.customers.activities.queries import contacts_in, customers_of
from trato.customers.activities.use_cases.create import check_activities, set_reminders
from trato.customers.activities.use_cases.linking import link_participants
from trato.customers.activities.use_cases.telling import told_changed
from trato.foundation.public import (
    Actor,
    PreparedRow,
    RecordUpdate,
    SavedRecord,
    fill_team,
    link_references,
    prepare_rows,
    publish_all,
    record_kind,
    refuse_problems,
    update_records,
    use_case,
)

NEVER_EMPTY = {"state": PLANNED, "type": CALL}
ABOUT_TIME = {"starts_at", "remind_at", "state"}


@use_case(right="customers.edit_activities")
def update_activities(
    updates: Sequence[RecordUpdate], *, by: Actor, adding: bool = False, change_set: UUID | None = None
) -> list[SavedRecord]:
    """`adding` (a file) never takes anything away. Refused as a whole when one row is."""
    kind = record_kind("activity")
    prepared = prepare_rows(kind, [update.values for update in updates], by=by)
    for row in prepared:
        _check(row)
    check_activities(prepared)
    link_references(kind, prepared, by=by)
    link_about(prepared, by=by, held=customers_of([each.id for each in updates]))
    link_participants(prepared, by=by)
    refuse_problems(prepared)
    fill_team(prepared)
    before = contacts_in([each.id for each in updates])
    saved = update_records(kind, updates, prepared, by=by, adding=adding, change_set=change_set)
    set_reminders([each.id for each in saved if ABOUT_TIME & set(each.fields)])
    publish_all(list(told_changed(saved, before, change_set=change_set)), by=by, quietly=len(saved) > 1)
    return saved


def hold_activities(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[SavedRecord]:
    updates = [RecordUpdate(id=id_, values={"state": HELD}) for id_ in ids]
    return update_activities(updates, by=by, change_set=change_set)


def plan_activities_again(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[SavedRecord]:
    updates = [RecordUpdate(id=id_, values={"state": PLANNED}) for id_ in ids]
    return update_activities(updates, by=by, change_set=change_set)


def _check(row: PreparedRow) -> None:
    if "name" in row.columns and not row.columns["name"]:
        row.problems["name"] = _("Say what it is about.")
    if "starts_at" in row.columns and not row.columns["starts_at"]:
        row.problems["starts_at"] = _("Say when it begins.")
    for name, beginning in NEVER_EMPTY.items():
        if name in row.columns:
            row.columns[name] = row.columns[name] or beginning
