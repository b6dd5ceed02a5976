"""Requests of people, and what is not kept for ever, in the background."""

from uuid import UUID

from procrastinate.contrib.django import app

from trato.customers.privacy.use_cases.answer import JOB, forget_old_answers, write_access_export
from trato.customers.privacy.use_cases.retention import apply_retention
from trato.foundation.public import LONG, PATIENTLY


@app.task(name=JOB, queue=LONG, retry=PATIENTLY)
def answer_access(export_id: str, language: str = "en") -> None:
    """A second run begins the file anew."""
    write_access_export(UUID(export_id), language=language)


@app.periodic(cron="35 2 * * *")
@app.task(name="customers.forget_answers", queueing_lock="forget_answers", pass_context=False, retry=PATIENTLY)
def forget_answers(timestamp: int) -> None:
    forget_old_answers()


@app.periodic(cron="15 3 * * *")
@app.task(name="customers.retention", queue=LONG, queueing_lock="retention", pass_context=False, retry=PATIENTLY)
def retention(timestamp: int) -> None:
    """One that was cut off goes on the next night: what it did is not found again."""
    apply_retention()
