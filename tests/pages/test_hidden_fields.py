"""A field that a role hides is told by no part of a page; one that it may only read is changed by none."""

import pytest
from django.test import Client

from trato.customers.public import Contact, create_contacts, update_contacts
from trato.foundation.public import Actor, RecordUpdate, Role, User

HTMX = {"HX-Request": "true"}
SECRET = "quail"
# A field, and the value by which it would be known.
HIDDEN = [
    ("email", {"email": f"{SECRET}@bakery.example"}),
    ("source", {"source": f"{SECRET} fair"}),
    ("city", {"city": SECRET}),
    ("job_title", {"job_title": SECRET}),
    ("tags", {"tags": [SECRET]}),
    ("native_name", {"native_name": SECRET}),
]


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def limit(role: Role, *, hidden: list[str] = [], read_only: list[str] = []) -> None:  # noqa: B006  # never changed
    role.hidden_fields = [f"contact.{name}" for name in hidden]
    role.read_only_fields = [f"contact.{name}" for name in read_only]
    role.save()


def places(contact: Contact) -> list[str]:
    """Everything on and around a record page that is read."""
    record = f"/contacts/{contact.pk}/"
    return [record, f"{record}story/", f"{record}news/?version=1", "/contacts/", f"/contacts/news/?id={contact.pk}"]


@pytest.mark.parametrize(("name", "values"), HIDDEN, ids=[name for name, _values in HIDDEN])
def test_a_hidden_field_is_told_nowhere(
    page: Client, nuria: Contact, seller: Role, as_ada: Actor, name: str, values: dict[str, object]
) -> None:
    """Neither its value, nor that and how it was changed."""
    update_contacts([RecordUpdate(id=nuria.id, values=values)], by=as_ada)
    seen = page.get(f"/contacts/{nuria.pk}/").content.decode()
    assert SECRET in seen  # who may see it does
    label = f'data-field="{name}"'
    assert label in seen

    limit(seller, hidden=[name])

    for address in places(nuria):
        said = page.get(address, headers=HTMX).content.decode()
        assert SECRET not in said, address
        assert label not in said, address
    assert SECRET not in page.get("/contacts/?q=nuria").content.decode()
    assert SECRET not in page.get("/search/?q=nuria").content.decode()


@pytest.mark.parametrize("name", ["email", "source", "city"])
def test_the_ways_to_a_hidden_field_are_closed(page: Client, nuria: Contact, seller: Role, name: str) -> None:
    limit(seller, hidden=[name])
    field = f"/contacts/{nuria.pk}/fields/{name}/"

    for address in (field, f"{field}history/", f"{field}suggestions/?value=a", f"{field}?reading"):
        assert page.get(address, headers=HTMX).status_code == 404, address
    assert page.post(field, {"value": "x"}, headers=HTMX).status_code == 404
    assert page.post(field, {"use_version": "1"}, headers=HTMX).status_code == 404
    assert page.get(f"/contacts/{nuria.pk}/cells/{name}/", headers=HTMX).status_code == 404


def test_a_story_does_not_name_a_hidden_field(page: Client, nuria: Contact, seller: Role, as_ada: Actor) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"source": "Fair"})], by=as_ada)
    story = page.get(f"/contacts/{nuria.pk}/story/", headers=HTMX).content.decode()
    assert "changed Source" in story

    limit(seller, hidden=["source"])

    assert "Source" not in page.get(f"/contacts/{nuria.pk}/story/", headers=HTMX).content.decode()


def test_one_cannot_find_out_by_searching(page: Client, seller: Role, as_alice: Actor) -> None:
    create_contacts([{"name": "Somebody", "email": f"{SECRET}@bakery.example"}], by=as_alice)
    assert "Somebody" in page.get(f"/contacts/?q={SECRET}").content.decode()

    limit(seller, hidden=["email"])

    assert "Somebody" not in page.get(f"/contacts/?q={SECRET}").content.decode()
    for asked in (f"email={SECRET}@bakery.example", f"email.holds={SECRET}"):
        said = page.get(f"/contacts/?{asked}").content.decode()
        assert "There is no filter" in said, asked


@pytest.mark.parametrize("limits", ["hidden", "read_only"])
def test_a_new_record_does_not_ask_for_it(page: Client, seller: Role, installed: object, limits: str) -> None:
    assert 'name="email"' in page.get("/new/contact/").content.decode()

    limit(seller, **{limits: ["email"]})

    assert 'name="email"' not in page.get("/new/contact/").content.decode()
    page.post("/new/contact/", {"name": "Joan", "email": f"{SECRET}@bakery.example"})
    assert not Contact.objects.get(name="Joan").identities.exists()


def test_what_is_only_read_has_no_way_to_be_changed(page: Client, nuria: Contact, seller: Role) -> None:
    limit(seller, read_only=["source"])
    field = f"/contacts/{nuria.pk}/fields/source/"

    row = page.get(f"/contacts/{nuria.pk}/").content.decode().partition('id="field-source"')[2].partition("</dd>")[0]
    assert "data-edit" not in row
    assert page.get(field, headers=HTMX).status_code == 403
    assert page.post(field, {"value": "Fair"}, headers=HTMX).status_code == 403
    assert page.post(field, {"use_version": "1"}, headers=HTMX).status_code == 403
    assert page.get(f"{field}history/", headers=HTMX).status_code == 200
