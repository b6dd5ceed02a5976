import json
from typing import Any

import pytest
from django.test import Client

from trato.foundation.public import Actor, User, record_kind
from trato.kit.testing.real_files import real_file


@pytest.fixture
def alices(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def searched(client: Client, text: str, **headers: str) -> str:
    response = client.get("/search/", {"q": text}, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def options(client: Client, text: str) -> str:
    return searched(client, text, **{"HX-Request": "true"})


def test_the_palette_gets_options_it_can_walk(nuria: Any, alices: Client) -> None:
    found = options(alices, "nuri")

    assert f'role="option" tabindex="-1" id="palette-contact-{nuria.id}"' in found
    assert f'href="/contacts/{nuria.id}/"' in found
    assert "Corner Bakery" in found
    assert "<html" not in found


def test_it_ends_with_the_way_to_all_results(nuria: Any, alices: Client) -> None:
    assert 'href="/search/?q=n%26n"' in options(alices, "n&n")
    assert 'href="/search/?q=nuria%20bosch"' in options(alices, "nuria bosch")


def test_contacts_and_companies_are_found_together(nuria: Any, bakery: Any, alices: Client) -> None:
    found = options(alices, "bakery")

    assert f'href="/contacts/{nuria.id}/"' in found
    assert f'href="/companies/{bakery.id}/"' in found


@pytest.mark.parametrize("text", ["", " ", "zzzz"])
def test_nothing_found_is_an_empty_answer(nuria: Any, alices: Client, text: str) -> None:
    assert "role=" not in options(alices, text)


def test_the_page_works_without_javascript(nuria: Any, bakery: Any, alices: Client) -> None:
    page = searched(alices, "bakery")

    assert "<h2" in page
    assert f'href="/contacts/{nuria.id}/"' in page
    assert f'href="/companies/{bakery.id}/"' in page
    assert 'value="bakery"' in page


def test_the_page_says_what_to_type(alices: Client) -> None:
    assert "Type a part of a name" in searched(alices, "")


def test_the_page_says_when_nothing_was_found(nuria: Any, alices: Client) -> None:
    assert "Nothing you may see holds “zzzz”" in searched(alices, "zzzz")


def test_very_many_results_lead_to_the_list(as_alice: Actor, alices: Client) -> None:
    record_kind("contact").create([{"name": f"Marta {number}"} for number in range(31)], by=as_alice)

    assert 'href="/contacts/?q=marta"' in searched(alices, "marta")


def test_bob_finds_nothing_of_the_north(client: Client, bob: User, nuria: Any) -> None:
    client.force_login(bob)

    assert str(nuria.id) not in options(client, "nuria")


def test_charlie_finds_nothing_but_is_not_turned_away(client: Client, charlie: User, nuria: Any) -> None:
    client.force_login(charlie)

    assert str(nuria.id) not in searched(client, "nuria")


def test_who_is_signed_out_signs_in_first(client: Client, installed: Any) -> None:
    assert client.get("/search/?q=x").status_code == 302


def test_what_was_typed_is_shown_harmlessly(alices: Client) -> None:
    page = searched(alices, "<script>alert(1)</script>")

    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", "(", "a" * 10_000, "ﷺ", "‮evil", "{{ 7*7 }}", "\t", "-", "+"])
def test_anything_may_be_typed(nuria: Any, alices: Client, text: str) -> None:
    assert "49" not in options(alices, text)


def test_naughty_strings_are_searched_without_harm(nuria: Any, alices: Client) -> None:
    # All of them are searched for in the foundation's own test; here each third goes through the door.
    for text in json.loads(real_file("robustness/blns/blns.json").read_text())[::3]:
        assert isinstance(options(alices, text), str)
