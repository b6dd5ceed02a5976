"""Tasks that repeat: the next one is there when one is completed, on the day that is meant."""

import calendar
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trato.customers.public import Contact, Task, complete_tasks, create_tasks, reopen_tasks, update_tasks
from trato.customers.tasks.repeating import RepeatRefused, Rhythm, weekday_codes, weekdays_in
from trato.foundation.public import Actor, LoggedEvent, RecordUpdate, RowsRefused, User
from trato.kit.testing.frozen_clock import FrozenClock, frozen_clock

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LONG_AGO = date(2000, 1, 1)


@pytest.fixture
def clock() -> Any:
    with frozen_clock(MONDAY) as clock:
        yield clock


def made(by: Actor, **values: Any) -> Task:
    (saved,) = create_tasks([{"name": "Water the plants", **values}], by=by)
    return Task.objects.get(pk=saved.id)


def next_of(task: Task, by: Actor) -> Task:
    complete_tasks([task.id], by=by)
    return Task.objects.get(follows=task, deleted_at=None)


def days(rhythm: Rhythm, first: date, count: int) -> list[str]:
    found, here = [], first
    for _each in range(count):
        after = rhythm.next_after(here, not_before=LONG_AGO)
        if after is None:
            return [*found, "over"]
        found.append(after.isoformat())
        here = after
    return found


def test_the_day_that_a_short_month_lacks_is_its_last_one_and_comes_back() -> None:
    rhythm = Rhythm(repeats="monthly", day=31)

    assert days(rhythm, date(2027, 12, 31), 4) == ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]


def test_the_leap_day_is_the_28th_in_other_years_and_comes_back() -> None:
    found = days(Rhythm(repeats="yearly", day=29), date(2028, 2, 29), 4)

    assert found == ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]


def test_the_same_weekday_of_the_month_and_the_fifth_is_the_last() -> None:
    second = days(Rhythm(repeats="monthly_weekday", day=10), date(2026, 11, 10), 2)
    fifth = days(Rhythm(repeats="monthly_weekday", day=30), date(2026, 11, 30), 3)

    assert second == ["2026-12-08", "2027-01-12"]  # second Tuesdays
    assert fifth == ["2026-12-28", "2027-01-25", "2027-02-22"]  # last Mondays


def test_every_second_week_on_two_days() -> None:
    rhythm = Rhythm(repeats="weekly", day=23, every=2, on=weekdays_in("MO,TH"))

    assert days(rhythm, date(2026, 11, 23), 3) == ["2026-11-26", "2026-12-07", "2026-12-10"]


def test_it_ends_with_its_last_day() -> None:
    rhythm = Rhythm(repeats="daily", day=1, until=date(2026, 11, 25))

    assert days(rhythm, date(2026, 11, 23), 5) == ["2026-11-24", "2026-11-25", "over"]


def stepped(rhythm: Rhythm, last: date) -> date:
    """What the first day after the last one is, found by looking at every day."""
    day = last
    while True:
        day += timedelta(days=1)
        months = (day.year - last.year) * 12 + day.month - last.month
        length = calendar.monthrange(day.year, day.month)[1]
        meant = day.day == min(rhythm.day, length)
        week = (day - timedelta(days=day.weekday()) - last + timedelta(days=last.weekday())).days // 7
        if {
            "daily": (day - last).days % rhythm.every == 0,
            "weekly": week % rhythm.every == 0 and day.weekday() in (rhythm.on or (last.weekday(),)),
            "monthly": months % rhythm.every == 0 and meant,
            "yearly": months % (12 * rhythm.every) == 0 and meant,
        }[rhythm.repeats]:
            return day


@given(
    repeats=st.sampled_from(["daily", "weekly", "monthly", "yearly"]),
    first=st.dates(date(2024, 1, 1), date(2033, 12, 31)),
    every=st.integers(1, 5),
    on=st.sets(st.integers(0, 6), max_size=3),
)
def test_any_rhythm_finds_the_day_that_looking_at_every_day_finds(
    repeats: str, first: date, every: int, on: set[int]
) -> None:
    rhythm = Rhythm(repeats=repeats, day=first.day, every=every, on=sorted(on))
    last = first
    for _each in range(4):
        found = rhythm.next_after(last, not_before=LONG_AGO)
        assert found == stepped(rhythm, last)
        last = found


@given(day=st.dates(date(2024, 1, 1), date(2033, 12, 31)), today=st.dates(date(2024, 1, 1), date(2033, 12, 31)))
def test_the_next_is_never_past_and_never_the_same(day: date, today: date) -> None:
    for repeats in ("daily", "weekly", "monthly", "monthly_weekday", "yearly"):
        found = Rhythm(repeats=repeats, day=day.day).next_after(day, not_before=today)
        assert found is not None
        assert found > day
        assert found >= today


@given(text=st.text(max_size=20))
def test_any_text_is_weekdays_or_refused(text: str) -> None:
    try:
        codes = weekday_codes(text)
    except RepeatRefused:
        return
    assert weekday_codes(codes) == codes


def test_completing_makes_the_next_one_for_whom_it_was(clock: FrozenClock, as_alice: Actor, nuria: Contact) -> None:
    task = made(as_alice, due_on="2026-11-23", repeats="weekly", contact=str(nuria.id), priority="high", details="Both")
    after = next_of(task, as_alice)

    assert (str(after.due_on), after.state, after.repeats) == ("2026-11-30", "open", "weekly")
    assert (after.owner_id, after.team_id, after.contact_id) == (task.owner_id, task.team_id, nuria.id)
    assert (after.name, after.priority, after.details) == (task.name, "high", "Both")
    event = LoggedEvent.objects.get(kind="customers.task_created", subject_id=after.id)
    assert event.actor_kind == "system"


