"""Sample customers have tasks, calls and meetings behind them and ahead."""

import pytest

from trato.customers.public import Activity, Task, complete_tasks
from trato.foundation.public import Actor, load_sample_data, remove_sample_data
from trato.kit.clock import now


@pytest.fixture
def loaded(as_ada: Actor) -> Actor:
    load_sample_data(by=as_ada)
    return as_ada


def test_there_is_work_behind_and_ahead_and_on_the_day_of_who_loads_it(loaded: Actor) -> None:
    open_tasks, meetings = Task.objects.filter(state="open"), Activity.objects.filter(state="planned")

    assert Task.objects.filter(state="done", done_at__lt=now()).count() > 50
    assert Activity.objects.filter(state="held", starts_at__lt=now()).count() > 50
    assert 20 < open_tasks.count() < 100
    assert meetings.filter(starts_at__gt=now()).count() == meetings.count() > 10
    assert open_tasks.filter(owner_id=loaded.id).exclude(repeats="").count() == 2
    assert Task.objects.exclude(owner_id=loaded.id).filter(contact=None).count() == 0


def test_a_sample_task_that_somebody_changed_stays(loaded: Actor) -> None:
    task = Task.objects.filter(state="open", owner_id=loaded.id, repeats="").first()
    assert task is not None
    complete_tasks([task.id], by=loaded)

    assert task.name in remove_sample_data(by=loaded)
    assert list(Task.objects.all()) == [task]
    assert not Activity.objects.exists()
