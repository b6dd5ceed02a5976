"""What is known about a task, declared once."""

from django.utils.translation import gettext_lazy as _

from trato.customers.shared_fields import shared_fields
from trato.customers.tasks.models import PRIORITIES, STATES, Task
from trato.customers.tasks.use_cases.create import create_tasks
from trato.customers.tasks.use_cases.trash import restore_tasks, trash_tasks
from trato.customers.tasks.use_cases.update import update_tasks
from trato.foundation.public import Field, FieldType, RecordKind

TASK_SECTION = _("Task")
ALIKE = ("owner", "team", "created_at", "updated_at")

_ABOUT = {
    name: f"(select json_build_object('id', c.id, 'name', c.name) from customers_{name} c where c.id = r.{name}_id)"  # noqa: S608  # constants
    for name in ("contact", "company")
}

FIELDS = [
    Field(
        name="name",
        label=_("Task"),
        type=FieldType.TEXT,
        sql="r.name",
        column="name",
        section=TASK_SECTION,
        required=True,
        sortable=True,
        sort_sql="r.sort_key",
        searchable=True,
        listed=True,
        quick=True,
        warehouse="name",
        also=("subject", "title", "task name", "asunto", "tarea"),
    ),
    Field(
        name="due_on",
        label=_("Due"),
        type=FieldType.DAY,
        sql="r.due_on",
        column="due_on",
        section=TASK_SECTION,
        sortable=True,
        sort_sql="r.due_on",
        listed=True,
        quick=True,
        icon="calendar",
        warehouse="due_on",
        also=("due date", "due", "deadline", "fecha de vencimiento"),
    ),
    Field(
        name="due_at",
        label=_("Due at"),
        type=FieldType.MOMENT,
        sql="r.due_at",
        column="due_at",
        section=TASK_SECTION,
        sortable=True,
        sort_sql="r.due_at",
        help=_("Only when the hour matters."),
        warehouse="due_at",
    ),
    Field(
        name="remind_at",
        label=_("Remind at"),
        type=FieldType.MOMENT,
        sql="r.remind_at",
        column="remind_at",
        section=TASK_SECTION,
        help=_("Without it the owner is reminded when the task is due: of a day, at nine in the morning."),
        also=("reminder", "reminder date"),
    ),
    Field(
        name="priority",
        label=_("Priority"),
        type=FieldType.CHOICE,
        choices=PRIORITIES,
        sql="r.priority",
        column="priority",
        section=TASK_SECTION,
        listed=True,
        quick=True,
        warehouse="priority",
        also=("prioridad",),
    ),
    Field(
        name="state",
        label=_("State"),
        type=FieldType.CHOICE,
        choices=STATES,
        sql="r.state",
        column="state",
        section=TASK_SECTION,
        listed=True,
        warehouse="state",
        also=("status", "estado"),
    ),
    Field(
        name="contact",
        label=_("Contact"),
        type=FieldType.REFERENCE,
        refers_to="contact",
        sql=_ABOUT["contact"],
        column="contact_id",
        section=TASK_SECTION,
        listed=True,
        quick=True,
        icon="users",
        also=("contact name", "associated contact", "contacto"),
    ),
    Field(
        name="company",
        label=_("Company"),
        type=FieldType.REFERENCE,
        refers_to="company",
        sql=_ABOUT["company"],
        column="company_id",
        section=TASK_SECTION,
        listed=True,
        icon="building",
        also=("company name", "account", "associated company", "empresa"),
    ),
    Field(
        name="details",
        label=_("Details"),
        type=FieldType.LONG_TEXT,
        sql="r.details",
        column="details",
        section=TASK_SECTION,
        searchable=True,
        also=("description", "notes", "body", "descripción"),
    ),
    *(field for field in shared_fields() if field.name in ALIKE),
    Field(
        name="done_at",
        label=_("Completed"),
        type=FieldType.MOMENT,
        sql="r.done_at",
        importable=False,
        editable=False,
        warehouse="done_at",
    ),
]

TASK = RecordKind(
    name="task",
    plural="tasks",
    module="customers",
    label=_("Task"),
    label_plural=_("Tasks"),
    icon="checkbox",
    order=30,
    model=lambda: Task,
    fields=FIELDS,
    create=create_tasks,
    update=update_tasks,
    trash=trash_tasks,
    restore=restore_tasks,
    default_sort="due_on",
    has_tree_of_merges=False,
    sections=(TASK_SECTION, next(field.section for field in shared_fields() if field.name == "owner")),
    subtitle=("contact", "company"),
    headline=("state", "due_on", "owner"),
    face="sign",
    opens_with={"state": ("open",)},
    opens_with_label=_("To do"),
    empty_hint=_("A task is something somebody is to do: what, by when, who, and about whom."),
)