def test_one_that_is_late_goes_on_with_a_day_that_is_not_past(clock: FrozenClock, as_alice: Actor) -> None:
    assert str(next_of(made(as_alice, due_on="2026-11-01", repeats="daily"), as_alice).due_on) == "2026-11-23"


def test_the_month_remembers_the_31st(clock: FrozenClock, as_alice: Actor) -> None:
    task = made(as_alice, due_on="2027-01-31", repeats="monthly")
    february = next_of(task, as_alice)
    march = next_of(february, as_alice)

    assert (str(february.due_on), str(march.due_on)) == ("2027-02-28", "2027-03-31")


def test_another_day_that_somebody_chose_is_the_one_that_is_meant(clock: FrozenClock, as_alice: Actor) -> None:
    february = next_of(made(as_alice, due_on="2027-01-31", repeats="monthly"), as_alice)
    update_tasks([RecordUpdate(id=february.id, values={"due_on": "2027-02-20"})], by=as_alice)

    assert str(next_of(february, as_alice).due_on) == "2027-03-20"


def test_the_hour_stays_on_the_wall_when_the_clocks_change(clock: FrozenClock, alice: User) -> None:
    alice.time_zone = "Europe/Madrid"
    alice.save()
    by = alice.acting()
    task = made(by, due_at="2027-03-27T09:00", remind_at="2027-03-26T20:00", repeats="daily")
    after = next_of(task, by)

    assert (task.due_at, after.due_at) == (
        datetime(2027, 3, 27, 8, 0, tzinfo=UTC),
        datetime(2027, 3, 28, 7, 0, tzinfo=UTC),
    )
    assert (str(after.due_on), after.remind_at) == ("2027-03-28", datetime(2027, 3, 27, 19, 0, tzinfo=UTC))


def test_late_in_the_evening_the_day_is_that_of_the_owner(alice: User) -> None:
    alice.time_zone = "Asia/Kolkata"
    alice.save()
    with frozen_clock(datetime(2026, 11, 23, 20, 0, tzinfo=UTC)):  # the 24th in India
        task = made(alice.acting(), due_at="2026-11-24T00:30", repeats="daily")
        after = next_of(task, alice.acting())

    assert (str(task.due_on), str(after.due_on)) == ("2026-11-24", "2026-11-25")


def test_the_last_of_so_many_has_no_next(clock: FrozenClock, as_alice: Actor) -> None:
    task = made(as_alice, due_on="2026-11-23", repeats="daily", repeats_left=2)
    last = next_of(task, as_alice)
    complete_tasks([last.id], by=as_alice)

    assert last.repeats_left == 1
    assert not Task.objects.filter(follows=last).exists()


def test_completing_twice_makes_one(clock: FrozenClock, as_alice: Actor) -> None:
    task = made(as_alice, due_on="2026-11-23", repeats="daily")
    complete_tasks([task.id], by=as_alice)
    complete_tasks([task.id], by=as_alice)

    assert Task.objects.filter(follows=task).count() == 1


def test_reopening_takes_the_next_one_back_unless_somebody_began_with_it(clock: FrozenClock, as_alice: Actor) -> None:
    task = made(as_alice, due_on="2026-11-23", repeats="daily")
    after = next_of(task, as_alice)
    reopen_tasks([task.id], by=as_alice)
    after.refresh_from_db()
    assert after.deleted_at is not None

    again = next_of(task, as_alice)
    update_tasks([RecordUpdate(id=again.id, values={"details": "Begun"})], by=as_alice)
    reopen_tasks([task.id], by=as_alice)
    complete_tasks([task.id], by=as_alice)
    assert list(Task.objects.filter(follows=task, deleted_at=None)) == [again]


def test_many_at_once_are_followed_each(clock: FrozenClock, as_alice: Actor, alice: User) -> None:
    tasks = [made(as_alice, due_on="2026-11-23", repeats=repeats) for repeats in ("daily", "weekly", "")]
    complete_tasks([task.id for task in tasks], by=as_alice)

    found = Task.objects.filter(follows__in=tasks).order_by("due_on")
    assert [str(each.due_on) for each in found] == ["2026-11-24", "2026-11-30"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("repeats", {"repeats": "daily"}),
        ("repeats", {"repeats": "hourly", "due_on": "2026-11-23"}),
        ("repeats_every", {"repeats_every": 0}),
        ("repeats_every", {"repeats_every": 1000}),
        ("repeats_left", {"repeats_left": -1}),
        ("repeats_on", {"repeats_on": "someday"}),
        ("repeats_until", {"repeats_until": "never"}),
    ],
    ids=str,
)
def test_what_cannot_repeat_is_refused_at_its_field(as_alice: Actor, field: str, values: dict[str, Any]) -> None:
    with pytest.raises(RowsRefused) as refused:
        made(as_alice, **values)

    assert list(refused.value.rows[0]) == [field]


def test_the_day_of_a_repeating_task_cannot_be_taken_away(as_alice: Actor) -> None:
    task = made(as_alice, due_on="2026-11-23", repeats="daily")

    with pytest.raises(RowsRefused, match="due on a day"):
        update_tasks([RecordUpdate(id=task.id, values={"due_on": ""})], by=as_alice)
