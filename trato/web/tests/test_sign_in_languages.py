import pytest
from django.test import Client

from trato.foundation.public import User


@pytest.mark.parametrize("code", ["en", "es", "te"])
def test_the_page_speaks_the_browsers_language(code: str, installed: object, client: Client) -> None:
    answer = client.get("/account/login/", headers={"Accept-Language": f"{code}-XX,{code};q=0.9,de;q=0.5"})

    assert answer.headers["Content-Language"] == code
    assert f'<html lang="{code}"' in answer.content.decode()


@pytest.mark.parametrize("header", ["de,fr;q=0.5", "", "*", "../../etc,xx", "e" * 5000])
def test_a_language_that_is_not_ours_becomes_english(header: str, installed: object, client: Client) -> None:
    answer = client.get("/account/login/", headers={"Accept-Language": header})

    assert answer.headers["Content-Language"] == "en"
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_choice_of_language_is_remembered_before_signing_in(installed: object, client: Client) -> None:
    answer = client.post("/account/language/", {"language": "te", "next": "/account/login/"})

    assert answer.headers["Location"] == "/account/login/"
    assert client.get("/account/login/").headers["Content-Language"] == "te"


def test_a_choice_of_language_leads_to_no_other_site(installed: object, client: Client) -> None:
    answer = client.post("/account/language/", {"language": "xx", "next": "//evil.example/"})

    assert answer.headers["Location"] == "/"
    assert client.get("/account/login/").headers["Content-Language"] == "en"


def test_a_signed_in_persons_own_language_wins(alice: User, client: Client) -> None:
    alice.language = "te"
    alice.save()
    client.force_login(alice)

    assert client.get("/settings/", headers={"Accept-Language": "es"}).headers["Content-Language"] == "te"


def test_a_zone_that_left_the_world_does_not_take_the_pages_along(alice: User, client: Client) -> None:
    User.objects.filter(pk=alice.pk).update(time_zone="Gone/Away")
    client.force_login(alice)

    assert client.get("/settings/").status_code == 200
