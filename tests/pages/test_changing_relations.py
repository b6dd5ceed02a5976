"""What contacts are to each other is changed where it stands: on the page of either of them."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from trato.customers.public import Contact, ContactRelation, create_contacts, relate_contacts
from trato.foundation.public import Actor, Change, User

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def boss(as_alice: Actor) -> Contact:
    (saved,) = create_contacts([{"name": "Pilar Boss"}], by=as_alice)
    return Contact.objects.get(pk=saved.id)


@pytest.fixture
def related(nuria: Contact, boss: Contact, as_alice: Actor) -> ContactRelation:
    return relate_contacts(nuria.id, "reports to", boss.id, by=as_alice, facts={"since": "2020-01-01", "note": "Shop"})


def on(contact: Contact) -> dict[str, str]:
    return {**HTMX, "HX-Current-URL": f"http://testserver/contacts/{contact.id}/"}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_each_page_names_the_relation_from_its_side(
    client: Client, nuria: Contact, boss: Contact, related: ContactRelation
) -> None:
    address = f"/relations/{related.id}/change/"

    assert "reports to" in text(client.get(f"/contacts/{nuria.id}/"))
    assert "manages" in text(client.get(f"/contacts/{boss.id}/"))
    assert "reports to" in text(client.get(address, headers=on(nuria)))
    assert "Pilar Boss" in text(client.get(address, headers=on(nuria)))
    assert "manages" in text(client.get(address, headers=on(boss)))
    assert "Núria Bosch" in text(client.get(address, headers=on(boss)))


def test_the_form_holds_what_is_known(client: Client, nuria: Contact, related: ContactRelation) -> None:
    said = text(client.get(f"/relations/{related.id}/change/", headers=on(nuria)))

    assert 'name="since" value="2020-01-01"' in said
    assert 'name="until" value=""' in said
    assert 'name="note" value="Shop"' in said
    assert "<html" not in said


def test_days_and_note_are_changed(client: Client, nuria: Contact, related: ContactRelation) -> None:
    given = {"since": "2021-02-03", "until": "2022-03-04", "note": "Market"}
    said = text(client.post(f"/relations/{related.id}/change/", given, headers=on(nuria)))

    related.refresh_from_db()
    assert (related.since, related.until, related.note) == (date(2021, 2, 3), date(2022, 3, 4), "Market")
    assert 'id="panels"' in said
    assert "Market" in said
    change = Change.objects.filter(record_id=related.id, act="update").get()
    assert set(change.after) == {"since", "until", "note"}


def test_what_is_emptied_is_empty(client: Client, nuria: Contact, related: ContactRelation) -> None:
    client.post(f"/relations/{related.id}/change/", {"since": "", "until": "", "note": ""}, headers=on(nuria))

    related.refresh_from_db()
    assert (related.since, related.until, related.note) == (None, None, "")


@pytest.mark.parametrize(
    "given", [{"since": "tomorrow"}, {"since": "2022-01-02", "until": "2022-01-01"}, {"until": "2022-13-01"}]
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    given: dict[str, str], client: Client, nuria: Contact, related: ContactRelation
) -> None:
    answer = client.post(f"/relations/{related.id}/change/", {**given, "note": "Typed with care"}, headers=on(nuria))

    assert answer.status_code == 422
    assert 'role="alert"' in text(answer)
    assert 'value="Typed with care"' in text(answer)
    related.refresh_from_db()
    assert related.note == "Shop"


def test_it_works_without_a_script(client: Client, nuria: Contact, related: ContactRelation) -> None:
    address = f"/relations/{related.id}/change/"
    assert f'action="{address}"' in text(client.get(f"/contacts/{nuria.id}/")) or address in text(
        client.get(f"/contacts/{nuria.id}/")
    )
    assert "<html" in text(client.get(address))

    answer = client.post(address, {"since": "2021-02-03", "until": "", "note": ""})

    assert answer.status_code == 302
    related.refresh_from_db()
    assert related.since == date(2021, 2, 3)


def test_who_sees_neither_finds_nothing(bob: User, related: ContactRelation) -> None:
    client = Client()
    client.force_login(bob)

    assert client.get(f"/relations/{related.id}/change/").status_code == 404
    assert client.post(f"/relations/{related.id}/change/", {"note": "Mine"}).status_code == 404
