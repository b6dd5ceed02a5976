"""What was deleted lies on one page for each kind, and comes back from there."""

import pytest
from django.db.models import Index
from django.test import Client

from trato.customers.public import Contact, create_contacts, trash_contacts
from trato.foundation.public import Actor, User, record_kinds
from trato.web.lists import trash


@pytest.fixture
def deleted(as_alice: Actor) -> list[Contact]:
    names = ["Tomasz Wieczorek", "పద్మావతి కొండపల్లి", "Josefa Ibáñez"]
    saved = create_contacts([{"name": name} for name in names], by=as_alice)
    for each in saved:  # one after the other, so that there is an order
        trash_contacts([each.id], by=as_alice)
    return list(Contact.objects.filter(pk__in=[each.id for each in saved]).order_by("-deleted_at"))


def shown(client: Client, person: User, address: str = "/contacts/trash/") -> str:
    client.force_login(person)
    return client.get(address).content.decode()


def test_what_went_last_comes_first_with_who_did_it(client: Client, alice: User, deleted: list[Contact]) -> None:
    page = shown(client, alice)

    places = [page.index(each.name) for each in deleted]
    assert places == sorted(places)
    assert "Alice" in page


def test_what_stands_in_the_list_is_not_in_the_trash(client: Client, alice: User, nuria: Contact) -> None:
    page = shown(client, alice)

    assert nuria.name not in page
    assert "The trash is empty" in page


def test_others_do_not_see_what_was_never_theirs_to_see(client: Client, bob: User, deleted: list[Contact]) -> None:
    assert "Tomasz" not in shown(client, bob)


def test_pages_follow_each_other(
    client: Client, alice: User, deleted: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trash, "ROWS", 2)
    first = shown(client, alice)
    second = shown(client, alice, f"/contacts/trash/?before={deleted[1].id}")

    assert f"?before={deleted[1].id}" in first
    assert deleted[2].name not in first
    assert deleted[2].name in second
    assert deleted[0].name not in second


def test_an_address_nobody_made_begins_with_the_newest(client: Client, alice: User, deleted: list[Contact]) -> None:
    assert deleted[0].name in shown(client, alice, "/contacts/trash/?before=%27%3B--")


def test_what_is_selected_is_restored_as_one_change(client: Client, alice: User, deleted: list[Contact]) -> None:
    client.force_login(alice)
    ids = ",".join(str(each.id) for each in deleted[:2])
    start = client.post("/change-sets/new/", {"kind": "contact", "act": "restore", "ids": ids, "back": "/contacts/"})
    preview = client.get(start.headers["Location"]).content.decode()
    client.post(start.headers["Location"].replace("preview", "run"))

    assert "This will take 2 contacts out of the trash." in preview
    assert Contact.objects.filter(deleted_at=None, pk__in=[each.pk for each in deleted]).count() == 2


def test_the_list_leads_to_it(client: Client, alice: User, nuria: Contact) -> None:
    assert 'href="/contacts/trash/"' in shown(client, alice, "/contacts/")


def test_the_page_of_every_trash_is_read_from_an_index(installed: object) -> None:
    kinds = [kind for kind in record_kinds() if kind.trash]
    without = [kind.name for kind in kinds if not any(map(is_of_trash, kind.model()._meta.indexes))]

    assert kinds
    assert without == []


def is_of_trash(index: Index) -> bool:
    return list(index.fields) == ["-deleted_at", "-id"]
