"""A job whose worker was killed is given to the next one."""

import asyncio
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from trato.foundation.jobs.rescuing import rescue_jobs_once
from trato.foundation.management.commands import worker
from trato.foundation.management.commands.worker import SILENT_AFTER, rescue_jobs

JOB_NAME = re.compile(r'^[A-Z_]*JOB = "([^"]+)"', re.MULTILINE)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_jobs(transactional_db: None) -> None:
    """Tests that commit are flushed model by model, and these tables are no model's to write."""
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


def job_of_a_worker(*, silent_for: float) -> int:
    """As a worker leaves it behind that was last heard of some seconds ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - %s * interval '1 second') returning id",
            [silent_for],
        )
        (worker_id,) = cursor.fetchone()
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status, worker_id)"
            " values ('default', 'foundation.run_import', '{}', 'doing', %s) returning id",
            [worker_id],
        )
        (job_id,) = cursor.fetchone()
    return int(job_id)


def look(*, seconds: float = 0) -> None:
    async def once() -> None:
        worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # the Django connector has it
        async with worker_app.open_async():
            if not seconds:
                await rescue_jobs_once(worker_app, silent_after=SILENT_AFTER)
                return
            rescue = asyncio.create_task(rescue_jobs(worker_app))
            await asyncio.sleep(seconds)
            rescue.cancel()

    asyncio.run(once())


def test_a_job_whose_worker_fell_silent_waits_for_another() -> None:
    job_of_a_worker(silent_for=SILENT_AFTER + 1)

    look()

    assert ProcrastinateJob.objects.get().status == "todo"


def test_a_job_in_hand_is_left_alone() -> None:
    job_of_a_worker(silent_for=1)

    look()

    assert ProcrastinateJob.objects.get().status == "doing"


def test_a_worker_killed_a_moment_ago_is_noticed_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next worker is up within a second, when the dead one's last word is still fresh."""
    monkeypatch.setattr(worker, "HEARTBEAT", 0.1)
    monkeypatch.setattr(worker, "SILENT_AFTER", 2.0)
    job_of_a_worker(silent_for=1)

    look(seconds=2.5)

    assert ProcrastinateJob.objects.get().status == "todo"


def test_every_task_that_a_job_can_name_is_known_to_the_worker() -> None:
    """Deferring by name does not need the function; running it does."""
    app.perform_import_paths()

    named = {text for file in Path(settings.PACKAGE).rglob("*.py") for text in JOB_NAME.findall(file.read_text())}
    assert named
    assert named <= set(app.tasks)
