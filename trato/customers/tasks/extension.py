"""What tasks add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.customers.tasks.events import (
    TaskChanged,
    TaskCompleted,
    TaskCreated,
    TaskReminded,
    TaskReopened,
    TaskRestored,
    TaskTrashed,
)
from trato.customers.tasks.kind import TASK
from trato.customers.tasks.models import OPEN, Task
from trato.customers.tasks.queries import tasks_of_company, tasks_of_contact, tell_tasks
from trato.customers.tasks.subscribers import DUE, MOVES, follow_time_zones, tell_of_due_tasks
from trato.foundation.public import (
    CustomerPanel,
    JobKind,
    NavigationItem,
    NotificationKind,
    Permission,
    Reader,
    RecordAct,
    RestRouter,
    TimelineGroup,
    TimelineKind,
)

CUSTOMERS = _("Customers")


def _router() -> Any:
    from trato.customers.tasks.rest import router

    return router


def _tasks_told() -> Any:
    """A line of a story says the name and no more."""
    return Task.objects.only("id", "name", "about_kind", "about_id")


contributions = [
    TASK,
    RestRouter(prefix="/tasks", router=_router, order=35),
    NavigationItem(
        label=_("Tasks"),
        url_name="web:list",
        url_kwargs={"plural": "tasks"},
        icon="checkbox",
        right="customers.see_tasks",
        group=CUSTOMERS,
        key="t",
        order=30,
    ),
    NavigationItem(
        label=_("My day"),
        url_name="customers:my_day",
        icon="sun",
        right="customers.see_tasks",
        key="d",
        on_phone=True,
        order=5,
    ),
    RecordAct(
        kind="task",
        label=_("Complete"),
        icon="check",
        key="d",
        url_name="customers:complete_task",
        when={"state": (OPEN,)},
        order=10,
    ),
    RecordAct(
        kind="task",
        label=_("Postpone"),
        icon="calendar",
        key="p",
        url_name="customers:postpone_task",
        when={"state": (OPEN,)},
        order=20,
    ),
    Permission(name="customers.see_tasks", label=_("See tasks"), group=CUSTOMERS, order=40),
    Permission(name="customers.create_tasks", label=_("Create tasks"), group=CUSTOMERS, reaches=False, order=41),
    Permission(name="customers.edit_tasks", label=_("Edit and complete tasks"), group=CUSTOMERS, order=42),
    Permission(name="customers.delete_tasks", label=_("Delete tasks"), group=CUSTOMERS, order=43),
    Permission(name="customers.export_tasks", label=_("Export tasks"), group=CUSTOMERS, order=44),
    TimelineGroup(name="tasks", label=_("Tasks"), order=20),
    *(
        TimelineKind(
            event=event.kind,
            template=f"customers/timeline/{name}.html",
            icon=icon,
            label=label,
            records=_tasks_told,
            group="tasks",
        )
        for event, name, icon, label in (
            (TaskCreated, "task_created", "checkbox", _("Task created")),
            (TaskChanged, "task_changed", "pencil", _("Task changed")),
            (TaskCompleted, "task_completed", "check", _("Task completed")),
            (TaskReopened, "task_reopened", "arrow-back-up", _("Task reopened")),
            (TaskTrashed, "task_trashed", "trash", _("Task put into the trash")),
            (TaskRestored, "task_restored", "arrow-back-up", _("Task restored")),
        )
    ),
    *(
        CustomerPanel(
            kind=kind,
            title=_("Open tasks"),
            template="customers/panels/tasks.html",
            facts=facts,
            relation=f"task.{kind}",
            order=5,
        )
        for kind, facts in (("contact", tasks_of_contact), ("company", tasks_of_company))
    ),
    NotificationKind(
        name=DUE,
        label=_("A task of mine is due"),
        icon="clock",
        template="customers/notifications/task_due.txt",
        tell=tell_tasks,
        order=20,
    ),
    Reader(name="customers.due_tasks_told", events=[TaskReminded.kind], react=tell_of_due_tasks),
    Reader(name="customers.task_reminders", events=MOVES, react=follow_time_zones),
    JobKind(task="trato.customers.tasks.tasks.remind", label=_("Remind people of their tasks")),
]
