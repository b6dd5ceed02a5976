"""A merged contact or company answers as its root, with all that its members did and are known by."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from trato.customers.public import Company, Contact, create_companies, create_contacts, update_contacts, write_note
from trato.foundation.public import Actor, RecordUpdate, User

HTMX = {"HX-Request": "true"}


@pytest.fixture
def absorbed(nuria: Contact, as_alice: Actor) -> Contact:
    """A second record of Núria, merged into the first."""
    (saved,) = create_contacts([{"name": "N. Bosch", "email": "nuria@home.example", "city": "Alzira"}], by=as_alice)
    write_note("Written to her home", by=as_alice, contact_id=saved.id)
    Contact.objects.filter(pk=saved.id).update(root=nuria)
    return Contact.objects.get(pk=saved.id)


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_its_address_leads_to_its_root(page: Client, nuria: Contact, absorbed: Contact) -> None:
    answer = page.get(f"/contacts/{absorbed.id}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/contacts/{nuria.id}/")


def test_the_roots_story_tells_what_happened_with_all_of_them(page: Client, nuria: Contact, absorbed: Contact) -> None:
    assert "Written to her home" in text(page.get(f"/contacts/{nuria.id}/"))


def test_the_roots_panels_hold_what_all_are_known_by(page: Client, nuria: Contact, absorbed: Contact) -> None:
    said = text(page.get(f"/contacts/{nuria.id}/")).partition('id="panels"')[2]

    assert "nuria@bakery.example" in said
    assert "nuria@home.example" in said
    assert "Alzira" in said


def test_the_story_at_the_old_address_is_the_roots(page: Client, nuria: Contact, absorbed: Contact) -> None:
    said = text(page.get(f"/contacts/{absorbed.id}/story/", headers=HTMX))

    assert "Written to her home" in said
    assert "added this contact" in said


def test_an_edit_at_the_old_address_reaches_the_root(page: Client, nuria: Contact, absorbed: Contact) -> None:
    answer = page.post(f"/contacts/{absorbed.id}/fields/name/", {"value": "Núria"}, headers=HTMX)

    assert answer.status_code == 200
    nuria.refresh_from_db()
    absorbed.refresh_from_db()
    assert (nuria.name, absorbed.name) == ("Núria", "N. Bosch")


def test_who_does_not_see_the_root_does_not_see_its_members(bob: User, as_bob: Actor, nuria: Contact) -> None:
    (saved,) = create_contacts([{"name": "Bob's own"}], by=as_bob)
    Contact.objects.filter(pk=saved.id).update(root=nuria)
    client = Client()
    client.force_login(bob)

    assert client.get(f"/contacts/{saved.id}/").status_code == 404


def test_a_note_written_to_a_member_stands_in_the_roots_story(page: Client, nuria: Contact, absorbed: Contact) -> None:
    answer = page.post(f"/notes/contact/{nuria.id}/write/", {"body": "And here"}, headers=HTMX)

    assert "And here" in text(answer)
    assert "Written to her home" in text(answer)


def test_deleting_a_members_note_tells_the_roots_story_anew(page: Client, nuria: Contact, absorbed: Contact) -> None:
    note: UUID = absorbed.notes.get().id

    answer = page.post(f"/notes/{note}/delete/", headers=HTMX)

    assert answer.status_code == 200
    assert f"/contacts/{nuria.id}/" in text(answer) or "added this contact" in text(answer)
    assert "Written to her home" not in text(answer)


def test_companies_merge_the_same_way(page: Client, bakery: Company, nuria: Contact, as_alice: Actor) -> None:
    (saved,) = create_companies([{"name": "Bakery, Corner", "phone": "600 111 222"}], by=as_alice)
    create_contacts([{"name": "Eva", "company": str(saved.id)}], by=as_alice)
    Company.objects.filter(pk=saved.id).update(root=bakery)

    moved = page.get(f"/companies/{saved.id}/")
    said = text(page.get(f"/companies/{bakery.id}/"))

    assert (moved.status_code, moved["Location"]) == (302, f"/companies/{bakery.id}/")
    assert "Eva" in said.partition('id="panels"')[2]
    assert "600 11 12 22" in said


def test_a_change_that_nobody_is_found_by_leaves_what_it_is_found_by(
    nuria: Contact, absorbed: Contact, as_alice: Actor
) -> None:
    before = Contact.objects.values_list("search_text", "sort_key").get(pk=nuria.pk)

    update_contacts([RecordUpdate(id=nuria.pk, values={"source": "Fair"})], by=as_alice)

    after = Contact.objects.get(pk=nuria.pk)
    assert (after.search_text, after.sort_key) == before
    assert after.source == "Fair"
