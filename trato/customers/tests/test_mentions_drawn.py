"""A colleague whom a note mentions stands out in it, and nothing else does."""

import pytest
from django.test import Client

from trato.customers.public import Contact, write_note
from trato.foundation.public import Actor, User


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def told(page: Client, contact: Contact) -> str:
    return page.get(f"/contacts/{contact.pk}/").content.decode().partition('id="story"')[2]


def test_who_is_mentioned_stands_out(page: Client, nuria: Contact, ada: User, as_alice: Actor) -> None:
    write_note("Look at this, @Ada, please", by=as_alice, contact_id=nuria.id)

    assert 'Look at this, <b class="t-mention">@Ada</b>, please' in told(page, nuria)


@pytest.mark.parametrize("text", ["Mail to me@there.example", "@Adam came by", "Ask Ada", "@Nobody"])
def test_any_other_sign_does_not(page: Client, nuria: Contact, ada: User, as_alice: Actor, text: str) -> None:
    write_note(text, by=as_alice, contact_id=nuria.id)

    assert text in told(page, nuria)
    assert "t-mention" not in told(page, nuria)


def test_the_rest_of_the_note_stays_text(page: Client, nuria: Contact, ada: User, as_alice: Actor) -> None:
    write_note("<script>alert(1)</script> @Ada <b>", by=as_alice, contact_id=nuria.id)

    said = told(page, nuria)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said
    assert '<b class="t-mention">@Ada</b> &lt;b&gt;' in said
