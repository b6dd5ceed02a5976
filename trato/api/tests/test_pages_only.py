from typing import Any

import pytest
from django.test import Client

from trato.foundation.public import User


def test_a_program_is_not_asked_for_a_session(client: Client, alice: User, django_assert_num_queries: Any) -> None:
    client.force_login(alice)

    with django_assert_num_queries(0):
        answer = client.get("/api/v1/me")

    assert answer.status_code == 401
    assert not answer.cookies


def test_a_cookie_still_opens_pages_and_never_the_api(client: Client, alice: User) -> None:
    client.force_login(alice)

    assert client.get("/contacts/").status_code == 200
    assert client.post("/api/v1/contacts", {}, content_type="application/json").status_code == 401


def test_a_form_without_its_token_is_still_refused(alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)

    assert client.post("/new/contact/", {"name": "Ana"}).status_code == 403


@pytest.mark.parametrize("path", ["/api/v1/me", "/contacts/"])
def test_a_name_that_is_not_ours_is_refused_everywhere(client: Client, installed: Any, path: str) -> None:
    assert client.get(path, headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/docs"])
def test_what_guards_answers_stands_on_all_of_them(client: Client, installed: Any, path: str) -> None:
    headers = client.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(("wished", "spoken"), [("es", "es"), ("te", "te"), ("xx", "en")])
def test_refusals_are_in_the_language_that_was_wished_for(
    client: Client, installed: Any, wished: str, spoken: str
) -> None:
    assert client.get("/api/v1/me", headers={"Accept-Language": wished}).headers["Content-Language"] == spoken
