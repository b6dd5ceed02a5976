"""A session ends while somebody types: the sign-in page is never put where a value stood."""

import pytest
from django.test import Client

from trato.customers.public import Contact
from trato.foundation.public import User

SWAP = {"HX-Request": "true"}


def test_a_swap_after_the_session_ended_keeps_the_page_and_says_so(nuria: Contact) -> None:
    answer = Client().post(f"/contacts/{nuria.id}/fields/city/", {"value": "Olot"}, headers=SWAP)

    assert answer.status_code == 401
    assert answer.headers["HX-Reswap"] == "none"
    assert "You are signed out" in answer.content.decode()
    assert "<form" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/contacts/", "/search/?q=bosch", "/new/contact/", "/imports/"])
def test_every_swap_is_told(installed: object, address: str) -> None:
    assert Client().get(address, headers=SWAP).status_code == 401


def test_it_is_told_in_the_language_of_the_browser(installed: object) -> None:
    answer = Client().get("/contacts/", headers={**SWAP, "Accept-Language": "es"})

    assert "Tu sesión ha terminado" in answer.content.decode()


def test_a_whole_page_still_leads_to_the_sign_in_page(installed: object) -> None:
    answer = Client().get("/contacts/?q=bosch")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/account/login/?next=/contacts/%3Fq%3Dbosch"


def test_other_redirects_of_a_swap_are_left_alone(alice: User) -> None:
    client = Client()
    client.force_login(alice)

    assert client.get("/", headers=SWAP).status_code == 302
