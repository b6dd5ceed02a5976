"""What templates of tasks add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.customers.task_templates.acts import TASKS_ACT
from trato.customers.task_templates.events import TaskTemplateDeleted, TaskTemplateSaved
from trato.foundation.public import Permission, RestRouter, SettingsLink


def _router() -> Any:
    from trato.customers.task_templates.rest import router

    return router


contributions = [
    TASKS_ACT,
    RestRouter(prefix="/task-templates", router=_router, order=37),
    SettingsLink(
        label=_("Templates of tasks"),
        says=_("Lists of tasks that are made at once: what is done with every new customer."),
        url_name="customers:task_templates",
        icon="checkbox",
        right="customers.manage_tasks",
        events=(TaskTemplateSaved.kind, TaskTemplateDeleted.kind),
        order=61,
    ),
    Permission(
        name="customers.manage_tasks",
        label=_("Make templates of tasks"),
        group=_("Customers"),
        reaches=False,
        order=45,
    ),
]
