"""Relations of contacts through the API, on their pages and in the settings."""

from typing import Any

import pytest
from django.test import Client

from trato.customers.public import (
    Contact,
    ContactRelation,
    create_contacts,
    relation_types,
    relations_about,
)
from trato.foundation.public import Actor, User
from trato.kit.testing.programs import Program

HTMX = {"HX-Request": "true"}


@pytest.fixture
def pau(as_alice: Actor) -> Contact:
    (saved,) = create_contacts([{"name": "Pau Serra"}], by=as_alice)
    return Contact.objects.get(pk=saved.id)


@pytest.fixture
def client(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def said(contact: Contact, by: Actor) -> list[str]:
    rows = relations_about(contact.id, seen_by=by)
    return [f"{row.type.name} {row.other.name}" for row in rows if row.contact_id == contact.id]


def test_programs_relate_change_and_part(program_of: Any, alice: User, nuria: Contact, pau: Contact) -> None:
    program: Program = program_of(alice)
    given = {"contact_id": str(nuria.id), "relation": "reports to", "other_id": str(pau.id), "since": "2024-05-01"}
    made = program.post("/relations", given)
    assert made.status_code == 201, made.content
    address = f"/relations/{made.json()['id']}"

    assert (made.json()["back"], made.json()["since"]) == ("manages", "2024-05-01")
    assert program.patch(address, {"note": "Ovens"}).json()["note"] == "Ovens"
    (listed,) = program.get("/relations", contact_id=str(pau.id)).json()["results"]
    assert listed["contact"]["name"] == "Núria Bosch"
    assert {"relation": "parent of", "back": "child of"} in program.get("/relations/types").json()["results"]
    assert program.delete(address).status_code == 204
    assert program.get(address).status_code == 404
    assert program.post("/relations", {**given, "relation": "owes"}).status_code in (409, 422)


def test_they_are_related_and_parted_on_the_page_with_an_undo(
    client: Client, as_alice: Actor, nuria: Contact, pau: Contact
) -> None:
    typed = {"relation": "reports to", "other": "Pau Serra", "since": "2024-05-01", "note": "Ovens"}
    answer = client.post(f"/relations/{nuria.id}/relate/", typed, headers=HTMX).content.decode()
    assert "Pau Serra" in answer
    assert "Ovens" in answer
    assert "reports to" in client.get(f"/contacts/{nuria.id}/").content.decode()
    assert "manages" in client.get(f"/contacts/{pau.id}/").content.decode()

    row = ContactRelation.objects.get()
    here = {**HTMX, "HX-Current-URL": f"http://testserver/contacts/{pau.id}/"}
    gone = client.post(f"/relations/{row.id}/delete/", headers=here).content.decode()
    assert f"/relations/{row.id}/restore/" in gone
    client.post(f"/relations/{row.id}/restore/", headers=here)
    assert said(nuria, as_alice) == ["reports to Pau Serra"]


def test_what_is_refused_on_the_page_is_still_typed(client: Client, nuria: Contact) -> None:
    typed = {"relation": "manages", "other": "Nobody Known", "note": "Ovens"}
    answer = client.post(f"/relations/{nuria.id}/relate/", typed, headers=HTMX)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert all(kept in page for kept in ("Nothing you see is called", 'value="Nobody Known"', 'value="Ovens"'))
    assert client.post(f"/relations/{nuria.id}/relate/", typed).status_code == 422


def test_the_box_offers_who_may_be_meant(client: Client, nuria: Contact, pau: Contact) -> None:
    offered = client.get(f"/relations/{nuria.id}/others/?other=pa", headers=HTMX).content.decode()
    assert '<option value="Pau Serra">' in offered
    assert "Pau" not in client.get(f"/relations/{nuria.id}/others/?other=+", headers=HTMX).content.decode()
    assert "Núria" not in client.get(f"/relations/{nuria.id}/others/?other=nú", headers=HTMX).content.decode()


def test_the_kinds_stand_in_the_settings(ada: User) -> None:
    client = Client()
    client.force_login(ada)
    assert "assistant of" in client.get("/settings/relations/").content.decode()
    rows = {"type_id": ["", "", ""], "name": ["mentor of", "", ""], "other_name": ["learns from", "", ""]}
    client.post("/settings/relations/", rows)

    assert relation_types() == [("mentor of", "learns from")]
    refused = client.post("/settings/relations/", {"type_id": [""], "name": ["x" * 101], "other_name": [""]})
    assert refused.status_code == 422
    assert "x" * 101 in refused.content.decode()
