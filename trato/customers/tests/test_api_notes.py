from collections.abc import Callable
from uuid import uuid4

import pytest

from trato.customers.public import Company, Contact, create_contacts
from trato.foundation.public import Actor, User
from trato.kit.testing.programs import Program


@pytest.fixture
def program(alice: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(alice)


@pytest.fixture
def bobs_program(bob: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(bob)


def written(program: Program, about: Contact, body: str = "She likes olives.") -> dict[str, str]:
    answer = program.post("/notes", {"body": body, "contact_id": str(about.id)})
    assert answer.status_code == 201, answer.content
    note: dict[str, str] = answer.json()
    return note


def test_a_note_is_written_read_mended_and_deleted(program: Program, nuria: Contact, alice: User) -> None:
    note = written(program, nuria)
    address = f"/notes/{note['id']}"
    assert program.get(address).json() == note
    assert note["author"] == {"id": str(alice.id), "name": "Alice"}

    mended = program.patch(address, {"body": "She likes almonds."})

    assert (mended.json()["body"], mended["ETag"]) == ("She likes almonds.", '"2"')
    assert program.delete(address).status_code == 204
    assert program.get(address).status_code == 404


def test_its_address_comes_with_it(program: Program, nuria: Contact) -> None:
    answer = program.post("/notes", {"body": "Hello", "contact_id": str(nuria.id)})

    assert program.client.get(answer["Location"], headers=program.headers).json() == answer.json()


def test_notes_about_a_contact_come_newest_first_and_by_page(program: Program, nuria: Contact) -> None:
    for number in range(5):
        written(program, nuria, f"Note {number}")
    walked, after = [], ""
    while True:
        query = {"contact_id": nuria.id, "limit": 2, **({"after": after} if after else {})}
        page = program.get("/notes", **query).json()
        walked += [each["body"] for each in page["results"]]
        if not page["paging"]["next"]:
            break
        after = page["paging"]["next"]["after"]

    assert walked == [f"Note {number}" for number in (4, 3, 2, 1, 0)]


def test_notes_about_a_company(program: Program, bakery: Company) -> None:
    program.post("/notes", {"body": "Opens at six.", "company_id": str(bakery.id)})

    found = program.get("/notes", company_id=bakery.id).json()["results"]

    assert [(each["body"], each["contact_id"]) for each in found] == [("Opens at six.", None)]


def test_notes_of_all_that_were_merged_are_read_as_one(program: Program, nuria: Contact, as_alice: Actor) -> None:
    (saved,) = create_contacts([{"name": "N. Bosch"}], by=as_alice)
    other = Contact.objects.get(pk=saved.id)
    written(program, other, "Before the merge")
    Contact.objects.filter(pk=other.pk).update(root=nuria)

    for contact in (nuria, other):
        found = program.get("/notes", contact_id=contact.id).json()["results"]
        assert [each["body"] for each in found] == ["Before the merge"]


@pytest.mark.parametrize("query", [{}, {"contact_id": uuid4(), "company_id": uuid4()}, {"contact_id": "x"}])
def test_a_list_is_about_one_record(program: Program, query: dict[str, object]) -> None:
    assert program.get("/notes", **query).status_code == 422


@pytest.mark.parametrize("after", ["x", "WzEsMl0", "WyJub3ciLCAieCJd", "WyIyMDI2LTAxLTAxIiwgIngiXQ"])
def test_a_bent_cursor_is_refused(program: Program, nuria: Contact, after: str) -> None:
    assert program.get("/notes", contact_id=nuria.id, after=after).json()["errors"][0]["field"] == "after"


@pytest.mark.parametrize("body", ["", "  \n", "x" * 100_001])
def test_a_text_that_is_no_note_is_refused(program: Program, nuria: Contact, body: str) -> None:
    answer = program.post("/notes", {"body": body, "contact_id": str(nuria.id)})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "body"


def test_a_note_is_about_one_record(program: Program, nuria: Contact, bakery: Company) -> None:
    both = {"body": "Hello", "contact_id": str(nuria.id), "company_id": str(bakery.id)}

    assert program.post("/notes", both).status_code == 422
    assert program.post("/notes", {"body": "Hello"}).status_code == 422
    assert program.post("/notes", {**both, "company_id": None, "colour": "red"}).status_code == 422


def test_nobody_overwrites_what_he_has_not_seen(program: Program, nuria: Contact) -> None:
    address = f"/notes/{written(program, nuria)['id']}"
    tag = program.get(address)["ETag"]
    assert program.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert program.patch(address, {"body": "One"}, headers={"If-Match": tag}).status_code == 200

    assert program.patch(address, {"body": "Two"}, headers={"If-Match": tag}).status_code == 412
    assert program.delete(address, headers={"If-Match": tag}).status_code == 412
    assert program.get(address).json()["body"] == "One"


def test_who_does_not_see_the_contact_sees_no_note(program: Program, bobs_program: Program, nuria: Contact) -> None:
    address = f"/notes/{written(program, nuria)['id']}"

    assert bobs_program.get(address).status_code == 404
    assert bobs_program.patch(address, {"body": "x"}).status_code == 404
    assert bobs_program.delete(address).status_code == 404
    assert bobs_program.get("/notes", contact_id=nuria.id).status_code == 404
    assert bobs_program.post("/notes", {"body": "x", "contact_id": str(nuria.id)}).status_code == 404


def test_only_its_writer_changes_a_note(program: Program, bobs_program: Program, bakery: Company) -> None:
    answer = program.post("/notes", {"body": "Opens at six.", "company_id": str(bakery.id)})

    assert bobs_program.patch(f"/notes/{answer.json()['id']}", {"body": "x"}).status_code == 403
