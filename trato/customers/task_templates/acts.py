"""A template's tasks for many records, as an act that can be looked at first, stopped and undone."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.customers.about.queries import CUSTOMERS, talked_about
from trato.customers.task_templates.queries import templates
from trato.customers.task_templates.use_cases import give_tasks
from trato.foundation.public import Actor, BulkAct, ChangeSetRefused, Field, FieldType, RecordKind

GIVE_TASKS = "give_tasks"
MOST_OFFERED = 500


def _fields(kind: RecordKind, by: Actor) -> list[Field]:
    offered = [(str(each.id), each.name) for each in templates()[:MOST_OFFERED]]
    if not offered:
        return []
    label = gettext_lazy("Template of tasks")
    return [Field(name="template", label=label, type=FieldType.CHOICE, sql="''", choices=offered, required=True)]


def _check(kind: RecordKind, values: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    wanted = str(values.get("template") or "")
    known = [code for spec in _fields(kind, by) for code, _name in spec.choices]
    if set(values) != {"template"} or wanted not in known:
        raise ChangeSetRefused(_("Choose one of the templates."), field="template")
    return {"template": wanted}


def _give(kind: RecordKind, ids: Sequence[UUID], values: Mapping[str, Any], *, by: Actor, change_set: UUID) -> int:
    return give_tasks(UUID(values["template"]), kind.name, ids, by=by, change_set=change_set)


def _nothing(kind: RecordKind, ids: Sequence[UUID], *, of: UUID, undo: UUID, by: Actor) -> int:
    """The records themselves were not changed; the tasks that were made go into the trash as records of their own."""
    return 0


TASKS_ACT = BulkAct(
    name=GIVE_TASKS,
    label=gettext_lazy("Give tasks"),
    icon="list-check",
    kinds=CUSTOMERS,
    more_kinds=talked_about,
    right="customers.create_tasks",
    fields=_fields,
    check=_check,
    do=_give,
    undo=_nothing,
    order=30,
)
