"""An attempt at a job may write only while the job is still its own.

A worker that was frozen long enough has lost its jobs to another. When it wakes, its next writing transaction finds
that out here, before it writes.
"""

from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Attempt:
    """The how-manieth run of a job. `attempts` are those that ended before this one began."""

    job_id: int
    attempts: int


CURRENT: ContextVar[Attempt | None] = ContextVar("the attempt this thread works for", default=None)


class LateAttempt(Exception):
    """Another worker has this job now. Not a refusal: nobody is to be told, this one only has to stop."""


def refuse_late_attempt() -> None:
    """Nothing outside of jobs. Inside, nobody gives the job away before this transaction ends: its row is held."""
    mine = CURRENT.get()
    if mine is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select 1 from procrastinate_jobs where id = %s and attempts = %s and status = 'doing' for share",
            [mine.job_id, mine.attempts],
        )
        if cursor.fetchone() is None:
            raise LateAttempt(f"job {mine.job_id}, attempt {mine.attempts + 1}")
