"""What runs, waits and is parked; what comes round by the clock; who works."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from trato.foundation.extensions.contributions import JobKind
from trato.foundation.extensions.registry import contributions
from trato.foundation.jobs.models import JobTrouble
from trato.kit.clock import now

MOST_JOBS = 200
ALIVE_WITHIN = timedelta(seconds=30)
STATES = ("doing", "failed", "todo")


@dataclass(frozen=True, kw_only=True)
class JobState:
    """`trouble` is what its last attempt ended with. A failed job is parked: it runs again when somebody says so."""

    id: int
    task: str
    label: str
    state: str
    attempts: int
    due_at: datetime | None
    facts: Mapping[str, Any]
    trouble: JobTrouble | None

    @property
    def is_parked(self) -> bool:
        return self.state == "failed"


@dataclass(frozen=True, kw_only=True)
class Schedule:
    task: str
    label: str
    cron: str
    next_at: datetime
    last_at: datetime | None


def label_of_task(task: str) -> str:
    """A task that a removed module left behind keeps its own name."""
    return next((str(kind.label) for kind in contributions(JobKind) if kind.task == task), task)


def jobs_in(state: str) -> list[JobState]:
    """Newest first where they are parked, oldest first where they wait; never more than a page of them."""
    order = "-id" if state == "failed" else "id"
    rows = list(ProcrastinateJob.objects.filter(status=state).order_by(order)[:MOST_JOBS])
    troubles = _last_troubles([row.pk for row in rows])
    return [
        JobState(
            id=row.pk,
            task=row.task_name,
            label=label_of_task(row.task_name),
            state=row.status,
            attempts=row.attempts,
            due_at=row.scheduled_at,
            facts=row.args,
            trouble=troubles.get(row.pk),
        )
        for row in rows
    ]


def _last_troubles(ids: Sequence[int]) -> dict[int, JobTrouble]:
    last = JobTrouble.objects.filter(job_id__in=ids).order_by("job_id", "-at").distinct("job_id")
    return {each.job_id: each for each in last}


def job_counts() -> dict[str, int]:
    """Counted up to what a page shows, and one more."""
    return {
        state: ProcrastinateJob.objects.filter(status=state).values("id")[: MOST_JOBS + 1].count() for state in STATES
    }


def workers_alive() -> int:
    return int(ProcrastinateWorker.objects.filter(last_heartbeat__gt=now() - ALIVE_WITHIN).count())


def schedules() -> list[Schedule]:
    app.perform_import_paths()  # type: ignore[no-untyped-call]  # only workers have every module of tasks loaded already
    last = _last_deferred()
    moment = now()
    periodic = app.periodic_registry.periodic_tasks.values()
    found = [
        Schedule(
            task=each.task.name,
            label=label_of_task(each.task.name),
            cron=each.cron,
            next_at=_next(each.cron, moment),
            last_at=last.get(each.task.name),
        )
        for each in periodic
    ]
    return sorted(found, key=lambda each: each.next_at)


def _next(cron: str, moment: datetime) -> datetime:
    from croniter import croniter

    return datetime.fromtimestamp(croniter(cron, moment.timestamp()).get_next(float), UTC)


def _last_deferred() -> dict[str, datetime]:
    with connection.cursor() as cursor:
        cursor.execute("select task_name, max(defer_timestamp) from procrastinate_periodic_defers group by task_name")
        return {name: datetime.fromtimestamp(stamp, UTC) for name, stamp in cursor.fetchall()}


def parked_summary() -> str:
    """For `trato doctor`: empty when nothing is parked."""
    parked = jobs_in("failed")
    if not parked:
        return ""
    names = ", ".join(dict.fromkeys(job.label for job in parked))
    return _("%(count)s jobs are parked (%(names)s): look at the page of jobs.") % {
        "count": len(parked),
        "names": names,
    }
