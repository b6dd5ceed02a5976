"""Tomorrow is soon enough: the day of a task moves on, its hour stays."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from trato.customers.tasks.models import Task
from trato.customers.tasks.use_cases.update import update_tasks
from trato.foundation.public import Actor, RecordUpdate, SavedRecord, today_of


def postpone_tasks(ids: Sequence[UUID], *, by: Actor) -> list[SavedRecord]:
    """To tomorrow; what is due later, or at no time, to the day after."""
    tasks = Task.objects.filter(pk__in=ids)
    updates = [RecordUpdate(id=task.id, values=_later(task, by)) for task in tasks]
    return update_tasks(updates, by=by)


def put_back_tasks(dues: dict[UUID, tuple[str, str]], *, by: Actor) -> list[SavedRecord]:
    """On the days and at the moments at which they were due before, as texts."""
    updates = [
        RecordUpdate(id=id_, values={"due_at": moment} if moment else {"due_on": day})
        for id_, (day, moment) in dues.items()
    ]
    return update_tasks(updates, by=by)


def _later(task: Task, by: Actor) -> dict[str, Any]:
    day = _next_day(task.due_on, by)
    if task.due_at is None:
        return {"due_on": day}
    here = task.due_at.astimezone(ZoneInfo(by.time_zone))
    return {"due_at": datetime.combine(day, here.time(), ZoneInfo(by.time_zone))}


def _next_day(due_on: date | None, by: Actor) -> date:
    return max(due_on or date.min, today_of(by)) + timedelta(days=1)
