"""What keeps jobs honest: the fence of an attempt, the memory of troubles, parking, and what administrators do."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import ANY

import pytest
from django.db import OperationalError, connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import JobRetry
from procrastinate.retry import RetryDecision

from trato.foundation.fencing import CURRENT, Attempt, LateAttempt, refuse_late_attempt
from trato.foundation.jobs.leaving import LEAVING, step_aside_if_leaving
from trato.foundation.jobs.models import JobTrouble
from trato.foundation.jobs.queries import job_counts, jobs_in, parked_summary, schedules, workers_alive
from trato.foundation.jobs.recording import KEPT, forget_troubles
from trato.foundation.jobs.rescuing import MOST_LOSSES, rescue_jobs_once
from trato.foundation.jobs.running import run_fenced
from trato.foundation.jobs.use_cases.mend import JobNotWaiting, cancel_job, retry_job
from trato.foundation.public import SYSTEM, Actor, JobKind, LoggedEvent, NotAllowed, NotFound, contributions
from trato.foundation.use_cases import use_case
from trato.kit.clock import now

TASK = "foundation.run_import"


@pytest.fixture(autouse=True)
def _no_jobs(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


def job(status: str = "doing", *, attempts: int = 0, task: str = TASK) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " values ('default', %s, '{}', %s, %s) returning id",
            [task, status, attempts],
        )
        return int(cursor.fetchone()[0])


def given_to_another(job_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set attempts = attempts + 1 where id = %s", [job_id])


def as_attempt(job_id: int, do: Callable[[], Any]) -> Any:
    return run_fenced(do, job_id=job_id, task=TASK, tried=0)


@use_case()
def change_something(*, by: Actor) -> str:
    return "changed"


def test_a_change_outside_of_jobs_has_no_fence() -> None:
    assert change_something(by=SYSTEM) == "changed"


def test_an_attempt_that_still_has_its_job_may_write() -> None:
    assert as_attempt(job(), lambda: change_something(by=SYSTEM)) == "changed"


def test_an_attempt_that_woke_too_late_writes_nothing() -> None:
    mine = job()

    def woken() -> str:
        given_to_another(mine)
        return change_something(by=SYSTEM)

    with pytest.raises(LateAttempt):
        as_attempt(mine, woken)
    assert not JobTrouble.objects.exists(), "nobody is to look at it: the other one has the job"


def test_an_attempt_whose_job_was_given_away_at_its_very_end_does_not_say_that_it_is_done() -> None:
    mine = job()

    with pytest.raises(LateAttempt):
        as_attempt(mine, lambda: given_to_another(mine))


@pytest.mark.parametrize(
    "problem", [OperationalError("the session was ended"), JobRetry(RetryDecision())], ids=["a lost session", "put off"]
)
def test_whatever_fails_in_a_job_that_another_has_is_only_late(problem: Exception) -> None:
    """Else its outcome would be written over the other's."""
    mine = job()

    def woken() -> None:
        given_to_another(mine)
        raise problem

    with pytest.raises(LateAttempt):
        as_attempt(mine, woken)
    assert not JobTrouble.objects.exists()


def test_a_job_that_is_put_off_is_no_trouble() -> None:
    def put_off() -> None:
        raise JobRetry(RetryDecision())

    with pytest.raises(JobRetry):
        as_attempt(job(), put_off)
    assert not JobTrouble.objects.exists()


def test_the_fence_ends_with_the_attempt() -> None:
    mine = job()
    with pytest.raises(ValueError, match="broken"):
        as_attempt(mine, lambda: int("broken"))

    assert CURRENT.get() is None
    refuse_late_attempt()


def test_a_job_that_is_done_or_deleted_is_nobodys() -> None:
    token = CURRENT.set(Attempt(job("succeeded"), 0))
    try:
        with pytest.raises(LateAttempt):
            refuse_late_attempt()
    finally:
        CURRENT.reset(token)


def test_why_an_attempt_failed_is_kept() -> None:
    mine = job()

    with pytest.raises(ValueError, match="broken"):
        as_attempt(mine, lambda: int("broken"))

    (trouble,) = JobTrouble.objects.all()
    assert (trouble.job_id, trouble.attempt, trouble.is_loss) == (mine, 1, False)
    assert trouble.problem.startswith("ValueError: ")


def test_a_trouble_that_no_database_could_hold_is_kept_without_what_it_cannot() -> None:
    def fail() -> None:
        raise ValueError("a\0b" + "x" * 5_000)

    with pytest.raises(ValueError):  # noqa: PT011  # the text is the point, and it is 5,000 long
        as_attempt(job(), fail)

    assert JobTrouble.objects.get().problem.startswith("ValueError: abxxx")


