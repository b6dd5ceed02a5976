"""What an administrator may do with a job."""

from django.db import connection
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.events.log import publish
from trato.foundation.jobs.events import JobCancelled, JobRetried
from trato.foundation.jobs.models import JobTrouble
from trato.foundation.use_cases import use_case
from trato.kit.clock import now
from trato.kit.errors import DomainError

RIGHT = "foundation.manage_operations"


class JobNotWaiting(DomainError):
    """It runs at this moment, or is done."""


@use_case(right=RIGHT)
def retry_job(job_id: int, *, by: Actor) -> str:
    """Now: one that is parked, or waits for its next try. Lost workers are forgiven. Answers the name of its task."""
    job = _held(job_id)
    if job.status not in ("failed", "todo"):
        raise JobNotWaiting(_("This job is running. There is nothing to start."))
    with connection.cursor() as cursor:
        cursor.execute(
            "update procrastinate_jobs set status = 'todo', scheduled_at = %s, attempts = 0 where id = %s",
            [now(), job.pk],
        )
    JobTrouble.objects.filter(job_id=job.pk, is_loss=True).update(is_loss=False)
    publish(JobRetried(job=job.pk, task=job.task_name), by=by)
    return job.task_name


@use_case(right=RIGHT)
def cancel_job(job_id: int, *, by: Actor) -> str:
    """One that waits or is parked is not run any more. What it was to do is told by its page, not undone."""
    job = _held(job_id)
    if job.status not in ("failed", "todo"):
        raise JobNotWaiting(_("This job is running. It can be cancelled when it waits or is parked."))
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'cancelled' where id = %s", [job.pk])
    publish(JobCancelled(job=job.pk, task=job.task_name), by=by)
    return job.task_name


def _held(job_id: int) -> ProcrastinateJob:
    job: ProcrastinateJob | None = ProcrastinateJob.objects.select_for_update(of=("self",)).filter(pk=job_id).first()
    if job is None:
        raise NotFound(_("This job is done or was deleted."))
    return job
