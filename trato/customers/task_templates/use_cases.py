"""Making templates of tasks, and applying one to contacts or companies."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.about.queries import CUSTOMERS, talked_about
from trato.customers.task_templates.events import TaskTemplateApplied, TaskTemplateDeleted, TaskTemplateSaved
from trato.customers.task_templates.models import CHOSEN, ME, OWNER_RULES, THEIRS, TaskTemplate, TemplateLine
from trato.customers.task_templates.queries import lines_of, template_of
from trato.customers.tasks.models import PRIORITIES
from trato.customers.tasks.use_cases.create import create_tasks
from trato.foundation.public import (
    Actor,
    ChangeSet,
    NotFound,
    SavedRecord,
    User,
    publish,
    record_and_publish,
    record_kind,
    refuse_erased,
    today_of,
    use_case,
)
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.kit.text import clean_text

MOST_LINES = 50
LONGEST_NAME = 300
FURTHEST = 3_650  # days before or after the day on which it is applied
MOST_RECORDS = 200  # in one go: with 50 tasks each that is what one transaction writes in a second or two


class TemplateRefused(DomainError):
    """That cannot be a template."""


@use_case(right="customers.manage_tasks")
def save_template(
    name: str, lines: Sequence[Mapping[str, Any]], *, by: Actor, template_id: UUID | None = None
) -> TaskTemplate:
    """All its lines anew. Tasks that were made of it before stay as they are."""
    called = clean_text(name).strip()
    if not called or len(called) > LONGEST_NAME:
        raise TemplateRefused(_("A template needs a name of at most 300 characters."), field="name")
    checked = [_line(line, number) for number, line in enumerate(lines)]
    if not 1 <= len(checked) <= MOST_LINES:
        raise TemplateRefused(_("A template has from 1 to %(most)s tasks.") % {"most": MOST_LINES}, field="lines")
    template = template_of(template_id) if template_id else TaskTemplate(name=called)
    before = {"name": template.name, "lines": lines_of(template)} if template_id else {}
    template.name, template.updated_at = called, now()
    template.version += 1 if template_id else 0
    template.save()
    template.lines.all().delete()
    TemplateLine.objects.bulk_create(
        TemplateLine(template=template, place=place, **line) for place, line in enumerate(checked)
    )
    after = {"name": called, "lines": lines_of(template)}
    act = "update" if template_id else "create"
    record_and_publish(TaskTemplateSaved(subject_id=template.id), by=by, act=act, before=before, after=after)
    return template


@use_case(right="customers.manage_tasks")
def delete_template(template_id: UUID, *, by: Actor) -> None:
    template = template_of(template_id)
    template.deleted_at = now()
    template.save(update_fields=["deleted_at"])
    record_and_publish(TaskTemplateDeleted(subject_id=template.id), by=by, act="trash", after={})


@use_case(right="customers.create_tasks")
def apply_template(template_id: UUID, kind: str, ids: Sequence[UUID], *, by: Actor) -> ChangeSet:
    """Its tasks about each of the records, as one act that can be undone."""
    template, records = template_of(template_id), _records(kind, ids, by)
    change_set = ChangeSet.objects.create(
        kind="template",
        label=_("Tasks of “%(name)s”") % {"name": template.name},
        actor_kind=by.kind,
        actor_id=by.id,
        door=by.door,
        record_type="task",
    )
    made = _made(template, kind, records, by=by, change_set=change_set.id)
    change_set.total, change_set.counts, change_set.finished_at = len(made), {"created": len(made)}, now()
    change_set.save(update_fields=["total", "counts", "finished_at"])
    return change_set


@use_case(right="customers.create_tasks")
def give_tasks(template_id: UUID, kind: str, ids: Sequence[UUID], *, by: Actor, change_set: UUID) -> int:
    """Some of those that somebody chose from a list. Answers about how many of them there are tasks now."""
    template, records = template_of(template_id), _seen(kind, ids, by)
    _made(template, kind, records, by=by, change_set=change_set)
    return len(records)


def _made(
    template: TaskTemplate, kind: str, records: Sequence[Any], *, by: Actor, change_set: UUID
) -> list[SavedRecord]:
    lines = list(template.lines.order_by("place", "id"))
    made = create_tasks(
        [_task(line, kind, record, by) for record in records for line in lines], by=by, change_set=change_set
    )
    publish(TaskTemplateApplied(subject_id=template.id, records=len(records), change_set=change_set), by=by)
    return made


def _records(kind: str, ids: Sequence[UUID], by: Actor) -> list[Any]:
    if kind not in (*CUSTOMERS, *talked_about()):
        raise TemplateRefused(_("Tasks are not about such records."), field="kind")
    wanted = list(dict.fromkeys(ids))
    if not 1 <= len(wanted) <= MOST_RECORDS:
        raise TemplateRefused(_("From 1 to %(most)s records at once.") % {"most": MOST_RECORDS}, field="ids")
    found = _seen(kind, wanted, by)
    if len(found) < len(wanted):
        refuse_erased(*wanted)
        raise NotFound(_("There is no such record, or it is not yours to see."))
    return found


def _seen(kind: str, ids: Sequence[UUID], by: Actor) -> list[Any]:
    model: Any = record_kind(kind).model()
    return list(model.objects.seen_by(by).filter(pk__in=list(ids), is_standing=True).order_by("sort_key", "id"))


def _task(line: TemplateLine, kind: str, record: Any, by: Actor) -> dict[str, Any]:
    owner = {ME: by.id, THEIRS: record.owner_id or by.id, CHOSEN: line.user_id}[line.owner_rule]
    due_on = today_of(by) + timedelta(days=line.days)
    values = {"name": line.name, "details": line.details, "priority": line.priority, "due_on": due_on}
    return {**values, kind: record.id, **({"owner": owner} if owner else {})}


def _line(given: Mapping[str, Any], number: int) -> dict[str, Any]:
    name = clean_text(str(given.get("name") or "")).strip()
    field = f"lines.{number}"
    if not name or len(name) > LONGEST_NAME:
        raise TemplateRefused(_("Say what is to be done, in at most 300 characters."), field=field)
    rule, priority = given.get("owner_rule") or ME, given.get("priority") or "normal"
    if rule not in dict(OWNER_RULES) or priority not in dict(PRIORITIES):
        raise TemplateRefused(_("That is none of the choices."), field=field)
    user = _user(given.get("user"), field) if rule == CHOSEN else None
    details = clean_text(str(given.get("details") or ""))[:10_000]
    days = _days(given.get("days"), field)
    return {"name": name, "details": details, "days": days, "priority": priority, "owner_rule": rule, "user_id": user}


def _days(given: Any, field: str) -> int:
    text = str(given if given not in (None, "") else 0).strip()
    if not text.removeprefix("-").isdecimal() or len(text) > 5 or abs(int(text)) > FURTHEST:
        raise TemplateRefused(_("A number of days is needed, at most ten years."), field=field)
    return int(text)


def _user(given: Any, field: str) -> UUID:
    try:
        wanted = UUID(str(given))
    except ValueError:
        wanted = None
    if wanted is None or not User.objects.filter(pk=wanted, is_active=True).exists():
        raise TemplateRefused(_("Choose a colleague whose task it is."), field=field)
    return wanted
