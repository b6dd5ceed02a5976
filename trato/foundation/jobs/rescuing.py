"""Jobs whose worker fell silent are given to another; one that takes worker after worker with it is parked."""

import logging

from asgiref.sync import sync_to_async
from django.db import connection
from procrastinate import App
from procrastinate.jobs import Job, Status

from trato.foundation.jobs.recording import record_loss

log = logging.getLogger("trato.worker")
MOST_LOSSES = 4


async def rescue_jobs_once(worker_app: App, *, silent_after: float) -> None:
    for job in await worker_app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent_after):
        if await sync_to_async(_losses_with)(job) < MOST_LOSSES:
            log.warning("Job %s (%s) lost its worker; it runs again", job.id, job.task_name)
            await worker_app.job_manager.retry_job(job)
        else:
            log.error("Job %s (%s) lost its worker %s times; it is parked", job.id, job.task_name, MOST_LOSSES)
            await worker_app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)


def _losses_with(job: Job) -> int:
    assert job.id is not None
    try:
        return record_loss(job.id, task=job.task_name, attempt=job.attempts + 1)
    finally:
        connection.close()  # of this thread, which is seldom asked again
