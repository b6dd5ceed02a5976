"""Change sets in the background."""

from uuid import UUID

from procrastinate.contrib.django import app

from trato.foundation.change_sets.running import run_to_the_end
from trato.foundation.change_sets.use_cases.run import JOB
from trato.foundation.jobs.retrying import LONG, PATIENTLY


@app.task(name=JOB, retry=PATIENTLY, queue=LONG)
def carry_change_set_out(change_set_id: str) -> None:
    """A second run goes on where the first one fell."""
    run_to_the_end(UUID(change_set_id))
