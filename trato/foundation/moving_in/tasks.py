"""Moves in the background."""

from uuid import UUID

from procrastinate.contrib.django import app

from trato.foundation.jobs.retrying import LONG, PATIENTLY
from trato.foundation.moving_in.running import run_move_to_the_end
from trato.foundation.moving_in.use_cases.run import JOB


@app.task(name=JOB, queue=LONG, retry=PATIENTLY)
def move_in(move_id: str) -> None:
    """A second run goes on where the first one fell."""
    run_move_to_the_end(UUID(move_id))
