"""Calls and meetings through the API, out to files and in from them, and in what lists of customers say."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from trato.customers.public import Activity, Contact, create_activities, trash_activities
from trato.customers.tests.exporting import Export, exported  # noqa: F401  # a fixture
from trato.customers.tests.importing import Bring, bring, counts, problems  # noqa: F401  # a fixture
from trato.customers.tests.reading import Readers
from trato.foundation.public import Actor, Filter, User, read_page, record_kind
from trato.kit.testing.programs import Program

Programs = Callable[[User], Program]


@pytest.fixture
def program(program_of: Programs, alice: User) -> Program:
    return program_of(alice)


def test_what_a_program_writes_it_reads_and_can_send_back(program: Program, nuria: Contact, bob: User) -> None:
    given = {
        "type": "meeting",
        "starts_at": "2026-11-20T10:00:00Z",
        "minutes": 30,
        "contact": str(nuria.id),
        "contacts": [str(nuria.id)],
        "colleagues": [bob.email],
        "outcome": "Agreed",
    }
    made = program.post("/activities", given)
    assert made.status_code == 201, made.content
    facts = program.get(f"/activities/{made.json()['id']}").json()

    assert facts["contacts"] == [{"id": str(nuria.id), "name": "Núria Bosch"}]
    assert facts["colleagues"] == [{"id": str(bob.id), "name": "Bob"}]
    assert (facts["state"], facts["minutes"], facts["outcome"]) == ("held", 30, "Agreed")
    back = program.patch(f"/activities/{facts['id']}", {"contacts": facts["contacts"], "minutes": 45})
    assert (back.status_code, back.json()["minutes"], back.json()["contacts"]) == (200, 45, facts["contacts"])


def test_a_bad_list_of_people_is_named(program: Program) -> None:
    answer = program.post("/activities", {"contacts": {"id": 5}, "colleagues": "Zoe"})

    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["errors"]} == {"contacts", "colleagues"}


def test_contacts_out_of_sight_are_told_without_their_names(
    program_of: Programs, bob: User, as_ada: Actor, nuria: Contact
) -> None:
    (saved,) = create_activities([{"owner": str(bob.id), "contacts": [str(nuria.id)]}], by=as_ada)
    program = program_of(bob)
    facts = program.get(f"/activities/{saved.id}").json()

    assert facts["contacts"] == [{"id": None, "name": ""}]
    refused = program.patch(f"/activities/{saved.id}", {"contacts": facts["contacts"]})
    assert refused.status_code == 422
    assert program.patch(f"/activities/{saved.id}", {"outcome": "Busy"}).status_code == 200


def test_a_list_filters_by_type_state_and_time(as_alice: Actor, nuria: Contact) -> None:
    for type_, day in (("call", "2026-11-02"), ("meeting", "2026-11-03"), ("call", "2030-01-01")):
        create_activities([{"type": type_, "starts_at": day, "contact": str(nuria.id)}], by=as_alice)

    def count(*filters: Filter) -> int:
        page = read_page(record_kind("activity"), seen_by=as_alice, columns=["name"], sort="starts_at", filters=filters)
        return len(page.rows)

    assert count(Filter("type", ("call",))) == 2
    assert count(Filter("state", ("planned",))) == 1
    assert count(Filter("contact", (nuria.id,)), Filter("type", ("meeting",))) == 1


def test_what_goes_out_comes_in_again(
    exported: Export,  # noqa: F811  # the fixture
    bring: Bring,  # noqa: F811  # the fixture
    as_alice: Actor,
    nuria: Contact,
    bob: User,
) -> None:
    values = {"type": "meeting", "starts_at": "2026-11-20T10:00Z", "minutes": 30, "contact": str(nuria.id)}
    people = {"contacts": [str(nuria.id)], "colleagues": [bob.email]}
    create_activities([{**values, **people, "outcome": "Agreed", "details": "All well."}], by=as_alice)
    (row,) = exported(as_alice, "activity")
    assert (row["Contacts who take part"], row["Colleagues who take part"]) == ("Núria Bosch", bob.email)

    trash_activities([Activity.objects.get().id], by=as_alice)
    del row["Trato id"]
    lines = [",".join(row), ",".join(f'"{value}"' for value in row.values())]
    assert counts(bring("\n".join(lines), kind="activities")) == (1, 0, 0, 0)
    again = Activity.objects.get(is_standing=True)
    assert (again.type, again.minutes, again.outcome, again.details) == ("meeting", 30, "Agreed", "All well.")
    assert again.starts_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert {(each.contact_id, each.user_id) for each in again.participants.all()} == {(nuria.id, None), (None, bob.id)}


def test_calls_of_another_system_come_in_by_its_headers(bring: Bring, nuria: Contact) -> None:  # noqa: F811
    heads = "Call title,Activity date,Call outcome,Duration,Associated contact"
    assert counts(bring(f"{heads}\nRang,2026-11-02 09:00,busy,5,Núria Bosch\n", kind="activities")) == (1, 0, 0, 0)

    call = Activity.objects.get()
    assert (call.name, call.outcome, call.minutes, call.contact_id) == ("Rang", "Busy", 5, nuria.id)


def test_a_row_that_names_nobody_known_is_refused_alone(bring: Bring, nuria: Contact) -> None:  # noqa: F811
    file = "Subject,Contact\nOne,Núria Bosch\nTwo,Nobody Known\n"
    assert counts(bring(file, kind="activities")) == (1, 0, 0, 1)

    ((line, column, _value, reason),) = problems()
    assert (line, column) == (3, "Contact")
    assert "Nothing you see is called" in reason


def test_what_was_held_is_the_last_activity_of_a_customer(as_alice: Actor, nuria: Contact) -> None:
    Readers().run()
    moment = datetime(2030, 5, 4, 10, tzinfo=UTC)
    create_activities([{"state": "held", "starts_at": moment, "contact": str(nuria.id)}], by=as_alice)
    Readers().run()

    nuria.refresh_from_db()
    assert nuria.last_activity_at == moment
