"""Records that point at the one on the screen: how many, the first of them, all of them, and one more."""

from uuid import uuid4

import pytest
from django.test import Client

from trato.customers.public import Company, Contact, create_companies, create_contacts, create_tasks, trash_companies
from trato.foundation.public import Actor, Role, User

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def beside(page: Client, record: Contact | Company) -> str:
    plural = "contacts" if isinstance(record, Contact) else "companies"
    said = page.get(f"/{plural}/{record.pk}/").content.decode()
    return said.partition('id="panels"')[2].partition("</aside>")[0]


def panel(page: Client, record: Contact | Company, title: str) -> str:
    """Empty where there is none."""
    found = [each for each in beside(page, record).split("<section")[1:] if f">{title}" in each.partition("</h2>")[0]]
    return found[0] if found else ""


def parts(bakery: Company, by: Actor, *names: str) -> None:
    create_companies([{"name": name, "parent": str(bakery.id)} for name in names], by=by)


def test_the_parts_of_a_company_by_name(page: Client, bakery: Company, as_alice: Actor) -> None:
    parts(bakery, as_alice, "Night Bakery", "Day Bakery")

    said = panel(page, bakery, "Subsidiaries")

    assert 0 < said.index("Day Bakery") < said.index("Night Bakery")
    assert f'href="/companies/?parent={bakery.id}"' in said


def test_many_are_counted_and_the_first_shown(page: Client, bakery: Company, as_alice: Actor) -> None:
    parts(bakery, as_alice, *(f"Bakery {number:02}" for number in range(12)))

    said = panel(page, bakery, "Subsidiaries")

    assert said.count("<li>") == 5
    assert ">12<" in said


def test_the_number_leads_to_all_of_them(page: Client, bakery: Company, as_alice: Actor) -> None:
    parts(bakery, as_alice, "Night Bakery")
    create_companies([{"name": "Quite Another"}], by=as_alice)

    said = page.get(f"/companies/?parent={bakery.id}").content.decode()

    assert "Night Bakery" in said
    assert "Quite Another" not in said
    assert "Part of" in said
    assert "Corner Bakery" in said  # the chip speaks in names


def test_people_of_a_company_lead_to_their_list_too(page: Client, bakery: Company, nuria: Contact) -> None:
    said = panel(page, bakery, "Contacts")

    assert "Núria Bosch" in said
    assert f'href="/contacts/?company={bakery.id}"' in said
    assert f'href="/new/contact/?company={bakery.id}"' in said
    assert "Núria Bosch" in page.get(f"/contacts/?company={bakery.id}").content.decode()


def test_tasks_about_somebody_lead_to_all_of_them(page: Client, nuria: Contact, as_alice: Actor) -> None:
    create_tasks([{"name": "Call Núria", "contact": str(nuria.id)}], by=as_alice)

    said = panel(page, nuria, "Open tasks")

    assert "Call Núria" in said
    assert f'href="/tasks/?contact={nuria.id}"' in said
    assert f'href="/new/task/?contact={nuria.id}"' in said


def test_where_there_is_none_one_may_begin(page: Client, bakery: Company) -> None:
    assert f'href="/new/company/?parent={bakery.id}"' in panel(page, bakery, "Subsidiaries")


def test_those_of_others_are_neither_shown_nor_counted(
    page: Client, bakery: Company, as_alice: Actor, as_bob: Actor
) -> None:
    create_contacts([{"name": "Bob's own", "company": str(bakery.id)}], by=as_bob)
    create_contacts([{"name": "Alice's own", "company": str(bakery.id)}], by=as_alice)

    said = panel(page, bakery, "Contacts")

    assert "Alice" in said
    assert "Bob" not in said
    assert ">1<" in said


def test_what_is_in_the_trash_is_not_there(page: Client, bakery: Company, as_alice: Actor) -> None:
    (saved,) = create_companies([{"name": "Night Bakery", "parent": str(bakery.id)}], by=as_alice)
    trash_companies([saved.id], by=as_alice)

    assert "Night Bakery" not in beside(page, bakery)


def test_a_hidden_reference_hides_its_list(page: Client, bakery: Company, as_alice: Actor, seller: Role) -> None:
    parts(bakery, as_alice, "Night Bakery")
    seller.hidden_fields = ["company.parent"]
    seller.save()

    assert panel(page, bakery, "Subsidiaries") == ""
    assert "Night Bakery" not in beside(page, bakery)


def test_a_reference_one_may_not_write_cannot_be_begun_with(page: Client, bakery: Company, seller: Role) -> None:
    seller.read_only_fields = ["company.parent"]
    seller.save()

    assert panel(page, bakery, "Subsidiaries") == ""


def test_a_kind_one_may_not_make_has_no_button(page: Client, bakery: Company, nuria: Contact, seller: Role) -> None:
    seller.rights = {**seller.rights, "customers.create_contacts": 0}
    seller.save()

    said = panel(page, bakery, "Contacts")
    assert "Núria Bosch" in said
    assert "/new/contact/" not in said


def test_a_kind_one_may_not_see_is_not_there(page: Client, bakery: Company, nuria: Contact, seller: Role) -> None:
    seller.rights = {**seller.rights, "customers.see_contacts": 0}
    seller.save()

    assert "Núria Bosch" not in beside(page, bakery)
    assert "/contacts/" not in beside(page, bakery)


def test_in_the_trash_nothing_is_begun(page: Client, bakery: Company, as_alice: Actor) -> None:
    trash_companies([bakery.id], by=as_alice)

    assert "/new/" not in beside(page, bakery)


def test_a_new_record_begins_with_its_reference(page: Client, bakery: Company) -> None:
    said = page.get(f"/new/contact/?company={bakery.id}", headers=HTMX).content.decode()

    assert f'<option value="{bakery.id}" selected>Corner Bakery</option>' in said
    page.post("/new/contact/", {"name": "Joan", "company": str(bakery.id)}, headers=HTMX)
    assert Contact.objects.get(name="Joan").positions.get().company_id == bakery.id


def test_also_with_one_that_the_short_form_does_not_ask_for(page: Client, bakery: Company) -> None:
    said = page.get(f"/new/company/?parent={bakery.id}").content.decode()

    assert f'<option value="{bakery.id}" selected>Corner Bakery</option>' in said
    page.post("/new/company/", {"name": "Night Bakery", "parent": str(bakery.id)})
    assert Company.objects.get(name="Night Bakery").parent_id == bakery.id


def test_it_stays_when_something_else_is_refused(page: Client, bakery: Company) -> None:
    answer = page.post("/new/contact/", {"name": "Joan", "email": "@", "company": str(bakery.id)}, headers=HTMX)

    assert answer.status_code == 422
    assert f'<option value="{bakery.id}" selected>Corner Bakery</option>' in answer.content.decode()


def test_a_reference_to_what_one_does_not_see_tells_nothing(page: Client, as_bob: Actor) -> None:
    (hidden,) = create_contacts([{"name": "Secret Somebody"}], by=as_bob)

    for id_ in (hidden.id, uuid4(), "x"):
        answer = page.get(f"/new/task/?contact={id_}")
        assert answer.status_code == 200
        assert "Secret Somebody" not in answer.content.decode()
