"""Keep what went wrong with jobs. Written beside the job, whose own transaction is lost with its failure."""

from datetime import timedelta

from django.db import connection, transaction

from trato.foundation.jobs.models import JobTrouble
from trato.kit.clock import now

MOST_TEXT = 2_000
KEPT = timedelta(days=30)


def record_trouble(job_id: int, *, task: str, attempt: int, problem: Exception) -> None:
    text = f"{type(problem).__name__}: {problem}".replace("\0", "")[:MOST_TEXT]
    with transaction.atomic():
        JobTrouble.objects.create(job_id=job_id, task=task, attempt=attempt, problem=text)


def record_loss(job_id: int, *, task: str, attempt: int) -> int:
    """Its worker fell silent. Answers how many workers it has lost, this one included."""
    with transaction.atomic():
        JobTrouble.objects.create(job_id=job_id, task=task, attempt=attempt, problem="WorkerLost", is_loss=True)
        return JobTrouble.objects.filter(job_id=job_id, is_loss=True).count()


def forget_troubles() -> int:
    """Of jobs that are no more, after some weeks in which one may still ask. Answers how many went."""
    statement = """delete from foundation_jobtrouble t where t.at < %s
      and not exists (select from procrastinate_jobs j where j.id = t.job_id)"""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [now() - KEPT])
        return int(cursor.rowcount)
