"""What surrounds every job in a worker: its fence, and the memory of what went wrong."""

import logging
import os
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection, transaction
from procrastinate import JobContext
from procrastinate.exceptions import JobRetry

from trato.foundation.fencing import CURRENT, Attempt, LateAttempt, refuse_late_attempt
from trato.foundation.jobs.recording import record_trouble

log = logging.getLogger("trato.worker")


def within_its_attempt(call_next: Callable[[], Any], context: JobContext, _worker: Any) -> Any:
    """procrastinate's middleware for tasks."""
    try:
        return run_fenced(call_next, job_id=context.job.id or 0, task=context.job.task_name, tried=context.job.attempts)
    except LateAttempt as late:
        # Whatever else this process holds was given away with this job; to end at once is the only safe thing it can
        # do, for procrastinate would now write its outcome over the other's. The group starts a new one.
        log.warning("A worker woke too late (%s); it ends", late)
        os._exit(75)


def run_fenced(do: Callable[[], Any], *, job_id: int, task: str, tried: int) -> Any:
    token = CURRENT.set(Attempt(job_id, tried))
    try:
        result = do()
        with transaction.atomic():
            refuse_late_attempt()
        return result
    except LateAttempt:
        raise  # no trouble: another has the job
    except Exception as problem:
        _end_if_late()
        if not isinstance(problem, JobRetry):  # another shall have it
            _remember(problem, job_id=job_id, task=task, attempt=tried + 1)
        raise
    finally:
        CURRENT.reset(token)


def _end_if_late() -> None:
    """Who was frozen in the middle of a transaction wakes to a session that the server has ended: it fails for that,
    and what procrastinate would write of it now is about a job that another has."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    try:
        with transaction.atomic():
            refuse_late_attempt()
    except DatabaseError as gone:
        log.warning("Whose a job is cannot be asked now: %s", gone)


def _remember(problem: Exception, *, job_id: int, task: str, attempt: int) -> None:
    try:
        record_trouble(job_id, task=task, attempt=attempt, problem=problem)
    except DatabaseError as gone:
        log.warning("What stopped job %s could not be kept (%s): %s", job_id, gone, problem)
