"""Imports in the background."""

from uuid import UUID

from procrastinate.contrib.django import app

from trato.foundation.imports.running import run_to_the_end
from trato.foundation.imports.use_cases.run import JOB
from trato.foundation.jobs.retrying import LONG, PATIENTLY


@app.task(name=JOB, queue=LONG, retry=PATIENTLY)
def bring_file_in(import_id: str) -> None:
    """A second run goes on where the first one fell."""
    run_to_the_end(UUID(import_id))
