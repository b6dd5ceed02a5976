"""Keep what went wrong with jobs. Written beside the job, whose own transaction is lost with its failure."""

from django.db import transaction

from trato.foundation.jobs.models import JobTrouble

MOST_TEXT = 2_000


def record_trouble(job_id: int, *, task: str, attempt: int, problem: Exception) -> None:
    text = f"{type(problem).__name__}: {problem}".replace("\0", "")[:MOST_TEXT]
    with transaction.atomic():
        JobTrouble.objects.create(job_id=job_id, task=task, attempt=attempt, problem=text)


def record_loss(job_id: int, *, task: str, attempt: int) -> int:
    """Its worker fell silent. Answers how many workers it has lost, this one included."""
    with transaction.atomic():
        JobTrouble.objects.create(job_id=job_id, task=task, attempt=attempt, problem="WorkerLost", is_loss=True)
        return JobTrouble.objects.filter(job_id=job_id, is_loss=True).count()
