"""Imports in the background."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from trato.foundation.imports.running import run_to_the_end
from trato.foundation.imports.use_cases.run import JOB


# A lost database is back in seconds; five tries in one second would all meet its absence.
@app.task(name=JOB, retry=RetryStrategy(max_attempts=8, exponential_wait=2))
def bring_file_in(import_id: str) -> None:
    """A second run goes on where the first one fell."""
    run_to_the_end(UUID(import_id))
