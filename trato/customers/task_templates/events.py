from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class TaskTemplateSaved(Event):
    """Made or changed."""

    kind = "customers.task_template_saved"
    subject_type = "task_template"


@dataclass(frozen=True, kw_only=True)
class TaskTemplateDeleted(Event):
    kind = "customers.task_template_deleted"
    subject_type = "task_template"


@dataclass(frozen=True, kw_only=True)
class TaskTemplateApplied(Event):
    """Its tasks were made, about so many records."""

    kind = "customers.task_template_applied"
    subject_type = "task_template"

    records: int = 0
    change_set: UUID | None = None
