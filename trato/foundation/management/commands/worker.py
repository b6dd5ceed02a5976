"""Background work: jobs and the readers of the event log."""

import asyncio
import logging
import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DEFAULT_QUEUE

from trato.foundation.events.following import Followers
from trato.foundation.extensions.contributions import Reader
from trato.foundation.extensions.registry import contributions
from trato.foundation.jobs.leaving import LEAVING
from trato.foundation.jobs.rescuing import rescue_jobs_once
from trato.foundation.jobs.retrying import LONG
from trato.foundation.jobs.running import within_its_attempt

log = logging.getLogger("trato.worker")
# A worker says every few seconds that it lives. One that was killed is seen by the next, which is up a second later.
HEARTBEAT = 3.0
SILENT_AFTER = 15.0
SHORT_AT_ONCE = 3


class Command(BaseCommand):
    help = "Run background jobs and the readers of the event log"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        readers = threading.Thread(target=Followers(contributions(Reader), stopping=stopping).run, name="readers")
        readers.start()
        try:
            asyncio.run(work())
        finally:
            stopping.set()
            readers.join()


async def work() -> None:
    """Ends on SIGTERM and SIGINT after the jobs in hand; a lost database ends it too, and the group starts it anew."""
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # the Django connector has it
    async with worker_app.open_async():
        working = [
            asyncio.create_task(take_jobs(worker_app, [DEFAULT_QUEUE], at_once=SHORT_AT_ONCE)),
            asyncio.create_task(take_jobs(worker_app, [LONG], at_once=1)),
        ]
        side = asyncio.create_task(rescue_jobs(worker_app))
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, leave, working)
        await asyncio.wait(working, return_when=asyncio.FIRST_COMPLETED)
        leave(working)
        side.cancel()
        ends = await asyncio.gather(*working, side, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end


def leave(working: Sequence["asyncio.Task[None]"]) -> None:
    LEAVING.set()
    for each in working:
        each.cancel()


async def take_jobs(worker_app: App, queues: Sequence[str], *, at_once: int) -> None:
    await worker_app.run_worker_async(
        queues=queues,
        name=queues[0],
        concurrency=at_once,
        install_signal_handlers=False,
        fetch_job_polling_interval=1.0,
        shutdown_graceful_timeout=15,
        delete_jobs="successful",
        update_heartbeat_interval=HEARTBEAT,
        stalled_worker_timeout=SILENT_AFTER,
        task_middleware=[within_its_attempt],
    )


async def rescue_jobs(worker_app: App) -> None:
    """Looks again and again: just after a worker was killed, nobody can know yet that it will not speak any more."""
    while True:
        with suppress(ConnectorException, DatabaseError):  # the worker itself ends at a lost database, and this with it
            await rescue_jobs_once(worker_app, silent_after=SILENT_AFTER)
        await asyncio.sleep(HEARTBEAT)
