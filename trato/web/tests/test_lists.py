import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils.html import escape

from trato.foundation.public import Actor, Role, User, record_kind
from trato.kit.testing.real_files import real_file

OWN_NAUGHTY = ["", "%", "_", "'", '"', "<script>alert(1)</script>", "{{ 7*7 }}", "../../etc", "ﷺ", "‮evil", "x" * 5_000]


@pytest.fixture
def alices(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def made(*names: str, by: Actor, kind: str = "contact", **facts: Any) -> list[Any]:
    return [saved.id for saved in record_kind(kind).create([{"name": name, **facts} for name in names], by=by)]


def names_in(page: str) -> list[str]:
    return re.findall(r'data-row-link>.*?<span dir="auto"[^>]*>([^<]*)</span>', page)


def asked(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def htmx(client: Client, address: str) -> str:
    return asked(client, address, **{"HX-Request": "true"})


def test_a_contact_stands_in_the_list_with_what_is_known(nuria: Any, alices: Client) -> None:
    page = asked(alices, "/contacts/")

    for said in ("Núria Bosch", "nuria@bakery.example", "600 190 044", "Corner Bakery", "Alice"):
        assert said in page
    assert f'href="/contacts/{nuria.id}/?from="' in page


def test_the_company_of_a_contact_is_a_door(nuria: Any, bakery: Any, alices: Client) -> None:
    assert f'href="/companies/{bakery.id}/"' in asked(alices, "/contacts/")


def test_companies_have_a_list_too(bakery: Any, alices: Client) -> None:
    page = asked(alices, "/companies/")

    assert names_in(page) == ["Corner Bakery"]
    assert "bakery.example" in page


def test_money_has_its_currency_as_the_reader_writes_it(alice: User, as_alice: Actor, client: Client) -> None:
    made("Huerta", by=as_alice, kind="company", annual_revenue={"amount": "1840000.50", "currency": "INR"})
    User.objects.filter(pk=alice.pk).update(language="es")
    client.force_login(alice)

    page = asked(client, "/companies/")
    assert "1.840.000,50\xa0INR" in page or "18,40,000.50" in page or "1.840.000,50\xa0₹" in page
    assert 'class="c-num c-money"' in page


def test_a_country_is_named_in_the_readers_language(alice: User, as_alice: Actor, client: Client) -> None:
    made("Ana", by=as_alice, country="Germany")
    User.objects.filter(pk=alice.pk).update(language="es")
    client.force_login(alice)

    assert "Alemania" in asked(client, "/contacts/?columns=country")


def test_what_is_unknown_is_no_page(alices: Client) -> None:
    assert alices.get("/potatoes/").status_code == 404


def test_who_is_signed_out_signs_in_first(client: Client, installed: Any) -> None:
    response = client.get("/contacts/")

    assert response.status_code == 302
    assert "next=/contacts/" in response["Location"]


def test_charlie_may_not(client: Client, charlie: User) -> None:
    client.force_login(charlie)

    assert client.get("/contacts/").status_code == 403


def test_bob_does_not_see_the_north(client: Client, bob: User, nuria: Any) -> None:
    client.force_login(bob)

    page = asked(client, "/contacts/")
    assert names_in(page) == []
    assert "Bosch" not in page


def test_a_company_out_of_sight_is_linked_but_not_named(client: Client, nuria: Any, alice: User) -> None:
    Role.objects.filter(people=alice).update(rights={"customers.see_contacts": 3, "customers.see_companies": 0})
    client.force_login(alice)

    page = asked(client, "/contacts/")
    assert "Núria Bosch" in page
    assert "Corner Bakery" not in page


def test_a_hidden_field_is_no_column(client: Client, nuria: Any, alice: User) -> None:
    Role.objects.filter(people=alice).update(hidden_fields=["contact.email"])
    client.force_login(alice)

    assert "nuria@bakery.example" not in asked(client, "/contacts/?columns=email,phone")


def test_the_list_sorts_by_its_heads(as_alice: Actor, alices: Client) -> None:
    made("Eva", "Ana", "Ivo", by=as_alice)

    assert names_in(asked(alices, "/contacts/")) == ["Ana", "Eva", "Ivo"]
    page = asked(alices, "/contacts/?sort=-name")
    assert names_in(page) == ["Ivo", "Eva", "Ana"]
    assert 'aria-sort="descending"' in page
    assert 'href="/contacts/?sort=name"' in page


@pytest.mark.parametrize("sort", ["nonsense", "-", "--name", "email", "name;drop", "'"])
def test_an_impossible_order_is_the_usual_one(as_alice: Actor, alices: Client, sort: str) -> None:
    made("Eva", "Ana", by=as_alice)

    assert names_in(asked(alices, f"/contacts/?sort={quote(sort)}")) == ["Ana", "Eva"]


def test_an_endless_list_goes_on_where_it_ended(as_alice: Actor, alices: Client) -> None:
    made(*(f"Contact {number:03}" for number in range(120)), by=as_alice)
    seen: list[str] = []
    page = asked(alices, "/contacts/")
    for _page in range(3):
        seen += names_in(page)
        more = re.search(r'hx-get="([^"]+)" hx-trigger="revealed"', page)
        if more is None:
            break
        page = htmx(alices, more[1].replace("&amp;", "&"))
        assert "<html" not in page

    assert seen == [f"Contact {number:03}" for number in range(120)]


def test_more_works_without_javascript(as_alice: Actor, alices: Client) -> None:
    made(*(f"Contact {number:03}" for number in range(60)), by=as_alice)
    more = re.search(r'<a class="t-link" href="([^"]+)">More', asked(alices, "/contacts/"))
    assert more is not None

    page = asked(alices, more[1].replace("&amp;", "&"))
    assert names_in(page) == [f"Contact {number:03}" for number in range(50, 60)]
    assert "From the beginning" in page


def test_a_filter_is_a_sentence_that_can_be_taken_away(as_alice: Actor, alices: Client) -> None:
    made("Ana", by=as_alice, lifecycle_stage="customer")
    made("Eva", by=as_alice)

    page = asked(alices, "/contacts/?lifecycle_stage=customer&sort=-name")
    assert names_in(page) == ["Ana"]
    assert "<i>Lifecycle</i> is <b>Customer</b>" in page
    assert 'href="/contacts/?sort=-name" hx-get="/contacts/?sort=-name" aria-label="Remove filter Lifecycle"' in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("owner=me", "<i>Owner</i> is <b>Alice</b>"),
        ("owner=none", "<i>Owner</i> is <b>nobody</b>"),
        ("language=te", "<i>Language</i> is <b>Telugu</b>"),
        ("language=Spanish", "<i>Language</i> is <b>Spanish</b>"),
        ("team=North", "<i>Team</i> is <b>North</b>"),
        ("tags=VIP", "<i>Tags</i> is <b>vip</b>"),
        ("country=ES", "<i>Country</i> is <b>Spain</b>"),
        ("lead_status=none", "<i>Lead status</i> is <b>empty</b>"),
        ("lifecycle_stage=lead&lifecycle_stage=mql", "<i>Lifecycle</i> is <b>Lead, MQL</b>"),
        ("q=b%26b", "<i>Holds</i> <b>“b&amp;b”</b>"),
    ],
)
def test_filters_read_as_sentences(alices: Client, query: str, said: str) -> None:
    assert said in asked(alices, f"/contacts/?{query}")


