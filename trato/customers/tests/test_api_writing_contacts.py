"""Contacts as a program writes them, into the trash and back."""

from uuid import uuid4

import pytest

from trato.customers.public import Company, Contact
from trato.customers.tests.calling import made
from trato.foundation.public import Role, User
from trato.kit.testing.programs import Program


def test_a_new_contact_has_an_address_and_a_tag(program: Program) -> None:
    answer = program.post("/contacts", {"name": "Eva", "email": "eva@huerta.es", "tags": ["vip", "Aceite"]})

    found = answer.json()
    assert answer.status_code == 201
    assert answer["Location"] == f"/api/v1/contacts/{found['id']}"
    assert answer["ETag"] == program.get(f"/contacts/{found['id']}")["ETag"]
    assert found["tags"] == ["Aceite", "vip"]
    assert found["identities"][0]["proof"] == "program"


def test_everything_a_contact_has_can_be_given(program: Program, bakery: Company, alice: User) -> None:
    given = {
        "name": "Eva Ruiz",
        "given_name": "Eva",
        "lifecycle_stage": "customer",
        "lead_status": "qualified",
        "language": "es",
        "time_zone": "Europe/Madrid",
        "source": "fair",
        "identities": [
            {"kind": "email", "value": "Eva@Huerta.es"},
            {"kind": "phone", "value": "600 111 222", "label": "work"},
            {"kind": "handle", "source": "telegram", "value": "@eva"},
        ],
        "addresses": [{"label": "home", "street": "Calle Mayor 1", "city": "Madrid", "country": "Spain"}],
        "companies": [{"id": str(bakery.id), "role": "Owner"}],
        "owner": {"id": str(alice.id), "name": "Alice"},
        "tags": ["vip"],
    }
    found = made(program, **given)

    assert [each["value"] for each in found["identities"]] == ["Eva@Huerta.es", "600 111 222", "@eva"]  # type: ignore[attr-defined]
    assert found["addresses"][0]["country"] == "ES"  # type: ignore[index]
    assert found["companies"] == [{"id": str(bakery.id), "name": "Corner Bakery", "role": "Owner"}]
    assert (found["lifecycle_stage"], found["time_zone"]) == ("customer", "Europe/Madrid")


def test_what_was_read_can_be_sent_back_and_changes_nothing(program: Program, nuria: Contact) -> None:
    found = program.get(f"/contacts/{nuria.id}").json()
    kept = ("id", "version", "merged_ids", "created_at", "updated_at", "last_activity_at")

    answer = program.patch(f"/contacts/{nuria.id}", {name: found[name] for name in found if name not in kept})

    assert answer.status_code == 200, answer.content
    assert answer.json() == found


def test_only_what_is_given_changes_and_null_empties(program: Program, nuria: Contact) -> None:
    answer = program.patch(f"/contacts/{nuria.id}", {"source": "fair", "phone": None})

    found = answer.json()
    assert (found["source"], found["phone"], found["email"]) == ("fair", None, "nuria@bakery.example")
    assert found["version"] == 2


def test_nobody_overwrites_what_he_has_not_seen(program: Program, nuria: Contact) -> None:
    tag = program.get(f"/contacts/{nuria.id}")["ETag"]
    assert program.patch(f"/contacts/{nuria.id}", {"source": "fair"}, headers={"If-Match": tag}).status_code == 200

    answer = program.patch(f"/contacts/{nuria.id}", {"name": "N."}, headers={"If-Match": tag})

    assert answer.status_code == 412
    assert answer.json()["type"].endswith("#problem-changed-meanwhile")
    assert program.delete(f"/contacts/{nuria.id}", headers={"If-Match": tag}).status_code == 412
    nuria.refresh_from_db()
    assert (nuria.name, nuria.deleted_at) == ("Núria Bosch", None)


@pytest.mark.parametrize(
    ("header", "status"), [('"1"', 200), ("*", 200), ('"9", "1"', 200), ('W/"1"', 412), ("x", 412)]
)
def test_a_version_is_a_tag_as_well(program: Program, nuria: Contact, header: str, status: int) -> None:
    answer = program.patch(f"/contacts/{nuria.id}", {"source": "fair"}, headers={"If-Match": header})

    assert answer.status_code == status


@pytest.mark.parametrize("name", ["id", "version", "created_at", "merged_ids"])
def test_what_trato_keeps_cannot_be_given(program: Program, name: str) -> None:
    answer = program.post("/contacts", {"name": "Eva", name: "2020-01-01T00:00:00Z"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == name


def test_an_identity_has_one_owner(program: Program, nuria: Contact) -> None:
    answer = program.post("/contacts", {"name": "Eva", "email": "NURIA@bakery.example"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "email"


def test_into_the_trash_and_back(program: Program, nuria: Contact) -> None:
    assert program.delete(f"/contacts/{nuria.id}").status_code == 204
    assert program.get(f"/contacts/{nuria.id}").status_code == 404
    assert program.patch(f"/contacts/{nuria.id}", {"name": "N."}).status_code == 404

    answer = program.post(f"/contacts/{nuria.id}/restore")

    assert (answer.status_code, answer.json()["name"]) == (200, "Núria Bosch")
    assert program.post(f"/contacts/{nuria.id}/restore").status_code == 404


def test_seeing_is_not_changing(program: Program, nuria: Contact, bob: User) -> None:
    Contact.objects.filter(pk=nuria.pk).update(owner=bob)
    Role.objects.update(rights={"customers.see_contacts": 4, "customers.edit_contacts": 1})

    assert program.get(f"/contacts/{nuria.id}").status_code == 200
    assert program.patch(f"/contacts/{nuria.id}", {"name": "N."}).status_code == 403


def test_what_was_never_there(program: Program) -> None:
    assert program.get(f"/contacts/{uuid4()}").status_code == 404
    assert program.delete(f"/contacts/{uuid4()}").status_code == 404


def test_who_gives_a_record_away_is_told_that_it_worked(program: Program, nuria: Contact, bob: User) -> None:
    """Bob's records are out of the seller's sight, and what was written must not be taken back for that."""
    given = program.patch(f"/contacts/{nuria.id}", {"owner": str(bob.id), "team": None})
    new = program.post("/contacts", {"name": "Eva", "owner": str(bob.id)})

    assert (given.status_code, given.content) == (204, b"")
    assert (new.status_code, new.content) == (201, b"")
    assert (
        program.get(f"/contacts/{nuria.id}").status_code
        == program.get(new["Location"].removeprefix("/api/v1")).status_code
        == 404
    )
    assert set(Contact.objects.filter(owner=bob).values_list("name", flat=True)) == {"Núria Bosch", "Eva"}
