"""Calls and meetings into the trash and back."""

from collections.abc import Sequence
from uuid import UUID

from trato.customers.activities.events import ActivityRestored, ActivityTrashed
from trato.customers.activities.models import Activity
from trato.customers.activities.use_cases.create import set_reminders
from trato.foundation.public import (
    Actor,
    SavedRecord,
    publish_all,
    record_kind,
    restore_records,
    trash_records,
    use_case,
)


@use_case(right="customers.delete_activities")
def trash_activities(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> None:
    _tell(trash_records(record_kind("activity"), ids, by=by, change_set=change_set), ActivityTrashed, by)


@use_case(right="customers.delete_activities")
def restore_activities(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[str]:
    """Nothing of a call can be taken by another meanwhile, so nothing is left out."""
    _tell(restore_records(record_kind("activity"), ids, by=by, change_set=change_set), ActivityRestored, by)
    return []


def _tell(saved: Sequence[SavedRecord], told: type[ActivityTrashed] | type[ActivityRestored], by: Actor) -> None:
    set_reminders([each.id for each in saved])
    rows = Activity.objects.in_bulk([each.id for each in saved])
    events = [
        told(
            contact_id=rows[each.id].contact_id,
            company_id=rows[each.id].company_id,
            subject_id=each.id,
            subject_version=each.version,
        )
        for each in saved
    ]
    publish_all(events, by=by)
