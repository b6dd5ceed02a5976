"""Settings → Jobs and Readers, as an administrator sees them."""

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from trato.foundation.events.models import ReaderCursor
from trato.foundation.jobs.models import JobTrouble
from trato.foundation.public import Reader, User, contributions

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client, ada: User) -> Client:
    client.force_login(ada)
    return client


def parked() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " values ('default', 'foundation.run_import', '{}', 'failed', 8) returning id"
        )
        (number,) = cursor.fetchone()
    JobTrouble.objects.create(job_id=number, task="foundation.run_import", attempt=8, problem="OSError: disk <full>")
    return int(number)


def test_a_parked_job_tells_why_and_can_be_tried_again(administrator: Client) -> None:
    number = parked()

    page = administrator.get("/settings/jobs/").content.decode()
    assert "Bring a file in" in page
    assert "OSError: disk &lt;full&gt;" in page
    answer = administrator.post(f"/settings/jobs/{number}/retry/", follow=True)

    assert "starts as soon as a worker is free" in answer.content.decode()
    assert ProcrastinateJob.objects.get(pk=number).status == "todo"


def test_a_job_can_be_cancelled(administrator: Client) -> None:
    number = parked()

    answer = administrator.post(f"/settings/jobs/{number}/cancel/", follow=True)

    assert "will not run" in answer.content.decode()
    assert ProcrastinateJob.objects.get(pk=number).status == "cancelled"


def test_what_comes_by_the_clock_is_shown_and_that_nobody_works(administrator: Client) -> None:
    page = administrator.get("/settings/jobs/").content.decode()

    assert "Make room in the event log ahead of time" in page
    assert "No worker has been heard of" in page


def test_a_lost_worker_is_told_in_words(administrator: Client) -> None:
    JobTrouble.objects.filter(job_id=parked()).update(is_loss=True)

    assert "Its worker was killed or fell silent." in administrator.get("/settings/jobs/").content.decode()


def test_every_reader_is_listed_and_a_failed_one_can_be_tried_now(administrator: Client) -> None:
    readers = contributions(Reader)
    if not readers:
        assert "No module reads the log." in administrator.get("/settings/readers/").content.decode()
        return
    ReaderCursor.objects.update_or_create(name=readers[0].name, defaults={"failures": 2, "problem": "KeyError: 'x'"})

    page = administrator.get("/settings/readers/").content.decode()
    answer = administrator.post(f"/settings/readers/{readers[0].name}/retry/", follow=True)

    assert all(reader.name in page for reader in readers)
    assert "Failed 2 times" in page
    assert "is tried again now" in answer.content.decode()


def test_the_settings_lead_there_for_those_who_may(administrator: Client, alice: User) -> None:
    assert "/settings/jobs/" in administrator.get("/settings/").content.decode()
    administrator.force_login(alice)
    assert "/settings/jobs/" not in administrator.get("/settings/").content.decode()
