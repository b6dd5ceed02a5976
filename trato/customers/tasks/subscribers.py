"""What tasks learn from the log, and what is told of them."""

from collections.abc import Sequence

from trato.customers.tasks.models import Task
from trato.customers.tasks.use_cases.remind import move_reminders_of
from trato.foundation.public import SYSTEM, Notice, ReadEvent, notify

MOVES = ("foundation.user_changed",)
DUE = "customers.task_due"


def follow_time_zones(events: Sequence[ReadEvent]) -> None:
    people = {event.subject_id for event in events if event.subject_id and "time_zone" in event.data.get("fields", ())}
    move_reminders_of(sorted(people), by=SYSTEM)


def tell_of_due_tasks(events: Sequence[ReadEvent]) -> None:
    """Whoever owns it now; each reminder is a line of its own."""
    owners = dict(
        Task.objects.filter(pk__in=[event.subject_id for event in events], is_standing=True, owner__isnull=False)
        .order_by("pk")
        .values_list("pk", "owner_id")
    )
    notices = [
        Notice(
            kind=DUE,
            user_id=owners[event.subject_id],
            subject_type="task",
            subject_id=event.subject_id,
            source_id=event.id,
            actor_id=None,
            at=event.at,
        )
        for event in events
        if event.subject_id in owners
    ]
    notify(notices, by=SYSTEM)
