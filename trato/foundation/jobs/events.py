"""What administrators did with jobs."""

from dataclasses import dataclass

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class JobRetried(Event):
    kind = "foundation.job_retried"

    job: int
    task: str


@dataclass(frozen=True, kw_only=True)
class JobCancelled(Event):
    kind = "foundation.job_cancelled"

    job: int
    task: str