def test_a_filter_of_the_menu_adds_to_the_state(as_alice: Actor, alices: Client) -> None:
    made("Ana", by=as_alice)

    response = alices.get("/contacts/?q=ana&sort=-name&add=owner&operator=is&value=me")
    assert response.status_code == 302
    assert response["Location"] == "/contacts/?q=ana&owner=me&sort=-name"


@pytest.mark.parametrize("query", ["owner=Nobody", "lifecycle_stage=king", "nonsense=1", "language=Klingon"])
def test_a_filter_that_cannot_be_is_said_and_left_out(as_alice: Actor, alices: Client, query: str) -> None:
    made("Ana", by=as_alice)

    page = asked(alices, f"/contacts/?{query}")
    assert names_in(page) == ["Ana"]
    assert "t-notice warn" in page


def test_columns_are_chosen_in_the_address(nuria: Any, alices: Client) -> None:
    page = asked(alices, "/contacts/?columns=phone,language,nonsense")

    assert re.findall(r"data-column[^>]*><(?:a|span)[^>]*>([^<]+)", page) == ["Name", "Phone", "Language"]


def test_a_count_is_said(as_alice: Actor, alices: Client) -> None:
    made("Ana", "Eva", by=as_alice)

    assert '<span class="t-count" role="status">2</span>' in asked(alices, "/contacts/")
    assert '<span class="t-count" role="status">1</span>' in asked(alices, "/contacts/?q=eva")


