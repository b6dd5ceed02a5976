"""Tasks: what is to be done, by when, by whom, about whom."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from trato.customers.public import (
    Company,
    Contact,
    Task,
    complete_tasks,
    create_tasks,
    reopen_tasks,
    restore_tasks,
    trash_tasks,
    update_tasks,
)
from trato.foundation.public import (
    Actor,
    Change,
    Filter,
    LoggedEvent,
    NotAllowed,
    NotFound,
    RecordUpdate,
    RowsRefused,
    User,
    read_page,
    record_kind,
)
from trato.kit.testing.frozen_clock import frozen_clock

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def made(by: Actor, **values: Any) -> Task:
    (saved,) = create_tasks([{"name": "Call back", **values}], by=by)
    return Task.objects.get(pk=saved.id)


def change(task: Task, by: Actor, **values: Any) -> Task:
    update_tasks([RecordUpdate(id=task.id, values=values)], by=by)
    task.refresh_from_db()
    return task


def told() -> list[str]:
    kinds = LoggedEvent.objects.filter(kind__startswith="customers.task").order_by("recorded_at", "id")
    return [kind.removeprefix("customers.task_") for kind in kinds.values_list("kind", flat=True)]


def test_a_task_belongs_to_its_maker_and_his_team_and_is_open(as_alice: Actor, alice: User, nuria: Contact) -> None:
    task = made(as_alice, contact=str(nuria.id), due_on="2026-11-30")

    assert (task.owner_id, task.team_id, task.state, task.priority) == (
        alice.id,
        alice.teams.get().id,
        "open",
        "normal",
    )
    assert (task.contact_id, str(task.due_on), task.due_at) == (nuria.id, "2026-11-30", None)


def test_it_is_told_in_the_log_of_whom_it_is_about_and_keeps_its_values(
    as_alice: Actor, nuria: Contact, bakery: Company
) -> None:
    task = made(as_alice, contact=str(nuria.id), company=str(bakery.id), due_on="2026-11-30")
    event = LoggedEvent.objects.get(kind="customers.task_created")

    assert (event.contact_id, event.company_id, event.subject_id) == (nuria.id, bakery.id, task.id)
    assert Change.objects.get(record_id=task.id).after["due_on"] == "2026-11-30"


def test_a_task_may_be_about_nobody(as_alice: Actor) -> None:
    assert made(as_alice).contact_id is None


def test_a_task_says_what_is_to_be_done(as_alice: Actor) -> None:
    with pytest.raises(RowsRefused, match="Say what is to be done"):
        create_tasks([{"name": ""}], by=as_alice)


@pytest.mark.parametrize(
    ("field", "value"),
    [("due_on", "someday"), ("due_at", "31/31/2026"), ("priority", "huge"), ("owner", "Zoe"), ("state", "lost")],
)
def test_what_cannot_be_is_refused_at_its_field(as_alice: Actor, field: str, value: str) -> None:
    with pytest.raises(RowsRefused) as refused:
        create_tasks([{"name": "Call", field: value}], by=as_alice)

    assert list(refused.value.rows[0]) == [field]


def test_a_contact_may_be_named(as_alice: Actor, nuria: Contact) -> None:
    assert made(as_alice, contact="núria bosch").contact_id == nuria.id


def test_a_name_that_several_have_or_nobody_has_is_refused(as_alice: Actor) -> None:
    with pytest.raises(RowsRefused, match="Nothing you see is called"):
        made(as_alice, contact="Nobody Known")


def test_whom_one_does_not_see_one_cannot_make_tasks_about(as_bob: Actor, nuria: Contact) -> None:
    with pytest.raises(RowsRefused, match="not yours to see"):
        made(as_bob, contact=str(nuria.id))
    with pytest.raises(RowsRefused, match="Nothing you see is called"):
        made(as_bob, contact="Núria Bosch")


def test_a_moment_is_due_on_the_day_it_has_where_the_writer_lives(alice: User) -> None:
    alice.time_zone = "Asia/Kolkata"
    task = made(alice.acting(), due_at="2026-11-30T23:30+00:00")

    assert str(task.due_on) == "2026-12-01"


def test_another_day_takes_the_hour_away_and_the_same_day_keeps_it(as_alice: Actor) -> None:
    task = made(as_alice, due_at="2026-11-30T10:00")

    assert change(task, as_alice, due_on="2026-11-30").due_at is not None
    assert change(task, as_alice, due_on="2026-12-01").due_at is None


def test_completing_says_when_and_reopening_takes_it_back(as_alice: Actor, nuria: Contact) -> None:
    task = made(as_alice, contact=str(nuria.id))
    with frozen_clock(MONDAY):
        complete_tasks([task.id], by=as_alice)
    task.refresh_from_db()
    assert (task.state, task.done_at) == ("done", MONDAY)

    reopen_tasks([task.id], by=as_alice)
    task.refresh_from_db()
    assert (task.state, task.done_at) == ("open", None)
    assert told() == ["created", "completed", "reopened"]


def test_completing_twice_tells_it_once(as_alice: Actor) -> None:
    task = made(as_alice)
    complete_tasks([task.id], by=as_alice)
    complete_tasks([task.id], by=as_alice)

    assert told() == ["created", "completed"]


def test_what_is_changed_with_the_state_is_told_beside_it(as_alice: Actor) -> None:
    change(made(as_alice), as_alice, state="done", priority="high")

    assert told() == ["created", "changed", "completed"]
    assert LoggedEvent.objects.get(kind="customers.task_changed").data["fields"] == ["priority"]


def test_a_set_is_changed_as_one_by_one(as_alice: Actor) -> None:
    saved = create_tasks([{"name": f"Call {n}"} for n in range(20)], by=as_alice)
    complete_tasks([each.id for each in saved], by=as_alice)

    assert Task.objects.filter(state="done", done_at__isnull=False).count() == 20
    assert told().count("completed") == 20


def test_into_the_trash_and_back(as_alice: Actor) -> None:
    task = made(as_alice, due_on="2030-01-01")
    trash_tasks([task.id], by=as_alice)
    task.refresh_from_db()
    assert (task.is_standing, task.reminds_at) == (False, None)

    assert restore_tasks([task.id], by=as_alice) == []
    task.refresh_from_db()
    assert task.is_standing
    assert task.reminds_at is not None


def test_who_does_not_see_a_task_does_not_find_it(as_bob: Actor, as_alice: Actor) -> None:
    task = made(as_alice)

    with pytest.raises(NotFound):
        complete_tasks([task.id], by=as_bob)
    with pytest.raises(NotFound):
        trash_tasks([task.id], by=as_bob)


def test_who_sees_a_task_below_may_not_complete_it(
    alice: User, hire: Callable[..., User], seller: Any, northern_shop: Any
) -> None:
    task = made(hire("Nora", role=seller, team=northern_shop).acting())

    with pytest.raises(NotAllowed):
        complete_tasks([task.id], by=alice.acting())


def test_without_the_right_there_are_no_tasks(as_charlie: Actor) -> None:
    with pytest.raises(NotAllowed):
        made(as_charlie)


def test_the_generic_list_sorts_them_by_day_with_those_of_no_day_last(as_alice: Actor) -> None:
    for name, day in (("late", "2026-12-01"), ("never", ""), ("soon", "2026-11-25")):
        made(as_alice, name=name, due_on=day)
    made(as_alice, name="done", state="done")
    page = read_page(
        record_kind("task"), seen_by=as_alice, columns=["name", "due_on"], filters=[Filter("state", ("open",))]
    )

    assert [row["name"] for row in page.rows] == ["soon", "late", "never"]


def test_pages_of_the_list_go_on_where_they_ended(as_alice: Actor) -> None:
    create_tasks([{"name": f"{n:02}", "due_on": f"2026-12-{n:02}" if n % 3 else ""} for n in range(1, 20)], by=as_alice)
    names, after = [], ""
    for _page in range(10):
        page = read_page(record_kind("task"), seen_by=as_alice, columns=["name"], limit=4, after=after)
        names += [row["name"] for row in page.rows]
        after = page.next
        if not after:
            break

    assert sorted(names) == [f"{n:02}" for n in range(1, 20)]
    assert names[:2] == ["01", "02"]
