"""Reminders of tasks: at their moment, once, whatever happens to clocks and workers."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from trato.customers.public import (
    Task,
    complete_tasks,
    create_tasks,
    remind_of_tasks,
    reopen_tasks,
    trash_tasks,
    update_tasks,
)
from trato.customers.tasks.use_cases.remind import remind_of_some_tasks
from trato.customers.tests.reading import Readers
from trato.foundation.public import (
    SYSTEM,
    Actor,
    LoggedEvent,
    Notification,
    RecordUpdate,
    User,
    news_of,
    run_readers,
    set_preferences,
)
from trato.kit.testing.frozen_clock import FrozenClock, frozen_clock

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Any:
    with frozen_clock(MONDAY) as clock:
        yield clock


def made(by: Actor, **values: Any) -> Task:
    (saved,) = create_tasks([{"name": "Call back", **values}], by=by)
    return Task.objects.get(pk=saved.id)


def reminded() -> int:
    return LoggedEvent.objects.filter(kind="customers.task_reminded").count()


def when(task: Task) -> str:
    task.refresh_from_db()
    return task.reminds_at.astimezone(UTC).isoformat() if task.reminds_at else ""


def test_a_day_is_reminded_of_at_nine_where_the_owner_lives(clock: FrozenClock, alice: User) -> None:
    alice.time_zone = "America/New_York"
    alice.save()

    assert when(made(alice.acting(), due_on="2026-11-24")) == "2026-11-24T14:00:00+00:00"


def test_a_moment_is_reminded_of_itself_and_the_asked_time_comes_first(clock: FrozenClock, as_alice: Actor) -> None:
    assert when(made(as_alice, due_at="2026-11-24T15:00")) == "2026-11-24T15:00:00+00:00"
    asked = made(as_alice, due_on="2026-11-24", remind_at="2026-11-23T18:30")
    assert when(asked) == "2026-11-23T18:30:00+00:00"


def test_what_is_past_already_is_not_reminded_of(clock: FrozenClock, as_alice: Actor) -> None:
    assert when(made(as_alice, due_on="2020-01-01")) == ""
    assert when(made(as_alice, due_on="")) == ""


def test_each_is_reminded_of_once(clock: FrozenClock, as_alice: Actor) -> None:
    task = made(as_alice, due_on="2026-11-23")
    assert remind_of_tasks() == 0

    clock.advance(timedelta(hours=3))
    assert (remind_of_tasks(), remind_of_tasks()) == (1, 0)
    update_tasks([RecordUpdate(id=task.id, values={"name": "Call again", "priority": "high"})], by=as_alice)
    assert (remind_of_tasks(), reminded()) == (0, 1)


def test_a_clock_that_jumps_tells_nothing_twice(clock: FrozenClock, as_alice: Actor) -> None:
    task = made(as_alice, due_on="2026-11-24")
    clock.advance(timedelta(days=365))
    assert remind_of_tasks() == 1

    clock.advance(-timedelta(days=365))
    complete_tasks([task.id], by=as_alice)
    reopen_tasks([task.id], by=as_alice)
    clock.advance(timedelta(days=2))
    assert (remind_of_tasks(), reminded()) == (0, 1)


def test_another_day_is_another_reminder(clock: FrozenClock, as_alice: Actor) -> None:
    task = made(as_alice, due_on="2026-11-23")
    clock.advance(timedelta(hours=4))
    remind_of_tasks()
    update_tasks([RecordUpdate(id=task.id, values={"due_on": "2026-11-25"})], by=as_alice)
    clock.advance(timedelta(days=2))

    assert (remind_of_tasks(), reminded()) == (1, 2)


@pytest.mark.parametrize("end", [complete_tasks, trash_tasks])
def test_what_is_done_or_thrown_away_is_not_reminded_of(clock: FrozenClock, as_alice: Actor, end: Any) -> None:
    task = made(as_alice, due_on="2026-11-23")
    end([task.id], by=as_alice)
    clock.advance(timedelta(days=1))

    assert (remind_of_tasks(), reminded()) == (0, 0)


def test_who_moves_to_another_zone_is_reminded_in_its_morning(clock: FrozenClock, alice: User) -> None:
    task = made(alice.acting(), due_on="2026-11-24")
    set_preferences(by=alice.acting(), time_zone="Asia/Tokyo")
    Readers().run()

    assert when(task) == "2026-11-24T00:00:00+00:00"


def test_the_reminder_is_news_for_its_owner_in_words(clock: FrozenClock, alice: User) -> None:
    made(alice.acting(), due_on="2026-11-23")
    clock.advance(timedelta(hours=4))
    remind_of_tasks()
    Readers().run()

    (line,) = news_of(alice.acting()).told
    assert line.sentence == "Call back is due: Nov 23, 2026"
    assert line.url.startswith("/tasks/")


def test_thousands_are_told_in_chunks(clock: FrozenClock, as_alice: Actor) -> None:
    create_tasks([{"name": f"Call {n}", "due_on": "2026-11-23"} for n in range(1_200)], by=as_alice)
    clock.advance(timedelta(hours=4))

    assert remind_of_tasks() == reminded() == 1_200


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_all_or_nothing(as_alice: Actor) -> None:
    with frozen_clock(MONDAY) as clock:
        made(as_alice, due_on="2026-11-23")
        clock.advance(timedelta(hours=4))
        with pytest.raises(RuntimeError):
            _remind_and_die()
        assert reminded() == 0

        assert (remind_of_tasks(), reminded()) == (1, 1)
        run_readers()
        assert Notification.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_not_tell_the_same_task(as_alice: Actor) -> None:
    with frozen_clock(MONDAY) as clock:
        create_tasks([{"name": f"Call {n}", "due_on": "2026-11-23"} for n in range(60)], by=as_alice)
        clock.advance(timedelta(hours=4))
        workers = [threading.Thread(target=_remind_and_leave) for _each in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    assert reminded() == 60


@transaction.atomic
def _remind_and_die() -> None:
    assert remind_of_some_tasks(by=SYSTEM) == 1
    raise RuntimeError("killed before the commit")


def _remind_and_leave() -> None:
    remind_of_tasks()
    connection.close()
