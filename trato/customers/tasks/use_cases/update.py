"""Changing tasks, one or many; completing and reopening them is a change of their state."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.about.linking import link_about
from trato.customers.tasks.events import TaskChanged, TaskCompleted, TaskReopened
from trato.customers.tasks.models import DONE, OPEN, Task
from trato.customers.tasks.use_cases.create import agree_on_due, set_reminders
from trato.customers.tasks.use_cases.repeat import follow_tasks, take_back_followers
from trato.customers.tasks.use_cases.rhythm import ABOUT_REPEATING, check_repeating, mean_days, refuse_undated
from trato.foundation.public import (
    Actor,
    Event,
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
from trato.kit.clock import now

NEVER_EMPTY = {"state": OPEN, "priority": "normal"}
About = Mapping[UUID, tuple[UUID | None, UUID | None]]
ABOUT_TIME = {"due_on", "due_at", "remind_at", "owner", "state"}


@use_case(right="customers.edit_tasks")
def update_tasks(
    updates: Sequence[RecordUpdate], *, by: Actor, adding: bool = False, change_set: UUID | None = None
) -> list[SavedRecord]:
    """`adding` (a file) never takes anything away. Refused as a whole when one row is."""
    kind = record_kind("task")
    prepared = prepare_rows(kind, [update.values for update in updates], by=by)
    rows = Task.objects.filter(pk__in=[each.id for each in updates])
    before = {id_: (day, repeats) for id_, day, repeats in rows.values_list("pk", "due_on", "repeats")}
    formerly = _about(updates)
    for update, row in zip(updates, prepared, strict=True):
        day, repeats = before.get(update.id, (None, ""))
        _check(row)
        agree_on_due(row, by, day)
        refuse_undated(row, due_on=day, repeats=repeats)
    link_references(kind, prepared, by=by)
    link_about(prepared, by=by, held=[formerly.get(each.id, (None, None)) for each in updates])
    refuse_problems(prepared)
    fill_team(prepared)
    saved = update_records(kind, updates, prepared, by=by, adding=adding, change_set=change_set)
    _follow(saved, prepared)
    publish_all(_events(saved, prepared, change_set, formerly), by=by, quietly=len(saved) > 1)
    _repeat(saved, prepared)
    return saved


def complete_tasks(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[SavedRecord]:
    return update_tasks([RecordUpdate(id=id_, values={"state": DONE}) for id_ in ids], by=by, change_set=change_set)


def reopen_tasks(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[SavedRecord]:
    return update_tasks([RecordUpdate(id=id_, values={"state": OPEN}) for id_ in ids], by=by, change_set=change_set)


def _check(row: PreparedRow) -> None:
    check_repeating(row)
    if "name" in row.columns and not row.columns["name"]:
        row.problems["name"] = _("Say what is to be done.")
    for name, beginning in NEVER_EMPTY.items():
        if name in row.columns:
            row.columns[name] = row.columns[name] or beginning


def _follow(saved: Sequence[SavedRecord], rows: Sequence[PreparedRow]) -> None:
    """When it was done, and when it is to be reminded of, follow from what was changed."""
    states = {each.id: row.columns["state"] for each, row in zip(saved, rows, strict=True) if "state" in each.fields}
    Task.objects.filter(pk__in=[id_ for id_, state in states.items() if state == DONE]).update(done_at=now())
    Task.objects.filter(pk__in=[id_ for id_, state in states.items() if state == OPEN]).update(done_at=None)
    set_reminders([each.id for each in saved if ABOUT_TIME & set(each.fields)])


def _repeat(saved: Sequence[SavedRecord], rows: Sequence[PreparedRow]) -> None:
    mean_days([each.id for each in saved if ABOUT_REPEATING & set(each.fields)])
    states = {each.id: row.columns["state"] for each, row in zip(saved, rows, strict=True) if "state" in each.fields}
    follow_tasks([id_ for id_, state in states.items() if state == DONE])
    take_back_followers([id_ for id_, state in states.items() if state == OPEN])


def _about(those: Sequence[RecordUpdate | SavedRecord]) -> About:
    """The contact and the company of each."""
    rows = Task.objects.filter(pk__in=[each.id for each in those]).values_list("pk", "contact_id", "company_id")
    return {id_: (contact, company) for id_, contact, company in rows}


def _events(
    saved: Sequence[SavedRecord], rows: Sequence[PreparedRow], change_set: UUID | None, formerly: About
) -> list[Event]:
    """Completing is a fact of its own; what else was changed with it is told beside it."""
    changed = [(each, row) for each, row in zip(saved, rows, strict=True) if each.fields]
    about = _about([each for each, _row in changed])
    events: list[Event] = []
    for each, row in changed:
        contact, company = about[each.id]
        former_contact, former_company = formerly.get(each.id, (None, None))
        fields = tuple(name for name in each.fields if name != "state")
        if fields:
            events.append(
                TaskChanged(
                    contact_id=contact,
                    company_id=company,
                    subject_id=each.id,
                    subject_version=each.version,
                    fields=fields,
                    former_contact=former_contact if former_contact != contact else None,
                    former_company=former_company if former_company != company else None,
                    change_set=change_set,
                )
            )
        if "state" in each.fields:
            told = TaskCompleted if row.columns["state"] == DONE else TaskReopened
            events.append(
                told(
                    contact_id=contact,
                    company_id=company,
                    subject_id=each.id,
                    subject_version=each.version,
                    change_set=change_set,
                )
            )
    return events
