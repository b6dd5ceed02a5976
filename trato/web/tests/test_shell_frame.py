"""What stands around every page is drawn once and kept: for the right person, page, language and name, always."""

import re
from typing import Any

import pytest
from django.test import Client

from trato.foundation.public import Installation, Role, User
from trato.web.shell.frame import frame_of
from trato.web.shell.navigation import Entry, Group

PAGES = ("/contacts/", "/companies/")


def page(client: Client, address: str = "/contacts/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def menu_of(text: str) -> str:
    """The one at the side."""
    found = re.search(r'<nav class="t-side".*?</nav>', text, re.DOTALL)
    assert found
    return found[0]


def here(text: str) -> list[str]:
    return re.findall(r'href="([^"]+)" title="[^"]*" aria-current="page"', menu_of(text))


@pytest.fixture
def alices(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def test_each_page_says_where_one_is_however_often_and_in_whatever_order_they_are_asked(alices: Client) -> None:
    for address in (*PAGES, *reversed(PAGES), *PAGES):
        assert here(page(alices, address)) == [address]


def test_two_people_with_other_rights_have_other_menus_one_after_the_other(
    alices: Client, alice: User, bob: User
) -> None:
    bobs = Client()
    bobs.force_login(bob)
    Role.objects.filter(people=alice).update(rights={"customers.see_contacts": 4})
    bob.roles.set([Role.objects.create(name="Firms", rights={"customers.see_companies": 4})])
    for _time in range(2):
        assert 'href="/companies/"' not in menu_of(page(alices))
        assert 'href="/companies/"' in menu_of(page(bobs, "/companies/"))
        assert 'href="/contacts/"' not in menu_of(page(bobs, "/companies/"))


def test_a_right_that_is_taken_away_leaves_the_menu_at_once(alices: Client, alice: User) -> None:
    assert 'href="/companies/"' in menu_of(page(alices))

    Role.objects.filter(people=alice).update(rights={"customers.see_contacts": 4})

    text = page(alices)
    assert 'href="/companies/"' not in text
    assert 'id="create"' not in text, "nothing can be made any more"


def test_the_words_are_those_of_the_person(alices: Client, alice: User) -> None:
    said = {}
    for language in ("en", "es", "te", "en"):
        User.objects.filter(pk=alice.pk).update(language=language)
        text = page(alices)
        found = re.search(r'<dialog class="t-palette" id="palette" aria-label="([^"]+)"', text)
        assert found
        assert said.setdefault(language, found[1]) == found[1]
    assert len(set(said.values())) == 3


def test_a_new_name_of_the_company_stands_on_the_next_page(alices: Client) -> None:
    assert "Sunflower" not in menu_of(page(alices))

    Installation.objects.update(name="Sunflower & Sons <b>")

    assert "Sunflower &amp; Sons &lt;b&gt;" in menu_of(page(alices))


def test_nothing_of_a_person_or_a_session_is_kept(alices: Client, alice: User) -> None:
    page(alices)
    entry = Entry("Contacts", "/contacts/", "users", "", on_phone=True, is_here=True)
    frame: Any = frame_of([Group("Customers", (entry,))], [], "Acequia Solar")
    parts = "".join(str(part) for part in vars(frame).values())

    assert "csrfmiddlewaretoken" not in parts
    assert "nonce" not in parts
    assert alice.email not in parts
    assert parts.count('href="/contacts/"') == 4, "at the side, at the foot of a phone, under More, in the palette"


def test_what_is_equal_is_drawn_once() -> None:
    groups = [Group("Customers", (Entry("Contacts", "/contacts/", "users", "", on_phone=False, is_here=False),))]

    assert frame_of(groups, [], "Acequia Solar") is frame_of(list(groups), [], "Acequia Solar")
    assert frame_of(groups, [], "Acequia Solar") is not frame_of(groups, [], "Another")
