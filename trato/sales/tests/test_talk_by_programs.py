"""Programs say what notes, tasks and calls are about, and ask for it."""

from typing import Any

import pytest

from trato.customers.public import Company, Contact
from trato.foundation.public import Actor, User
from trato.kit.testing.programs import Program
from trato.sales.public import Deal, create_deals

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal(as_alice: Actor, bakery: Company, nuria: Contact) -> Deal:
    facts = {"name": "Two ovens", "company": str(bakery.id), "contact": str(nuria.id)}
    (saved,) = create_deals([facts], by=as_alice)
    return Deal.objects.get(pk=saved.id)


def test_programs_say_and_ask_what_tasks_and_calls_are_about(
    program_of: Any, alice: User, bob: User, deal: Deal
) -> None:
    program: Program = program_of(alice)
    made = program.post("/tasks", {"name": "Send the offer", "deal": str(deal.id)}).json()
    assert made["deal"] == {"id": str(deal.id), "name": "Two ovens"}
    assert program.post("/activities", {"name": "Price", "deal": str(deal.id)}).json()["deal"]["name"] == "Two ovens"
    found = program.post("/tasks/search", {"filter": {"field": "deal", "value": str(deal.id)}}).json()
    assert [each["name"] for each in found["results"]] == ["Send the offer"]
    assert program.patch(f"/tasks/{made['id']}", {"deal": None}).json()["deal"] is None
    answer = program_of(bob).post("/tasks", {"name": "Peep", "deal": str(deal.id)})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "deal")


def test_programs_write_and_read_notes_about_deals(program_of: Any, alice: User, bob: User, deal: Deal) -> None:
    program: Program = program_of(alice)
    about = {"kind": "deal", "id": str(deal.id)}
    made = program.post("/notes", {"body": "In spring", "about": about}).json()
    assert (made["about"], made["contact_id"]) == (about, str(deal.contact_id))

    found = program.get("/notes", about_kind="deal", about_id=str(deal.id)).json()["results"]
    assert [each["body"] for each in found] == ["In spring"]
    assert len(program.get("/notes", contact_id=str(deal.contact_id)).json()["results"]) == 1

    other = program_of(bob)
    assert other.get(f"/notes/{made['id']}").status_code == 404
    assert other.get("/notes", about_kind="deal", about_id=str(deal.id)).status_code == 404
    assert other.get("/notes", company_id=str(deal.company_id)).json()["results"] == []
    assert other.post("/notes", {"body": "Peep", "about": about}).status_code == 404


@pytest.mark.parametrize(
    "about",
    [{"kind": "unicorn", "id": "018f0000-0000-7000-8000-000000000000"}, {"kind": "deal"}, {"kind": "", "id": 1}],
)
def test_a_note_of_a_program_about_nothing_is_refused(about: Any, program_of: Any, alice: User) -> None:
    assert program_of(alice).post("/notes", {"body": "Hello", "about": about}).status_code in (404, 422)


def test_a_note_is_about_one_thing_alone(program_of: Any, alice: User, deal: Deal) -> None:
    both = {"about": {"kind": "deal", "id": str(deal.id)}, "company_id": str(deal.company_id)}
    assert program_of(alice).post("/notes", {"body": "Hello", **both}).status_code == 422
