"""The change feed. Its events are committed, because nobody is told what may still be taken back."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from trato.customers.public import Contact, Note, trash_contacts, update_contacts, write_note
from trato.foundation.public import Actor, RecordUpdate, Role, User
from trato.kit.testing.programs import Program

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def program(alice: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(alice)


@pytest.fixture
def bobs_program(bob: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(bob)


def kinds(program: Program, **query: object) -> list[str]:
    return [each["kind"].removeprefix("customers.") for each in program.get("/events", **query).json()["results"]]


@pytest.fixture
def story(nuria: Contact, as_alice: Actor) -> Note:
    """Núria was made, noted about and changed, in this order."""
    note = write_note("She likes olives.", by=as_alice, contact_id=nuria.id)
    update_contacts([RecordUpdate(id=nuria.id, values={"source": "fair"})], by=as_alice)
    return note


STORY = ["company_created", "contact_created", "note_written", "contact_changed"]


def test_the_feed_tells_what_happened_in_order(program: Program, story: Note) -> None:
    assert kinds(program) == STORY


def test_an_event_says_who_what_and_by_which_door(program: Program, nuria: Contact, alice: User) -> None:
    program.patch(f"/contacts/{nuria.id}", {"source": "fair"})

    (event,) = program.get("/events", kinds="customers.contact_changed").json()["results"]

    assert event["actor"] == {"kind": "user", "id": str(alice.id), "door": "api"}
    assert event["subject"] == {"type": "contact", "id": str(nuria.id), "version": 2}
    assert event["data"]["fields"] == ["source"]
    assert "fair" not in str(event)


def test_the_cursor_goes_on_and_never_ends(program: Program, story: Note, as_alice: Actor, nuria: Contact) -> None:
    told, after = [], ""
    for _page in range(5):
        page = program.get("/events", limit=1, **({"after": after} if after else {})).json()
        told += [each["kind"].removeprefix("customers.") for each in page["results"]]
        after = page["paging"]["next"]["after"]
    assert (told, page["results"], page["paging"]["is_all"]) == (STORY, [], True)

    write_note("Later", by=as_alice, contact_id=nuria.id)

    assert kinds(program, after=after) == ["note_written"]


def test_it_can_be_narrowed_to_kinds_and_to_a_contact(program: Program, story: Note, nuria: Contact) -> None:
    program.post("/contacts", {"name": "Eva"})

    assert kinds(program, contact_id=nuria.id) == STORY[1:]
    assert kinds(program, kinds="customers.note_written, customers.nothing") == ["note_written"]


def test_what_happened_with_others_customers_is_not_told(bobs_program: Program, story: Note, nuria: Contact) -> None:
    assert kinds(bobs_program) == ["company_created"]
    assert bobs_program.get("/events", contact_id=nuria.id).status_code == 404


def test_a_deleted_note_is_not_told_any_more(program: Program, story: Note) -> None:
    program.delete(f"/notes/{story.id}")

    assert "note_written" not in kinds(program)


def test_the_end_of_a_contact_is_told(program: Program, nuria: Contact, as_alice: Actor) -> None:
    trash_contacts([nuria.id], by=as_alice)

    assert kinds(program, contact_id=nuria.id) == ["contact_created", "contact_trashed"]


def test_events_about_nobody_are_for_those_who_may_read_all(
    program: Program, alice: User, seller: Role, adas_program: Program
) -> None:
    assert kinds(program) == []
    assert "api.token_created" in kinds(adas_program)

    Role.objects.filter(pk=seller.pk).update(rights={"foundation.read_all_events": 4})

    assert "api.token_created" in kinds(program)


@pytest.fixture
def adas_program(ada: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(ada)


def test_the_events_of_a_merged_contact_are_its_roots(program: Program, story: Note, nuria: Contact) -> None:
    root = Contact.objects.get(pk=program.post("/contacts", {"name": "Núria B."}).json()["id"])
    Contact.objects.filter(pk=nuria.pk).update(root=root)

    assert kinds(program, contact_id=root.id) == [*STORY[1:], "contact_created"]


@pytest.mark.parametrize("after", ["x", "WzFd", "WzEsMiwzXQ", "WzEsImEiLCJiIl0", "W251bGwsbnVsbCxudWxsXQ"])
def test_a_bent_cursor_is_refused(program: Program, after: str) -> None:
    answer = program.get("/events", after=after)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "after"


def test_nobody_of_that_id(program: Program) -> None:
    assert program.get("/events", contact_id=uuid4()).status_code == 404
