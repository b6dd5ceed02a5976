"""Erasing in the background."""

from uuid import UUID

from procrastinate.contrib.django import app

from trato.foundation.erasure.running import run_erasure_to_the_end
from trato.foundation.erasure.use_cases.erase import JOB
from trato.foundation.jobs.retrying import LONG, PATIENTLY


@app.task(name=JOB, queue=LONG, retry=PATIENTLY)
def erase(erasure_id: str) -> None:
    """A second run goes on where the first one fell."""
    run_erasure_to_the_end(UUID(erasure_id))