def test_troubles_of_jobs_that_are_gone_are_forgotten_after_some_weeks() -> None:
    held, gone = job("failed"), 999_999
    old, recent = now() - KEPT - timedelta(days=1), now() - timedelta(days=1)
    for job_id, at in ((held, old), (held, recent), (gone, old), (gone, recent)):
        JobTrouble.objects.create(job_id=job_id, task=TASK, attempt=1, problem="ValueError", at=at)

    assert forget_troubles() == 1

    assert JobTrouble.objects.filter(job_id=held).count() == 2, "one may still look at it"
    assert JobTrouble.objects.get(job_id=gone).at == recent


def test_a_long_job_steps_aside_only_when_its_worker_leaves() -> None:
    mine = job()
    as_attempt(mine, step_aside_if_leaving)

    LEAVING.set()
    try:
        step_aside_if_leaving()  # outside of jobs nobody waits for us
        with pytest.raises(JobRetry):
            as_attempt(mine, step_aside_if_leaving)
        assert not JobTrouble.objects.exists()
    finally:
        LEAVING.clear()


@pytest.mark.django_db(transaction=True)
def test_a_job_that_loses_worker_after_worker_is_parked() -> None:
    mine = job()

    async def lose() -> None:
        worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # the Django connector has it
        async with worker_app.open_async():
            await rescue_jobs_once(worker_app, silent_after=15)

    for number in range(MOST_LOSSES):
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_jobs set status = 'doing'")
        asyncio.run(lose())
        expected = "failed" if number == MOST_LOSSES - 1 else "todo"
        assert ProcrastinateJob.objects.get(pk=mine).status == expected

    (parked,) = jobs_in("failed")
    assert parked.is_parked
    assert parked.trouble is not None
    assert parked.trouble.is_loss
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


def test_a_parked_job_starts_anew_with_all_its_tries(as_ada: Actor) -> None:
    mine = job("failed", attempts=8)
    JobTrouble.objects.create(job_id=mine, task=TASK, attempt=8, problem="WorkerLost", is_loss=True)

    assert retry_job(mine, by=as_ada) == TASK

    held = ProcrastinateJob.objects.get(pk=mine)
    assert (held.status, held.attempts) == ("todo", 0)
    assert not JobTrouble.objects.filter(is_loss=True).exists()
    assert LoggedEvent.objects.get(kind="foundation.job_retried").data == {"job": mine, "task": TASK}


def test_a_job_that_is_cancelled_does_not_run(as_ada: Actor) -> None:
    mine = job("todo")

    cancel_job(mine, by=as_ada)

    assert ProcrastinateJob.objects.get(pk=mine).status == "cancelled"
    assert LoggedEvent.objects.filter(kind="foundation.job_cancelled").count() == 1


@pytest.mark.parametrize("act", [retry_job, cancel_job])
def test_a_job_that_runs_is_left_alone(act: Callable[..., str], as_ada: Actor) -> None:
    with pytest.raises(JobNotWaiting):
        act(job("doing"), by=as_ada)


@pytest.mark.parametrize("act", [retry_job, cancel_job])
def test_a_job_that_is_gone_is_not_found(act: Callable[..., str], as_ada: Actor) -> None:
    with pytest.raises(NotFound):
        act(10**12, by=as_ada)


@pytest.mark.parametrize("act", [retry_job, cancel_job])
def test_who_does_not_look_after_jobs_cannot(act: Callable[..., str], as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        act(job("failed"), by=as_alice)


def test_jobs_are_told_by_state_in_words() -> None:
    waiting, parked = job("todo"), job("failed", task="removed.module")

    assert [(each.id, each.label) for each in jobs_in("todo")] == [(waiting, "Bring a file in")]
    assert [(each.id, each.label) for each in jobs_in("failed")] == [(parked, "removed.module")]
    assert job_counts() == {"doing": 0, "failed": 1, "todo": 1}
    assert "removed.module" in parked_summary()


def test_a_worker_counts_while_it_is_heard() -> None:
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (now()), (now() - interval '1 hour')")

    assert workers_alive() == 1


def test_what_comes_by_the_clock_says_when_next() -> None:
    found = schedules()

    assert {each.task for each in found} >= {"trato.foundation.jobs.tasks.prepare_the_log"}
    assert all(now() < each.next_at < now() + timedelta(days=370) for each in found)
    assert found == sorted(found, key=lambda each: each.next_at)
    assert found[0].last_at in (None, ANY)


def test_every_task_is_told_in_words_and_is_tried_again_or_comes_round() -> None:
    """procrastinate's own default is one try, so a database that is away for a second would lose the job."""
    app.perform_import_paths()
    ours = {name: task for name, task in app.tasks.items() if task.func.__module__.startswith("trato.")}
    told = {kind.task for kind in contributions(JobKind)}
    periodic = {each.task.name for each in app.periodic_registry.periodic_tasks.values()}

    assert set(ours) - told == set(), "contribute a JobKind for each"
    assert told - set(ours) == set(), "these tasks are gone"
    assert {name for name, task in ours.items() if task.retry_strategy is None} - periodic == set()
