"""The record page: who sees what on it, and where its addresses lead."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from trato.customers.public import Company, Contact, create_companies, create_contacts, update_contacts
from trato.foundation.public import Actor, RecordUpdate, Role, User

HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address_of(record: Contact | Company, *more: str) -> str:
    plural = "contacts" if isinstance(record, Contact) else "companies"
    return "/".join([f"/{plural}/{record.pk}", *more]) + "/"


@pytest.fixture
def page(alice: User) -> Client:
    return signed_in(alice)


def limit(role: Role, *, hidden: list[str] = [], read_only: list[str] = []) -> None:  # noqa: B006  # never changed
    role.hidden_fields, role.read_only_fields = hidden, read_only
    role.save()


def test_a_record_tells_its_fields_by_section(page: Client, nuria: Contact) -> None:
    said = page.get(address_of(nuria)).content.decode()

    for expected in ("Núria Bosch", "nuria@bakery.example", "600 190 044", "Corner Bakery", "About", "Relationship"):
        assert expected in said


def test_its_header_names_role_company_stage_and_owner(page: Client, nuria: Contact, as_alice: Actor) -> None:
    update_contacts(
        [RecordUpdate(id=nuria.id, values={"job_title": "Baker", "lifecycle_stage": "customer"})], by=as_alice
    )

    head = page.get(address_of(nuria)).content.decode().partition('id="record-head"')[2].partition("</header>")[0]

    assert "Baker" in head
    assert f'href="/companies/{nuria.positions.get().company_id}/"' in head
    assert 'data-stage="customer"' in head
    assert "Alice" in head


def test_it_says_what_time_it_is_there(page: Client, nuria: Contact, as_alice: Actor) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"time_zone": "Asia/Kolkata"})], by=as_alice)

    assert "in Kolkata" in page.get(address_of(nuria)).content.decode()


def test_a_company_has_a_page_too(page: Client, bakery: Company, nuria: Contact) -> None:
    said = page.get(address_of(bakery)).content.decode()

    assert "Corner Bakery" in said
    assert address_of(nuria) in said, "its contacts stand beside it"


def test_a_field_without_a_value_is_a_dash_that_can_be_pressed(page: Client, nuria: Contact) -> None:
    said = page.get(address_of(nuria)).content.decode()

    assert "Edit City: empty" in " ".join(said.split())


def test_a_strangers_record_is_not_there(bob: User, nuria: Contact) -> None:
    client = signed_in(bob)

    for address in (address_of(nuria), address_of(nuria, "fields", "name"), address_of(nuria, "story")):
        assert client.get(address).status_code == 404
    assert client.post(address_of(nuria, "trash")).status_code == 404


def test_nobody_unknown_sees_anything(nuria: Contact) -> None:
    answer = Client().get(address_of(nuria))

    assert answer.status_code == 302
    assert "login" in answer["Location"] or "sign" in answer["Location"]


@pytest.mark.parametrize(
    "path", ["/contacts/{id}/", "/unicorns/{id}/", "/contacts/{id}/fields/name/", "/contact/{id}/"]
)
def test_an_address_of_nothing_is_not_found(page: Client, path: str) -> None:
    assert page.get(path.format(id=uuid4())).status_code == 404


def test_a_field_hidden_from_a_role_is_nowhere_on_the_page(page: Client, alice: User, nuria: Contact) -> None:
    limit(alice.roles.get(), hidden=["contact.phone"])

    said = page.get(address_of(nuria)).content.decode()

    assert "600 190 044" not in said
    assert page.get(address_of(nuria, "fields", "phone")).status_code == 404
    assert page.get(address_of(nuria, "fields", "phone", "history")).status_code == 404


def test_what_one_may_not_edit_has_no_editor(as_bob: Actor, page: Client, ada: User, as_ada: Actor, bob: User) -> None:
    (saved,) = create_companies([{"name": "Southern Mill", "owner": str(bob.id)}], by=as_ada)
    mill = Company.objects.get(pk=saved.id)

    said = page.get(address_of(mill)).content.decode()

    assert "Southern Mill" in said
    assert "data-edit" not in said
    assert "Delete" not in said.partition('class="t-rec"')[0].partition("record-head")[2]


def test_a_name_in_its_own_script_says_its_language(page: Client, as_alice: Actor) -> None:
    (saved,) = create_contacts([{"name": "Padmavathi", "native_name": "పద్మావతి", "language": "te"}], by=as_alice)

    assert '<bdi lang="te">పద్మావతి</bdi>' in page.get(f"/contacts/{saved.id}/").content.decode()


def test_a_company_out_of_sight_is_linked_without_its_name(alice: User, nuria: Contact) -> None:
    role = alice.roles.get()
    role.rights = {**role.rights, "customers.see_companies": 1}
    role.save()
    Company.objects.update(owner=None, team=None)

    said = signed_in(alice).get(address_of(nuria)).content.decode()

    assert "Corner Bakery" not in said
    assert "Not yours to see" in said


def test_deleting_offers_the_way_back(page: Client, nuria: Contact) -> None:
    answer = page.post(address_of(nuria, "trash"))

    assert (answer.status_code, answer["Location"]) == (302, "/contacts/")
    nuria.refresh_from_db()
    assert nuria.deleted_at is not None
    assert f'hx-post="{address_of(nuria, "restore")}"' in page.get(address_of(nuria)).content.decode()


def test_what_is_in_the_trash_says_so_and_cannot_be_edited(page: Client, nuria: Contact) -> None:
    page.post(address_of(nuria, "trash"))

    said = page.get(address_of(nuria)).content.decode()

    assert "In the trash" in said
    assert "Restore" in said
    assert "data-edit" not in said
    assert page.post(address_of(nuria, "fields", "name"), {"value": "Other"}).status_code == 403


def test_undo_brings_it_back(page: Client, nuria: Contact) -> None:
    page.post(address_of(nuria, "trash"))

    answer = page.post(address_of(nuria, "restore"), headers=HTMX)

    assert answer["HX-Redirect"] == address_of(nuria)
    nuria.refresh_from_db()
    assert nuria.deleted_at is None
    assert page.post(address_of(nuria, "restore")).status_code == 404, "nothing is left to restore"


def test_what_others_took_meanwhile_is_said_on_the_way_back(page: Client, nuria: Contact, as_alice: Actor) -> None:
    page.post(address_of(nuria, "trash"))
    create_contacts([{"name": "Heir", "email": "nuria@bakery.example"}], by=as_alice)

    said = page.post(address_of(nuria, "restore"), follow=True).content.decode()

    assert "left out: nuria@bakery.example" in said


def test_a_reader_without_the_right_deletes_nothing(ada: User, nuria: Contact) -> None:
    reader = Role.objects.create(name="Reader", rights={"customers.see_contacts": 4})
    ada.roles.set([reader])

    assert signed_in(ada).post(address_of(nuria, "trash")).status_code == 403
    nuria.refresh_from_db()
    assert nuria.deleted_at is None


def test_trash_and_restore_are_no_links(page: Client, nuria: Contact) -> None:
    assert page.get(address_of(nuria, "trash")).status_code == 405
    assert page.get(address_of(nuria, "restore")).status_code == 405


def test_names_of_fields_are_in_the_readers_language(page: Client, alice: User, nuria: Contact) -> None:
    alice.language = "es"
    alice.save()

    answer = page.get(address_of(nuria))

    assert answer["Content-Language"] == "es"
    assert answer.status_code == 200


def test_an_address_with_a_letter_too_many_is_no_error(page: Client, nuria: Contact) -> None:
    assert page.get(f"/contacts/{nuria.id}x/").status_code == 404
    assert page.get(f"/contacts/{UUID(int=0)}/").status_code == 404
