"""Background work: jobs and the readers of the event log."""

import asyncio
import logging
import threading
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from trato.foundation.events.listening import Ears
from trato.foundation.events.readers import run_readers

log = logging.getLogger("trato.worker")
LOOK_EVERY = 0.25
AFTER_AN_OUTAGE = 1.0
# A worker says every few seconds that it lives. One that was killed is seen by the next, which is up a second later.
HEARTBEAT = 3.0
SILENT_AFTER = 15.0


class Command(BaseCommand):
    help = "Run background jobs and the readers of the event log"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        readers = threading.Thread(target=read_on, args=(stopping,), name="readers")
        readers.start()
        try:
            asyncio.run(work())
        finally:
            stopping.set()
            readers.join()


async def work() -> None:
    """Ends on SIGTERM and SIGINT after the job in hand; a lost database ends it too, and the group starts it anew."""
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # the Django connector has it
    async with worker_app.open_async():
        rescue = asyncio.create_task(rescue_jobs(worker_app))
        try:
            await worker_app.run_worker_async(
                concurrency=1,
                fetch_job_polling_interval=1.0,
                shutdown_graceful_timeout=15,
                delete_jobs="successful",
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=SILENT_AFTER,
            )
        finally:
            rescue.cancel()


async def rescue_jobs(worker_app: App) -> None:
    """Looks again and again: just after a worker was killed, nobody can know yet that it will not speak any more."""
    while True:
        with suppress(ConnectorException):  # the worker itself ends at a lost database, and this with it
            await rescue_jobs_once(worker_app)
        await asyncio.sleep(HEARTBEAT)


async def rescue_jobs_once(worker_app: App) -> None:
    for job in await worker_app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_AFTER):
        log.warning("Job %s (%s) lost its worker; it runs again", job.id, job.task_name)
        await worker_app.job_manager.retry_job(job)


def read_on(stopping: threading.Event) -> None:
    """NOTIFY only hastens: the log is looked at every quarter of a second anyway."""
    ears = Ears()
    while not stopping.is_set():
        try:
            close_old_connections()
            while run_readers():
                if stopping.is_set():
                    return
            ears.wait(LOOK_EVERY)
        except DatabaseError as problem:
            log.warning("The database does not answer: %s", str(problem).strip().splitlines()[0])
            ears.close()
            stopping.wait(AFTER_AN_OUTAGE)
    ears.close()
