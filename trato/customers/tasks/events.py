from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class TaskCreated(Event):
    kind = "customers.task_created"
    subject_type = "task"

    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TaskChanged(Event):
    """`former_contact` and `former_company` are whom it was about before, where that changed."""

    kind = "customers.task_changed"
    subject_type = "task"

    fields: tuple[str, ...] = ()
    former_contact: UUID | None = None
    former_company: UUID | None = None
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TaskCompleted(Event):
    kind = "customers.task_completed"
    subject_type = "task"

    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TaskReopened(Event):
    kind = "customers.task_reopened"
    subject_type = "task"

    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TaskTrashed(Event):
    kind = "customers.task_trashed"
    subject_type = "task"


@dataclass(frozen=True, kw_only=True)
class TaskRestored(Event):
    kind = "customers.task_restored"
    subject_type = "task"


@dataclass(frozen=True, kw_only=True)
class TaskReminded(Event):
    """Its owner is to be told that it waits. A fact of the clock, so nobody's story tells it."""

    kind = "customers.task_reminded"
    subject_type = "task"
