"""What went wrong with jobs. procrastinate keeps that a job failed, not why."""

from django.db import models
from django.db.models.functions import Now

from trato.kit.records import Record


class JobTrouble(Record):
    """One failure of one attempt, or the loss of the worker that had it (`is_loss`)."""

    job_id = models.BigIntegerField()
    task = models.CharField(max_length=128)
    attempt = models.IntegerField()
    at = models.DateTimeField(db_default=Now())
    problem = models.TextField()
    is_loss = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["job_id", "-at"], name="trouble_of_job")]
