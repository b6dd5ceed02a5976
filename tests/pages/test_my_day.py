"""The page with which a day begins, and what is done on it in one key."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from trato.customers.public import Activity, Contact, Task, create_activities, create_tasks
from trato.foundation.public import Actor, User
from trato.kit.testing.frozen_clock import FrozenClock, frozen_clock

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/my-day/"}
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Any:
    with frozen_clock(MONDAY) as clock:
        yield clock


@pytest.fixture
def page(clock: FrozenClock, alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def task(by: Actor, name: str, due: str, **values: Any) -> Task:
    (saved,) = create_tasks([{"name": name, ("due_at" if "T" in due else "due_on"): due, **values}], by=by)
    return Task.objects.get(pk=saved.id)


def meeting(by: Actor, name: str, starts_at: str, **values: Any) -> Activity:
    row = {"type": "meeting", "name": name, "starts_at": starts_at, "state": "planned", **values}
    (saved,) = create_activities([row], by=by)
    return Activity.objects.get(pk=saved.id)


def parts(page: Client) -> dict[str, list[str]]:
    """The names under each heading, in their order."""
    said = page.get("/my-day/").content.decode()
    found = {}
    for section in said.split('aria-labelledby="day-')[1:]:
        code, rest = section.split('"', 1)
        rows = rest.partition("</section>")[0].split("data-row-link")[1:]
        found[code] = [row.partition(">")[2].partition("<")[0] for row in rows]
    return found


def test_what_is_late_today_and_tomorrow_stands_in_its_order(page: Client, as_alice: Actor) -> None:
    task(as_alice, "Older", "2026-11-10")
    task(as_alice, "Old", "2026-11-20")
    task(as_alice, "Any hour", "2026-11-23")
    task(as_alice, "At noon", "2026-11-23T12:00")
    task(as_alice, "Next", "2026-11-24")
    task(as_alice, "Far", "2026-11-25")
    meeting(as_alice, "Second", "2026-11-23T15:00")
    meeting(as_alice, "First", "2026-11-23T09:00")

    assert parts(page) == {
        "late": ["Older", "Old"],
        "today": ["First", "Second", "At noon", "Any hour"],
        "tomorrow": ["Next"],
    }


def test_only_what_is_ones_own_and_open(page: Client, as_alice: Actor, as_bob: Actor) -> None:
    task(as_bob, "Of Bob", "2026-11-23")
    task(as_alice, "Done", "2026-11-23", state="done")
    meeting(as_alice, "Called off", "2026-11-23T09:00", state="cancelled")

    assert parts(page) == {}
    assert "Nothing waits for you" in page.get("/my-day/").content.decode()


def test_the_day_is_that_of_where_one_is(clock: FrozenClock, alice: User, as_alice: Actor) -> None:
    alice.time_zone = "Pacific/Auckland"
    alice.save()
    client = Client()
    client.force_login(alice)
    clock.advance(datetime(2026, 11, 23, 12, 0, tzinfo=UTC) - MONDAY)  # it is the 24th there
    task(alice.acting(), "Theirs", "2026-11-24")

    assert parts(client) == {"today": ["Theirs"]}


def test_a_meeting_to_which_one_was_invited_is_told_without_what_one_may_not_see(
    page: Client, alice: User, as_bob: Actor
) -> None:
    meeting(as_bob, "Secret plans", "2026-11-23T09:00", colleagues=[alice.email])
    said = page.get("/my-day/").content.decode()

    assert "Meeting of Bob" in said
    assert "Secret plans" not in said


def test_completing_takes_it_off_the_day_and_undo_brings_it_back(page: Client, as_alice: Actor) -> None:
    one = task(as_alice, "Call the bank", "2026-11-23")
    answer = page.post(f"/tasks/{one.id}/complete/", headers=HTMX)
    assert 'hx-get="/my-day/?parts=1"' in answer.content.decode()

    said = page.get("/my-day/?parts=1", headers=HTMX).content.decode()
    assert "Done: Call the bank" in said
    assert f"/tasks/{one.id}/reopen/" in said
    assert "1 task done today" in said
    assert "<h1>" not in said
    page.post(f"/tasks/{one.id}/reopen/", headers=HTMX)
    assert parts(page) == {"today": ["Call the bank"]}


def test_postponing_moves_it_to_tomorrow_and_undo_puts_it_back(page: Client, as_alice: Actor) -> None:
    late = task(as_alice, "Late", "2026-11-10")
    noon = task(as_alice, "Noon", "2026-11-23T12:00")
    for one in (late, noon):
        page.post(f"/tasks/{one.id}/postpone/", headers=HTMX)
    assert parts(page) == {"tomorrow": ["Noon", "Late"]}
    noon.refresh_from_db()
    assert noon.due_at == datetime(2026, 11, 24, 12, tzinfo=UTC)

    said = page.get("/my-day/?parts=1", headers=HTMX).content.decode()
    undo = [line.partition('"')[0] for line in said.split('hx-post="')[1:] if "put-back" in line]
    for address in undo or [
        f"/tasks/{late.id}/put-back/?due_on=2026-11-10",
        f"/tasks/{noon.id}/put-back/?due_at=2026-11-23T12:00",
    ]:
        page.post(address.replace("&amp;", "&"), headers=HTMX)
    assert parts(page) == {"late": ["Late"], "today": ["Noon"]}


def test_a_meeting_is_held_or_moved_to_tomorrow_at_its_hour(page: Client, as_alice: Actor, nuria: Contact) -> None:
    one = meeting(as_alice, "Ovens", "2026-11-23T09:00", contact=str(nuria.id))
    page.post(f"/activities/{one.id}/postpone/", headers=HTMX)
    one.refresh_from_db()
    assert one.starts_at == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert parts(page) == {"tomorrow": ["Ovens"]}

    page.post(f"/activities/{one.id}/put-back/?starts_at=2026-11-23T09:00", headers=HTMX)
    assert parts(page) == {"today": ["Ovens"]}
    assert "?parts=1" in page.post(f"/activities/{one.id}/hold/", headers=HTMX).content.decode()
    assert parts(page) == {}


def test_it_is_in_the_menu_for_those_who_may_see_tasks(page: Client, charlie: User) -> None:
    assert 'href="/my-day/"' in page.get("/tasks/").content.decode()
    client = Client()
    client.force_login(charlie)
    assert client.get("/my-day/").status_code == 403


def test_a_record_and_a_list_say_what_one_key_does(page: Client, as_alice: Actor) -> None:
    one = task(as_alice, "Call the bank", "2026-11-23")
    assert 'data-key="d"' in page.get(f"/tasks/{one.id}/").content.decode()
    assert 'data-one-key="d=complete/ p=postpone/"' in page.get("/tasks/").content.decode()
    page.post(f"/tasks/{one.id}/complete/")
    assert 'data-key="d"' not in page.get(f"/tasks/{one.id}/").content.decode()
    assert "data-one-key" not in page.get("/contacts/").content.decode()


def test_tasks_stand_on_a_board_where_a_move_completes_them(page: Client, as_alice: Actor) -> None:
    one = task(as_alice, "Water the plants", "2026-11-23", repeats="daily", priority="high")
    for by in ("state", "priority"):
        assert "Water the plants" in page.get(f"/tasks/?layout=board&by={by}").content.decode()
    moved = page.post(f"/tasks/{one.id}/cells/state/move/", {"value": "done", "seen_version": "1"}, headers=HTMX)

    assert moved.status_code == 200
    assert [str(each.due_on) for each in Task.objects.filter(follows=one)] == ["2026-11-24"]
    assert parts(page) == {"tomorrow": ["Water the plants"]}


def test_calls_and_meetings_stand_in_a_calendar(page: Client, as_alice: Actor) -> None:
    meeting(as_alice, "New oven", "2026-11-23T09:00")

    assert "New oven" in page.get("/activities/?layout=calendar&by=starts_at&on=2026-11-23").content.decode()
    assert "New oven" in page.get("/activities/?layout=board&by=type").content.decode()
