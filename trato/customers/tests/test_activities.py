"""Calls and meetings: with whom, when, how long, and what came of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from trato.customers.activities.use_cases.remind import remind_of_some_activities
from trato.customers.public import (
    Activity,
    Company,
    Contact,
    choose_outcomes,
    create_activities,
    create_contacts,
    hold_activities,
    join_activity,
    leave_activity,
    outcomes_of,
    plan_activities_again,
    remind_of_activities,
    restore_activities,
    story_of_contact,
    trash_activities,
    update_activities,
)
from trato.customers.tests.reading import Readers
from trato.foundation.public import (
    Actor,
    Change,
    LoggedEvent,
    NotAllowed,
    NotFound,
    Notification,
    RecordUpdate,
    RowsRefused,
    User,
    news_of,
)
from trato.kit.errors import DomainError
from trato.kit.testing.frozen_clock import FrozenClock, frozen_clock

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Any:
    with frozen_clock(MONDAY) as clock:
        yield clock


@pytest.fixture
def pau(as_alice: Actor, bakery: Company) -> Contact:
    """Pau bakes at the Corner Bakery."""
    (saved,) = create_contacts([{"name": "Pau Serra", "company": str(bakery.id)}], by=as_alice)
    return Contact.objects.get(pk=saved.id)


def made(by: Actor, **values: Any) -> Activity:
    (saved,) = create_activities([values], by=by)
    return Activity.objects.get(pk=saved.id)


def change(activity: Activity, by: Actor, **values: Any) -> Activity:
    update_activities([RecordUpdate(id=activity.id, values=values)], by=by)
    activity.refresh_from_db()
    return activity


def told(contact: Contact) -> list[str]:
    rows = LoggedEvent.objects.filter(contact_id=contact.id, kind__startswith="customers.activity")
    return [row.kind.removeprefix("customers.activity_") for row in rows.order_by("recorded_at", "id")]


def test_a_call_that_nobody_describes_was_held_just_now_by_us(
    clock: FrozenClock, as_alice: Actor, alice: User, nuria: Contact
) -> None:
    call = made(as_alice, contact=str(nuria.id))

    assert (call.type, call.direction, call.state, call.starts_at) == ("call", "out", "held", MONDAY)
    assert (call.name, call.owner_id, call.team_id) == ("Call with Núria Bosch", alice.id, alice.teams.get().id)


def test_what_is_to_come_is_planned(clock: FrozenClock, as_alice: Actor, bakery: Company) -> None:
    meeting = made(as_alice, type="meeting", company=str(bakery.id), starts_at="2026-11-24T10:00", minutes=45)

    assert (meeting.state, meeting.name, meeting.direction) == ("planned", "Meeting with Corner Bakery", "")
    assert meeting.ends_at - meeting.starts_at == timedelta(minutes=45)


def test_without_anybody_it_is_called_what_it_is(as_alice: Actor) -> None:
    assert (made(as_alice).name, made(as_alice, type="meeting").name) == ("Call", "Meeting")
    assert made(as_alice, name="Stand-up").name == "Stand-up"


def test_it_stands_in_the_log_where_it_was_held_and_keeps_its_values(
    clock: FrozenClock, as_alice: Actor, nuria: Contact, bakery: Company
) -> None:
    call = made(as_alice, contact=str(nuria.id), company=str(bakery.id), starts_at="2026-11-20T09:30", outcome="busy")
    event = LoggedEvent.objects.get(kind="customers.activity_held")

    assert (event.contact_id, event.company_id, event.subject_id) == (nuria.id, bakery.id, call.id)
    assert event.at == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert Change.objects.get(record_id=call.id).after["outcome"] == "Busy"


def test_everybody_who_takes_part_has_it_in_the_story(as_alice: Actor, nuria: Contact, pau: Contact) -> None:
    made(as_alice, type="meeting", contact=str(nuria.id), contacts=[str(nuria.id), "pau serra"])

    assert (told(nuria), told(pau)) == (["held"], ["joined"])
    (entry, *_others) = story_of_contact(pau.id, seen_by=as_alice).entries
    assert (entry.kind, entry.record.type) == ("customers.activity_joined", "meeting")


def test_who_joins_later_and_who_leaves_is_told_in_their_stories(
    as_alice: Actor, bob: User, nuria: Contact, pau: Contact
) -> None:
    meeting = made(as_alice, type="meeting", contact=str(nuria.id))
    join_activity(meeting.id, "Pau Serra", by=as_alice)
    join_activity(meeting.id, bob.email, by=as_alice)
    assert {(row.contact_id, row.user_id) for row in meeting.participants.all()} == {(pau.id, None), (None, bob.id)}

    leave_activity(meeting.id, str(pau.id), by=as_alice)
    leave_activity(meeting.id, str(pau.id), by=as_alice)
    assert told(pau) == ["joined", "left"]
    assert [row.user_id for row in meeting.participants.all()] == [bob.id]


def test_joining_needs_a_name_that_is_known(as_alice: Actor, nuria: Contact) -> None:
    meeting = made(as_alice, type="meeting", contact=str(nuria.id))

    with pytest.raises(DomainError, match="Say who"):
        join_activity(meeting.id, "  ", by=as_alice)
    with pytest.raises(RowsRefused, match="Nothing you see is called"):
        join_activity(meeting.id, "Nobody Known", by=as_alice)


def test_whom_one_does_not_see_one_cannot_invite(as_bob: Actor, nuria: Contact) -> None:
    with pytest.raises(RowsRefused, match="not yours to see"):
        made(as_bob, contacts=[str(nuria.id)])
    with pytest.raises(RowsRefused, match="not yours to see"):
        made(as_bob, contact=str(nuria.id))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("starts_at", "whenever"),
        ("minutes", -1),
        ("minutes", "a while"),
        ("type", "smoke signal"),
        ("direction", "sideways"),
        ("state", "forgotten"),
        ("colleagues", ["Zoe"]),
        ("contacts", 5),
        ("contacts", [["deep"]]),
        ("contacts", ["x"] * 101),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_at_its_field(as_alice: Actor, field: str, value: object) -> None:
    with pytest.raises(RowsRefused) as refused:
        create_activities([{"name": "Call", field: value}], by=as_alice)

    assert list(refused.value.rows[0]) == [field]


def test_a_planned_one_is_held_called_off_and_planned_again(
    clock: FrozenClock, as_alice: Actor, nuria: Contact
) -> None:
    meeting = made(as_alice, type="meeting", contact=str(nuria.id), starts_at="2026-11-24T10:00")
    hold_activities([meeting.id], by=as_alice)
    plan_activities_again([meeting.id], by=as_alice)
    change(meeting, as_alice, state="cancelled", details="They are ill.")

    assert told(nuria) == ["planned", "held", "planned", "cancelled", "changed"]
    assert LoggedEvent.objects.get(kind="customers.activity_changed").data["fields"] == ["details"]


def test_the_same_again_changes_nothing(as_alice: Actor, nuria: Contact) -> None:
    call = made(as_alice, contact=str(nuria.id), contacts=[str(nuria.id)])
    change(call, as_alice, contacts=[str(nuria.id)], state="held")

    assert (call.version, told(nuria)) == (1, ["held"])


def test_when_it_begins_and_what_it_is_about_cannot_be_taken_away(as_alice: Actor, nuria: Contact) -> None:
    call = made(as_alice, contact=str(nuria.id))

    for field, words in (("starts_at", "when it begins"), ("name", "what it is about")):
        with pytest.raises(RowsRefused, match=words):
            change(call, as_alice, **{field: ""})


def test_an_import_that_adds_takes_nobody_out(as_alice: Actor, nuria: Contact, pau: Contact) -> None:
    meeting = made(as_alice, type="meeting", contacts=[str(nuria.id)])
    update_activities([RecordUpdate(id=meeting.id, values={"contacts": "Pau Serra"})], by=as_alice, adding=True)

    assert {row.contact_id for row in meeting.participants.all()} == {nuria.id, pau.id}


def test_the_trash_and_back(clock: FrozenClock, as_alice: Actor, nuria: Contact) -> None:
    meeting = made(as_alice, type="meeting", contact=str(nuria.id), starts_at="2026-11-24T10:00")
    trash_activities([meeting.id], by=as_alice)
    meeting.refresh_from_db()
    assert (meeting.is_standing, meeting.reminds_at) == (False, None)

    restore_activities([meeting.id], by=as_alice)
    meeting.refresh_from_db()
    assert meeting.is_standing
    assert meeting.reminds_at
    assert told(nuria) == ["planned", "trashed", "restored"]


def test_others_change_it_only_within_their_reach(as_alice: Actor, as_bob: Actor, as_charlie: Actor) -> None:
    call = made(as_alice)

    with pytest.raises(NotFound):
        change(call, as_bob, outcome="Busy")
    with pytest.raises(NotAllowed):
        create_activities([{}], by=as_charlie)


def test_a_quarter_of_an_hour_before_all_who_take_part_are_told_once(
    clock: FrozenClock, as_alice: Actor, alice: User, ada: User, nuria: Contact
) -> None:
    values = {"type": "meeting", "contact": str(nuria.id), "starts_at": "2026-11-23T10:00"}
    made(as_alice, **values, colleagues=[ada.email])
    clock.advance(timedelta(minutes=104))
    assert remind_of_activities() == 0

    clock.advance(timedelta(minutes=1))
    assert (remind_of_activities(), remind_of_activities()) == (1, 0)
    Readers().run()
    kinds = Notification.objects.filter(kind="customers.activity_soon")
    assert {row.user_id for row in kinds} == {alice.id, ada.id}
    (line,) = news_of(alice.acting()).told
    assert line.sentence.startswith("Meeting with Núria Bosch begins: ")
    assert line.url.startswith("/activities/")


def test_the_moment_asked_for_comes_first_and_the_past_is_not_said(clock: FrozenClock, as_alice: Actor) -> None:
    asked = made(as_alice, starts_at="2026-11-24T10:00", remind_at="2026-11-23T18:00")
    past = made(as_alice, starts_at="2026-11-01T10:00", state="planned")
    held = made(as_alice, starts_at="2026-11-24T10:00", state="held")

    assert asked.reminds_at == datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
    assert (past.reminds_at, held.reminds_at) == (None, None)


def test_only_the_clock_reminds(as_ada: Actor) -> None:
    with pytest.raises(NotAllowed):
        remind_of_some_activities(by=as_ada)


def test_the_company_words_its_outcomes(as_ada: Actor, as_alice: Actor) -> None:
    assert outcomes_of("call")[:2] == ["Reached", "Left a message"]
    choose_outcomes("call", ["  Sold ", "sold", "", "Try in May"], by=as_ada)

    assert outcomes_of("call") == ["Sold", "Try in May"]
    assert made(as_alice, outcome="SOLD").outcome == "Sold"
    assert made(as_alice, outcome="As no list says").outcome == "As no list says"
    assert Change.objects.get(record_type="outcomes").after == {"outcomes": ["Sold", "Try in May"]}
    choose_outcomes("call", ["Sold", "Try in May"], by=as_ada)
    assert LoggedEvent.objects.filter(kind="customers.outcomes_changed").count() == 1


def test_outcomes_are_worded_by_who_may_and_within_bounds(as_ada: Actor, as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        choose_outcomes("call", ["Sold"], by=as_alice)
    for names in (["x" * 101], [str(number) for number in range(51)]):
        with pytest.raises(DomainError, match="At most 50"):
            choose_outcomes("meeting", names, by=as_ada)
    with pytest.raises(DomainError):
        choose_outcomes("smoke signal", [], by=as_ada)
