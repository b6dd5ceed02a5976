"""Reminders fall due by the clock: each once, whoever is killed in between."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F

from trato.customers.tasks.events import TaskReminded
from trato.customers.tasks.models import OPEN, Task
from trato.customers.tasks.queries import when_to_remind
from trato.foundation.public import SYSTEM, Actor, publish_all, refuse_people, use_case
from trato.kit.clock import now

CHUNK = 500


def remind_of_tasks() -> int:
    """All that are due now, chunk by chunk; those another worker has in hand are its own. Returns how many."""
    reminded = 0
    while chunk := remind_of_some_tasks(by=SYSTEM):
        reminded += chunk
    return reminded


@use_case()
def remind_of_some_tasks(*, by: Actor) -> int:
    """The mark and the fact commit together: a killed worker leaves both or neither."""
    refuse_people(by)
    due = Task.objects.filter(reminds_at__lte=now()).select_for_update(skip_locked=True).order_by("reminds_at", "id")
    tasks = list(due.values_list("id", "version", "contact_id", "company_id")[:CHUNK])
    ids = [task[0] for task in tasks]
    waiting = set(Task.objects.filter(pk__in=ids, state=OPEN, is_standing=True).values_list("pk", flat=True))
    Task.objects.filter(pk__in=ids).update(reminded_for=F("reminds_at"), reminds_at=None)
    events = [
        TaskReminded(contact_id=contact, company_id=company, subject_id=id_, subject_version=version)
        for id_, version, contact, company in tasks
        if id_ in waiting
    ]
    publish_all(events, by=by)
    return len(tasks)


@use_case()
def move_reminders_of(user_ids: Sequence[UUID], *, by: Actor) -> None:
    """Somebody lives in another zone now: their mornings come at other moments. What is still to come only."""
    refuse_people(by)
    tasks = list(
        Task.objects.filter(owner_id__in=user_ids, reminds_at__isnull=False, remind_at=None, due_at=None)
        .select_related("owner")
        .select_for_update(of=("self",))
        .order_by("id")
    )
    for task in tasks:
        task.reminds_at = when_to_remind(task, now()) or now()
    Task.objects.bulk_update(tasks, ["reminds_at"], batch_size=1_000)
