"""Tasks into the trash and back."""

from collections.abc import Sequence
from uuid import UUID

from trato.customers.tasks.events import TaskRestored, TaskTrashed
from trato.customers.tasks.models import Task
from trato.customers.tasks.use_cases.create import set_reminders
from trato.foundation.public import (
    Actor,
    SavedRecord,
    publish_all,
    record_kind,
    restore_records,
    trash_records,
    use_case,
)


@use_case(right="customers.delete_tasks")
def trash_tasks(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> None:
    saved = trash_records(record_kind("task"), ids, by=by, change_set=change_set)
    _tell(saved, TaskTrashed, by)


@use_case(right="customers.delete_tasks")
def restore_tasks(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[str]:
    """Nothing of a task can be taken by another meanwhile, so nothing is left out."""
    _tell(restore_records(record_kind("task"), ids, by=by, change_set=change_set), TaskRestored, by)
    return []


def _tell(saved: Sequence[SavedRecord], told: type[TaskTrashed] | type[TaskRestored], by: Actor) -> None:
    ids = [each.id for each in saved]
    set_reminders(ids)
    about = {pk: about for pk, *about in Task.objects.filter(pk__in=ids).values_list("pk", "contact_id", "company_id")}
    events = [
        told(
            contact_id=about[each.id][0],
            company_id=about[each.id][1],
            subject_id=each.id,
            subject_version=each.version,
        )
        for each in saved
    ]
    publish_all(events, by=by)
