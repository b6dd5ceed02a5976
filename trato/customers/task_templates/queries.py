"""Questions about templates of tasks."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trato.customers.task_templates.models import TaskTemplate
from trato.foundation.public import NotFound


def templates() -> QuerySet[TaskTemplate]:
    """By name. Everybody who makes tasks may use them all."""
    return TaskTemplate.objects.filter(deleted_at=None).prefetch_related("lines__user").order_by("name", "id")


def template_of(template_id: UUID) -> TaskTemplate:
    found = templates().filter(pk=template_id).first()
    if found is None:
        raise NotFound(_("There is no such template."))
    return found


def lines_of(template: TaskTemplate) -> list[dict[str, Any]]:
    """As they are given and as a change row keeps them."""
    return [
        {
            "name": line.name,
            "details": line.details,
            "days": line.days,
            "priority": line.priority,
            "owner_rule": line.owner_rule,
            "user": str(line.user_id) if line.user_id else "",
        }
        for line in template.lines.order_by("place", "id")
    ]
