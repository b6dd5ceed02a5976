"""Questions about tasks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trato.customers.about.queries import customers_and_others
from trato.customers.companies.models import Company
from trato.customers.contacts.queries import members_of
from trato.customers.tasks.models import OPEN, Task
from trato.foundation.public import STANDING, Actor, NotFound, Notification, record_kind, tell_records
from trato.kit.clock import now

IN_THE_MORNING = time(9)  # when a task that is due on a day, at no hour of it, is said again
MOST = 10
COUNTED = 1_000


def when_to_remind(task: Task, moment: datetime) -> datetime | None:
    """At the moment asked for, else when it is due. Never for what is past already: an import brings old tasks."""
    when = task.remind_at or task.due_at or _morning_of(task)
    is_waiting = task.state == OPEN and task.deleted_at is None and task.owner_id is not None
    return when if is_waiting and when and when > moment and when != task.reminded_for else None


def _morning_of(task: Task) -> datetime | None:
    """Of its day, where its owner lives."""
    if task.due_on is None:
        return None
    zone = ZoneInfo(task.owner.time_zone if task.owner else "UTC")
    return datetime.combine(task.due_on, IN_THE_MORNING, zone).astimezone(UTC)


def task_seen_by(task_id: UUID, actor: Actor) -> Task:
    found = Task.objects.seen_by(actor).select_related("owner").filter(pk=task_id).first()
    if found is None:
        raise NotFound(_("There is no such task, or it is not yours to see."))
    return found


def tasks_of_contact(contact_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    return _told(Task.objects.filter(contact_id__in=members_of(contact_id)), actor, {"contact": str(contact_id)})


def tasks_of_company(company_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    members = Company.objects.filter(Q(pk=company_id) | Q(root_id=company_id)).values("id")
    return _told(Task.objects.filter(company_id__in=members), actor, {"company": str(company_id)})


def tasks_about(kind: str, id_: UUID, actor: Actor) -> Mapping[str, object] | None:
    """About a record of another kind than contact and company."""
    return _told(Task.objects.filter(about_kind=kind, about_id=id_), actor, {kind: str(id_)})


def _told(tasks: QuerySet[Task], actor: Actor, about: Mapping[str, str]) -> dict[str, object] | None:
    """The open ones, the soonest first; nothing where there is none."""
    waiting = tasks.seen_by(actor).filter(STANDING, state=OPEN)  # type: ignore[attr-defined]  # a TaskQuerySet
    first = list(waiting.select_related("owner").order_by(F("due_on").asc(nulls_last=True), "due_at", "id")[:MOST])
    if not first:
        return None
    ids = [task.id for task in first]
    mine = set(Task.objects.within(actor, "customers.edit_tasks").filter(pk__in=ids).values_list("pk", flat=True))
    count = waiting.order_by()[: COUNTED + 1].count()
    found = [task_line(task, may_complete=task.id in mine) for task in first]
    return {"tasks": found, "count": f"{COUNTED:,}+" if count > COUNTED else str(count), "about": dict(about)}


def task_line(task: Task, *, may_complete: bool) -> dict[str, Any]:
    return {"task": task, "is_late": is_late(task), "due": _due_in_words(task), "may_complete": may_complete}


def is_late(task: Task) -> bool:
    """A day is over when it is over where the reader lives."""
    if task.is_done or task.due_on is None:
        return False
    return task.due_at < now() if task.due_at else task.due_on < timezone.localtime(now()).date()


def page_about(task: Task) -> str:
    """The page on which it stands: of what it is about, or its own."""
    kind, id_ = next(iter(about_of(task)), ("task", task.id))
    return reverse("web:record", args=[record_kind(kind).plural, id_])


def about_of(task: Task) -> Sequence[tuple[str, UUID]]:
    """The records whose story it is part of."""
    return customers_and_others(task)


def tell_tasks(notifications: Sequence[Notification], reader: Actor) -> Mapping[UUID, Mapping[str, Any]]:
    """As `tell_records`, with what is known of when."""
    told = tell_records(notifications, reader)
    tasks = Task.objects.in_bulk([each.subject_id for each in notifications])
    return {
        each.id: {**told[each.id], "due": _due_in_words(tasks[each.subject_id])}
        for each in notifications
        if each.id in told and each.subject_id in tasks
    }


def _due_in_words(task: Task) -> str:
    language = get_language() or "en"
    if task.due_at:
        return str(format_datetime(timezone.localtime(task.due_at), "short", locale=language.replace("-", "_")))
    return str(format_date(task.due_on, "medium", locale=language.replace("-", "_"))) if task.due_on else ""
