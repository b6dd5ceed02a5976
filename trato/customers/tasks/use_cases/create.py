"""New tasks, one or many."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from trato.customers.about.linking import link_about
from trato.customers.tasks.events import TaskCreated
from trato.customers.tasks.models import DONE, OPEN, Task
from trato.customers.tasks.queries import when_to_remind
from trato.customers.tasks.use_cases.rhythm import check_repeating, mean_days, refuse_undated
from trato.foundation.public import (
    Actor,
    PreparedRow,
    SavedRecord,
    fill_team,
    insert_records,
    link_references,
    prepare_rows,
    publish_all,
    record_kind,
    refuse_problems,
    use_case,
)
from trato.kit.clock import now


@use_case(right="customers.create_tasks")
def create_tasks(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None = None, sources: Sequence[str] = ()
) -> list[SavedRecord]:
    """All of them or, when one is refused, none. Values are by field name."""
    kind = record_kind("task")
    prepared = prepare_rows(kind, rows, by=by)
    for row in prepared:
        if not row.columns.get("name"):
            row.problems.setdefault("name", _("Say what is to be done."))
        begin(row, by)
        agree_on_due(row, by, None)
        check_repeating(row)
        refuse_undated(row, due_on=None, repeats="")
    link_references(kind, prepared, by=by)
    link_about(prepared, by=by)
    refuse_problems(prepared)
    fill_team(prepared)
    saved = insert_records(kind, prepared, by=by, change_set=change_set, sources=sources)
    ids = [each.id for each in saved]
    done = [each.id for each, row in zip(saved, prepared, strict=True) if row.columns["state"] == DONE]
    Task.objects.filter(pk__in=done).update(done_at=now())
    mean_days(ids)
    set_reminders(ids)
    publish_all(
        [
            TaskCreated(
                contact_id=row.columns.get("contact"),
                company_id=row.columns.get("company"),
                subject_id=each.id,
                subject_version=1,
                change_set=change_set,
            )
            for each, row in zip(saved, prepared, strict=True)
        ],
        by=by,
        quietly=len(saved) > 1,
    )
    return saved


def begin(row: PreparedRow, by: Actor) -> None:
    for name, beginning in (("state", OPEN), ("priority", "normal")):
        row.columns[name] = row.columns.get(name) or beginning
    if by.kind == "user":
        row.columns.setdefault("owner", by.id)


def agree_on_due(row: PreparedRow, by: Actor, day_before: date | None) -> None:
    """A moment says its day, where the writer lives; another day alone takes the moment away."""
    columns = row.columns
    if columns.get("due_at"):
        columns["due_on"] = columns["due_at"].astimezone(ZoneInfo(by.time_zone)).date()
    elif "due_on" in columns and columns["due_on"] != day_before:
        columns["due_at"] = None


def set_reminders(ids: Sequence[UUID]) -> None:
    """Works out anew when each is to be reminded of. What was told is not told again."""
    tasks = list(Task.objects.filter(pk__in=ids).select_related("owner"))
    moment, moved = now(), []
    for task in tasks:
        when = when_to_remind(task, moment)
        if when != task.reminds_at:
            task.reminds_at = when
            moved.append(task)
    Task.objects.bulk_update(moved, ["reminds_at"], batch_size=1_000)
