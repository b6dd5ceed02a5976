"""Exports in the background, and the end of their files."""

from uuid import UUID

from procrastinate.contrib.django import app

from trato.foundation.exports.running import run_export_to_the_end
from trato.foundation.exports.use_cases import JOB, forget_old_exports
from trato.foundation.jobs.retrying import LONG, PATIENTLY


@app.task(name=JOB, queue=LONG, retry=PATIENTLY)
def write_export(export_id: str) -> None:
    """A second run begins a file of its own."""
    run_export_to_the_end(UUID(export_id))


@app.periodic(cron="25 * * * *")
@app.task(name="foundation.forget_exports", queueing_lock="forget_exports", pass_context=False, retry=PATIENTLY)
def forget_exports(timestamp: int) -> None:
    forget_old_exports()
