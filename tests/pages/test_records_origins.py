"""Where a value comes from, and how an old one is used again."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from trato.customers.public import Company, Contact, create_contacts, update_companies, update_contacts
from trato.foundation.public import Actor, ChangeSet, RecordUpdate, User
from trato.kit.ids import new_id

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def change(contact: Contact, by: Actor, source: str = "", **values: Any) -> None:
    update_contacts([RecordUpdate(id=contact.id, values=values, source=source)], by=by)


def origins(page: Client, contact: Contact, field: str) -> str:
    return page.get(f"/contacts/{contact.id}/fields/{field}/history/", headers=HTMX).content.decode()


def test_who_typed_a_value_is_told(page: Client, nuria: Contact, as_ada: Actor) -> None:
    change(nuria, as_ada, name="Núria B.")

    said = origins(page, nuria, "name")

    assert said.index("Typed by Ada") < said.index("Typed by Alice"), "the newest stands first"
    assert said.count("Use this") == 1, "the current one is in use already"


def test_a_file_is_named(page: Client, as_alice: Actor) -> None:
    act = ChangeSet.objects.create(kind="import", label="accounts.csv", actor_kind="user", door="import")
    (saved,) = create_contacts([{"name": "Ana"}], by=as_alice.at("import"), change_set=act.id, sources=["row 118"])

    said = page.get(f"/contacts/{saved.id}/fields/name/history/", headers=HTMX).content.decode()

    assert "Import “accounts.csv · row 118”" in said


@pytest.mark.parametrize(
    ("door", "sentence"),
    [("api", "By a program, for Alice"), ("import", "Import by Alice"), ("command", "By a command")],
)
def test_every_door_has_its_sentence(page: Client, nuria: Contact, as_alice: Actor, door: str, sentence: str) -> None:
    change(nuria, as_alice.at(door), name="Núria B.")

    assert sentence in origins(page, nuria, "name")


def test_a_field_of_a_part_tells_only_its_own_values(page: Client, nuria: Contact, as_alice: Actor) -> None:
    change(nuria, as_alice, street="Major 1")
    change(nuria, as_alice, city="Alzira")
    change(nuria, as_alice, city="Sueca")

    said = origins(page, nuria, "city")

    assert said.count("<li") == 2, "that the street was given is no version of the city"
    assert "Major" not in said


def test_people_companies_and_choices_are_named(page: Client, nuria: Contact, as_ada: Actor, ada: User) -> None:
    change(nuria, as_ada, owner=str(ada.id), lifecycle_stage="customer")
    page.force_login(ada)

    assert "<b>Ada</b>" in origins(page, nuria, "owner")
    assert "<b>Corner Bakery</b>" in origins(page, nuria, "company")
    assert "<b>Customer</b>" in origins(page, nuria, "lifecycle_stage")


def test_a_field_that_never_had_a_value_says_so(page: Client, nuria: Contact) -> None:
    assert "never had a value" in origins(page, nuria, "city")


def test_without_a_script_it_stands_on_the_page(page: Client, nuria: Contact) -> None:
    said = page.get(f"/contacts/{nuria.id}/fields/name/history/").content.decode()

    assert "<html" in said
    assert "Typed by Alice" in said


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("name", "Núria Bosch", "Other"),
        ("email", "nuria@bakery.example", "other@bakery.example"),
        ("phone", "600 190 044", "+44 20 7946 0958"),
    ],
)
def test_an_old_value_can_be_used_again(
    page: Client, nuria: Contact, as_ada: Actor, field: str, old: str, new: str
) -> None:
    change(nuria, as_ada, **{field: new})

    answer = page.post(f"/contacts/{nuria.id}/fields/{field}/", {"use_version": 1, "seen_version": 2}, headers=HTMX)

    assert answer.status_code == 200, answer.content.decode()
    assert old in answer.content.decode().partition("hx-partial")[0].replace("<wbr>", "")
    nuria.refresh_from_db()
    assert nuria.version == 3, "it is a new change, nothing is rewritten"


def test_an_old_company_owner_and_tags_come_back(page: Client, nuria: Contact, as_alice: Actor) -> None:
    change(nuria, as_alice, tags=["drip", "a, b"])
    change(nuria, as_alice, tags=[], company="Huerta del Júcar")

    used = [("tags", 2), ("company", 1)]
    for field, version in used:
        answer = page.post(f"/contacts/{nuria.id}/fields/{field}/", {"use_version": version}, headers=HTMX)
        assert answer.status_code == 200, answer.content.decode()

    assert nuria.positions.order_by("place").first().company.name == "Corner Bakery"  # type: ignore[union-attr]
    assert "a, b" in page.get(f"/contacts/{nuria.id}/").content.decode()


def test_old_money_comes_back_exactly(page: Client, bakery: Company, as_alice: Actor) -> None:
    for amount in ("1234.50", "99"):
        values = {"annual_revenue": {"amount": amount, "currency": "EUR"}}
        update_companies([RecordUpdate(id=bakery.id, values=values)], by=as_alice)

    answer = page.post(f"/companies/{bakery.id}/fields/annual_revenue/", {"use_version": 2}, headers=HTMX)

    assert "€1,234.50" in answer.content.decode()


def test_using_an_old_value_overwrites_nobody(page: Client, nuria: Contact, as_ada: Actor) -> None:
    change(nuria, as_ada, name="Second")
    change(nuria, as_ada, name="Third")

    answer = page.post(f"/contacts/{nuria.id}/fields/name/", {"use_version": 1, "seen_version": 2}, headers=HTMX)

    assert answer.status_code == 409
    assert 'value="Núria Bosch"' in answer.content.decode()
    assert "Ada wrote “Third”" in answer.content.decode()


@pytest.mark.parametrize("version", ["0", "77", "abc", "-3", ""])
def test_a_version_that_never_was_is_not_found(page: Client, nuria: Contact, version: str) -> None:
    answer = page.post(f"/contacts/{nuria.id}/fields/name/", {"use_version": version}, headers=HTMX)

    assert answer.status_code == 404


def test_a_company_out_of_sight_is_not_named_in_history(page: Client, alice: User, nuria: Contact) -> None:
    role = alice.roles.get()
    role.rights = {**role.rights, "customers.see_companies": 0}
    role.save()

    said = origins(page, nuria, "company")

    assert "Corner Bakery" not in said
    assert "Not yours to see" in said


def test_a_stranger_learns_nothing(bob: User, nuria: Contact) -> None:
    client = Client()
    client.force_login(bob)

    assert client.get(f"/contacts/{nuria.id}/fields/name/history/").status_code == 404
    assert client.get(f"/contacts/{new_id()}/fields/name/history/").status_code == 404
    assert isinstance(nuria.id, UUID)
