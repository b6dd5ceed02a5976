"""A worker that is told to end lets its long jobs step aside between two chunks, and the next one goes on with them."""

import threading

from procrastinate import RetryDecision
from procrastinate.exceptions import JobRetry

from trato.foundation.fencing import CURRENT

LEAVING = threading.Event()


def step_aside_if_leaving() -> None:
    """Call it between chunks. Outside of jobs (the `import` command) nobody waits for us."""
    if LEAVING.is_set() and CURRENT.get() is not None:
        raise JobRetry(RetryDecision(retry_in={"seconds": 0}))
