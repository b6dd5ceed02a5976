"""A task that repeats is followed by its next one when it is completed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from trato.customers.about.queries import is_there
from trato.customers.tasks.models import OPEN, Task
from trato.customers.tasks.repeating import Rhythm, weekdays_in
from trato.customers.tasks.use_cases.create import create_tasks
from trato.customers.tasks.use_cases.trash import trash_tasks
from trato.foundation.public import SYSTEM, Actor, today_of

KEPT = ("name", "details", "priority", "repeats", "repeats_every", "repeats_on", "repeats_until")


def follow_tasks(ids: Sequence[UUID]) -> None:
    """What was completed is there again, due on its next day; made by the clockwork, for whom it was."""
    followed = set(Task.objects.filter(follows_id__in=ids, deleted_at=None).values_list("follows_id", flat=True))
    repeating = Task.objects.filter(pk__in=ids, due_on__isnull=False).exclude(repeats="").exclude(pk__in=followed)
    by_zone: dict[str, list[Task]] = defaultdict(list)
    for task in repeating.select_related("owner").order_by("id"):
        by_zone[task.owner.time_zone if task.owner else "UTC"].append(task)
    for zone, tasks in by_zone.items():
        _make_next(tasks, zone)


def _make_next(tasks: Sequence[Task], zone: str) -> None:
    clockwork = replace(SYSTEM, time_zone=zone)
    due = [(task, values) for task in tasks if (values := _next_of(task, zone, clockwork))]
    made = create_tasks([values for _task, values in due], by=clockwork) if due else []
    days = {each.id: (task.id, task.repeats_day) for each, (task, _values) in zip(made, due, strict=True)}
    followers = list(Task.objects.filter(pk__in=list(days)))
    for follower in followers:
        follower.follows_id, follower.repeats_day = days[follower.id]
    Task.objects.bulk_update(followers, ["follows", "repeats_day"])


def take_back_followers(ids: Sequence[UUID]) -> None:
    """What is open again needs no next one: it goes, unless somebody has begun with it."""
    untouched = Task.objects.filter(follows_id__in=ids, deleted_at=None, state=OPEN, version=1)
    if followers := list(untouched.values_list("pk", flat=True)):
        trash_tasks(followers, by=SYSTEM)


def _next_of(task: Task, zone: str, clockwork: Actor) -> dict[str, Any] | None:
    if task.due_on is None or task.repeats_left == 1:
        return None
    rhythm = Rhythm(
        repeats=task.repeats,
        day=task.repeats_day or task.due_on.day,
        every=task.repeats_every or 1,
        on=weekdays_in(task.repeats_on),
        until=task.repeats_until,
    )
    day = rhythm.next_after(task.due_on, not_before=today_of(clockwork))
    if day is None:
        return None
    values: dict[str, Any] = {name: getattr(task, name) for name in KEPT if getattr(task, name)}
    values |= {name: getattr(task, f"{name}_id") for name in ("contact", "company", "owner", "team")}
    if is_there(task.about_kind, task.about_id):
        values[task.about_kind] = task.about_id
    values["due_on"] = day
    for name in ("due_at", "remind_at"):
        if moment := getattr(task, name):
            values[name] = _moved(moment, zone, (day - task.due_on).days)
    return values | ({"repeats_left": task.repeats_left - 1} if task.repeats_left else {})


def _moved(moment: datetime, zone: str, days: int) -> datetime:
    """At the same hour of the clock on the wall, whatever the clocks do in between."""
    here = moment.astimezone(ZoneInfo(zone))
    return datetime.combine(date.fromordinal(here.date().toordinal() + days), here.time(), ZoneInfo(zone))
