"""Sample data is one click away, for those who may, and so is its end."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from trato.foundation.public import User, installation, load_sample_data, record_kind
from trato.web.samples.queries import sample_data_state
from trato.web.samples.telling import removed_in_words

LOAD, REMOVE = "/sample-data/", "/sample-data/remove/"


def how_many() -> int:
    return int(record_kind("contact").model()._default_manager.count())


def test_one_click_loads_it(client: Client, ada: User) -> None:
    client.force_login(ada)
    answer = client.post(LOAD)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert installation().has_sample_data
    assert how_many() > 180


def test_one_click_removes_it(client: Client, ada: User) -> None:
    load_sample_data(by=ada.acting())
    client.force_login(ada)

    assert client.post(REMOVE).status_code == 302
    assert how_many() == 0
    assert not installation().has_sample_data


@pytest.mark.parametrize("address", [LOAD, REMOVE])
def test_a_seller_is_refused(client: Client, alice: User, address: str) -> None:
    client.force_login(alice)

    assert client.post(address).status_code == 403
    assert how_many() == 0


@pytest.mark.parametrize("address", [LOAD, REMOVE])
def test_a_stranger_is_sent_to_sign_in(client: Client, installed: object, address: str) -> None:
    answer = client.post(address)

    assert answer.status_code == 302
    assert "next=" in answer.headers["Location"]


@pytest.mark.parametrize("address", [LOAD, REMOVE])
def test_looking_changes_nothing(client: Client, ada: User, address: str) -> None:
    client.force_login(ada)

    assert client.get(address).status_code == 405


def test_a_second_click_is_told_so(client: Client, ada: User) -> None:
    load_sample_data(by=ada.acting())
    client.force_login(ada)
    answer = client.post(LOAD)

    assert 400 <= answer.status_code < 500
    assert "already loaded" in answer.content.decode()


def test_the_addresses_have_their_names() -> None:
    assert (reverse("web:sample_data"), reverse("web:remove_sample_data")) == (LOAD, REMOVE)


def test_it_is_offered_then_shown_to_those_who_may(ada: User, alice: User) -> None:
    assert sample_data_state(seen_by=ada.acting()) == "offered"
    assert sample_data_state(seen_by=alice.acting()) == ""
    load_sample_data(by=ada.acting())
    assert sample_data_state(seen_by=ada.acting()) == "loaded"


@pytest.mark.parametrize(("state", "address"), [("offered", LOAD), ("loaded", REMOVE)])
def test_the_banner_leads_there(state: str, address: str) -> None:
    assert f'action="{address}"' in render_to_string("web/samples/banner.html", {"sample_data": state})


def test_an_empty_list_offers_it(client: Client, ada: User) -> None:
    client.force_login(ada)

    assert f'action="{LOAD}"' in client.get("/contacts/").content.decode()


def test_a_search_that_finds_nothing_does_not(client: Client, ada: User) -> None:
    client.force_login(ada)

    assert f'action="{LOAD}"' not in client.get("/contacts/?q=nobody").content.decode()


def test_the_companys_settings_show_that_it_is_loaded(client: Client, ada: User) -> None:
    load_sample_data(by=ada.acting())
    client.force_login(ada)

    assert f'action="{REMOVE}"' in client.get("/settings/company/").content.decode()


def test_without_anything_to_do_there_is_no_banner() -> None:
    assert render_to_string("web/samples/banner.html", {"sample_data": ""}).strip() == ""


def test_what_stays_is_named() -> None:
    assert removed_in_words([]) == "The sample data is gone."
    assert removed_in_words(["Ana"]).endswith("one entry that is in use by now: Ana.")
    assert removed_in_words(["Ana", "Eva"]).endswith("2 entries that are in use by now: Ana, Eva.")
    assert removed_in_words(list("abcdefg")).endswith("7 entries that are in use by now: a, b, c, d, e and others.")