def test_a_count_of_very_many_stops(as_alice: Actor, alices: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made("Ana", "Eva", by=as_alice)
    monkeypatch.setattr("trato.web.lists.page.COUNTED", 1)

    assert '<span class="t-count" role="status">1+</span>' in asked(alices, "/contacts/")


def test_an_empty_list_teaches(alices: Client) -> None:
    page = asked(alices, "/contacts/")

    assert "A contact is a person you deal with" in page
    assert "New contact" in page


def test_nothing_matching_is_something_else_than_nothing(nuria: Any, alices: Client) -> None:
    page = asked(alices, "/contacts/?q=zzzz")

    assert "Nothing matches" in page
    assert "Remove the filters" in page
    assert "A contact is a person you deal with" not in page


def test_who_may_not_create_is_offered_nothing(client: Client, alice: User) -> None:
    Role.objects.filter(people=alice).update(rights={"customers.see_contacts": 4})
    client.force_login(alice)

    page = asked(client, "/contacts/")
    assert 'href="/new/contact/"' not in page
    assert "/import" not in page


def test_a_swap_gets_the_list_without_its_frame(nuria: Any, alices: Client) -> None:
    page = htmx(alices, "/contacts/?sort=-name")

    assert page.strip().startswith('<div class="t-list-page" id="list"')
    assert names_in(page) == ["Núria Bosch"]


@pytest.mark.parametrize("cursor", ["x", "a:b", "Ω", "W10:abc"])
def test_a_bent_cursor_is_refused_in_words(alices: Client, cursor: str) -> None:
    response = alices.get("/contacts/", {"after": cursor})

    assert response.status_code == 422
    assert "not a place in this list" in response.content.decode()


def test_names_are_shown_harmlessly(as_alice: Actor, alices: Client) -> None:
    made("<script>alert(1)</script>", by=as_alice)

    page = asked(alices, "/contacts/")
    assert "<script>alert(1)" not in page
    assert escape("<script>alert(1)</script>") in page


@pytest.mark.parametrize("text", OWN_NAUGHTY)
def test_anything_may_stand_in_the_address(nuria: Any, alices: Client, text: str) -> None:
    for name in ("q", "sort", "columns", "owner", "tags", "country", "company", "language", "after", text or "x"):
        assert alices.get("/contacts/", {name: text}).status_code < 500


@pytest.mark.slow
def test_naughty_strings_never_break_a_list(nuria: Any, alices: Client) -> None:
    for text in json.loads(real_file("robustness/blns/blns.json").read_text()):
        query = {name: text for name in ("q", "sort", "columns", "owner", "tags", "country", "company")}
        assert alices.get("/contacts/", query, headers={"HX-Request": "true"}).status_code < 500
        assert alices.get("/contacts/", {"after": text}, headers={"HX-Request": "true"}).status_code < 500
