"""What a list tells of itself while somebody looks at it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.http import urlencode

from trato.customers.public import Contact, create_contacts, trash_contacts, update_contacts
from trato.foundation.public import Actor, RecordUpdate, User
from trato.kit import clock
from trato.kit.ids import id_at


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def news(page: Client, *ids: object, state: str = "", since: object = "", seen: list[object] = []) -> str:  # noqa: B006  # never changed
    asked = {"id": [*map(str, ids)], "seen": [*map(str, seen)], "state": state, "since": str(since)}
    answer = page.get(f"/contacts/news/?{urlencode(asked, doseq=True)}")
    assert answer.status_code == 200
    return answer.content.decode()


def a_minute_ago() -> object:
    return id_at(clock.now() - timedelta(minutes=1))


def test_a_list_says_what_it_wants_to_hear(page: Client, nuria: Contact) -> None:
    said = page.get("/contacts/?sort=-created_at").content.decode()

    assert 'data-live="list:contact"' in said
    assert 'data-news="/contacts/news/?since=' in said
    assert "state=sort%3D-created_at" in said


def test_rows_come_as_they_are_now(page: Client, nuria: Contact, as_ada: Actor) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"name": "Núria B."})], by=as_ada)

    assert "Núria B." in news(page, nuria.id)
    assert "Núria B." not in news(page)


def test_what_fits_the_list_no_more_is_not_among_them(page: Client, nuria: Contact, as_alice: Actor) -> None:
    assert "Núria" in news(page, nuria.id, state="q=bosch")
    assert "Núria" not in news(page, nuria.id, state="q=nobody")
    trash_contacts([nuria.id], by=as_alice)
    assert "Núria" not in news(page, nuria.id)


def test_what_came_in_is_counted(page: Client, nuria: Contact, as_alice: Actor) -> None:
    since = a_minute_ago()
    ana, eva = [saved.id for saved in create_contacts([{"name": "Ana"}, {"name": "Eva"}], by=as_alice)]

    assert "3 new: show" in news(page, since=since)
    assert "2 new: show" in news(page, since=since, seen=[ana])
    assert "1 new: show" in news(page, since=since, state="q=eva")
    assert "new: show" not in news(page, since=eva)
    assert "new: show" not in news(page)


def test_very_many_are_not_counted_to_the_end(page: Client, as_alice: Actor) -> None:
    since = a_minute_ago()
    create_contacts([{"name": f"Person {number}"} for number in range(120)], by=as_alice)

    assert "More than 99 new: show" in news(page, since=since)


def test_others_records_are_neither_shown_nor_counted(page: Client, as_bob: Actor) -> None:
    since = a_minute_ago()
    (saved,) = create_contacts([{"name": "Bob's own"}], by=as_bob)

    said = news(page, saved.id, since=since)
    assert "own" not in said
    assert "new: show" not in said


@pytest.mark.parametrize("given", ["", "x", "0", "%00", "' or 1=1", "9" * 400])
def test_nonsense_is_no_news(page: Client, nuria: Contact, given: str) -> None:
    said = news(page, given, state="sort=-x&shoe_size=41", since=given, seen=[given])

    assert "<tr data-row" not in said
    assert "new: show" not in said


def test_unknown_ids_are_no_rows(page: Client, installed: object) -> None:
    assert "<tr data-row" not in news(page, *(uuid4() for _number in range(150)))
