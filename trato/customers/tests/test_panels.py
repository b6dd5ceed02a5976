"""What stands beside the story, for those who may see it."""

import pytest

from trato.customers.panels.queries import (
    addresses_of_company,
    addresses_of_contact,
    companies_of_contact,
    contacts_of_company,
    identities_of_company,
    identities_of_contact,
)
from trato.customers.public import Company, Contact, create_contacts, trash_contacts, update_contacts
from trato.foundation.public import Actor, RecordUpdate, User


def without(user: User, *fields: str) -> Actor:
    role = user.roles.get()
    role.hidden_fields = list(fields)
    role.save()
    return user.acting()


def test_identities_with_their_kind_and_proof(nuria: Contact, as_alice: Actor) -> None:
    facts = identities_of_contact(nuria.id, as_alice) or {}

    told = [(each["icon"], each["value"], each["url"], each["proof"]) for each in facts["identities"]]  # type: ignore[attr-defined]
    assert told == [
        ("mail", "nuria@bakery.example", "mailto:nuria@bakery.example", "typed"),
        ("phone", "+34 600 19 00 44", "tel:+34600190044", "typed"),
    ]


def test_a_hidden_field_hides_its_identities(nuria: Contact, alice: User) -> None:
    facts = identities_of_contact(nuria.id, without(alice, "contact.phone")) or {}

    assert [each["icon"] for each in facts["identities"]] == ["mail"]  # type: ignore[attr-defined]
    assert identities_of_contact(nuria.id, without(alice, "contact.identities")) is None
    assert identities_of_contact(nuria.id, without(alice, "contact.phone", "contact.email")) is None


def test_a_companys_identities(bakery: Company, as_alice: Actor) -> None:
    facts = identities_of_company(bakery.id, as_alice) or {}

    assert [each["value"] for each in facts["identities"]] == ["bakery.example"]  # type: ignore[attr-defined]


def test_companies_with_roles(nuria: Contact, bakery: Company, as_alice: Actor) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"job_title": "Baker"})], by=as_alice)

    facts = companies_of_contact(nuria.id, as_alice)

    assert facts == {"companies": [{"id": bakery.id, "name": "Corner Bakery", "role": "Baker"}]}


def test_a_hidden_role_is_not_told(nuria: Contact, as_alice: Actor, alice: User) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"job_title": "Baker"})], by=as_alice)

    facts = companies_of_contact(nuria.id, without(alice, "contact.job_title")) or {}

    assert facts["companies"][0]["role"] == ""  # type: ignore[index]
    assert companies_of_contact(nuria.id, without(alice, "contact.company")) is None


def test_companies_out_of_sight_are_left_out(nuria: Contact, alice: User) -> None:
    role = alice.roles.get()
    role.rights = {**role.rights, "customers.see_companies": 0}
    role.save()

    assert companies_of_contact(nuria.id, alice.acting()) is None


def test_addresses_with_the_country_in_words(nuria: Contact, as_alice: Actor, alice: User) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"city": "Alzira", "country": "ES"})], by=as_alice)

    facts = addresses_of_contact(nuria.id, as_alice)

    assert facts == {"addresses": [{"label": "", "lines": ["Alzira", "Spain"]}]}
    assert addresses_of_contact(nuria.id, without(alice, "contact.city")) == {
        "addresses": [{"label": "", "lines": ["Spain"]}]
    }
    assert addresses_of_contact(nuria.id, without(alice, "contact.addresses")) is None


def test_a_record_without_them_has_no_such_panel(bakery: Company, as_alice: Actor) -> None:
    (saved,) = create_contacts([{"name": "Alone"}], by=as_alice)

    for panel in (identities_of_contact, addresses_of_contact, companies_of_contact):
        assert panel(saved.id, as_alice) is None
    for panel in (addresses_of_company, contacts_of_company):
        assert panel(bakery.id, as_alice) is None


def test_a_companys_contacts_by_name_with_their_count(bakery: Company, as_alice: Actor) -> None:
    create_contacts([{"name": f"Person {n:02}", "company": str(bakery.id)} for n in range(12)], by=as_alice)

    facts = contacts_of_company(bakery.id, as_alice) or {}

    assert [each["name"] for each in facts["contacts"]] == [f"Person {n:02}" for n in range(10)]  # type: ignore[attr-defined]
    assert facts["count"] == "12"


def test_only_the_contacts_one_sees_are_counted(bakery: Company, nuria: Contact, as_bob: Actor) -> None:
    assert contacts_of_company(bakery.id, as_bob) is None
    create_contacts([{"name": "Bob's own", "company": str(bakery.id)}], by=as_bob)

    assert (contacts_of_company(bakery.id, as_bob) or {})["count"] == "1"


def test_contacts_in_the_trash_are_not_there(bakery: Company, nuria: Contact, as_alice: Actor) -> None:
    trash_contacts([nuria.id], by=as_alice)

    assert contacts_of_company(bakery.id, as_alice) is None


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_names_beside_the_story_are_text(name: str, bakery: Company, as_alice: Actor, alice: User) -> None:
    from django.test import Client

    create_contacts([{"name": name, "company": str(bakery.id)}], by=as_alice)
    client = Client()
    client.force_login(alice)

    said = client.get(f"/companies/{bakery.id}/").content.decode()

    assert name not in said
    assert "&lt;" in said
