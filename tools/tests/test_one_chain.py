"""Test clients share the middleware of their process, as the requests of a server do."""

import asyncio

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.test.client import AsyncClient, ClientHandler
from django.test.utils import override_settings
from django.urls import reverse


def chain_of(client: Client) -> object:
    client.get("/healthz")
    handler = client.handler
    assert isinstance(handler, ClientHandler)
    return handler._middleware_chain


@pytest.mark.django_db
def test_the_second_client_takes_what_was_made_for_the_first() -> None:
    first, second = Client(), Client(raise_request_exception=False)

    assert chain_of(first) is chain_of(second)
    assert first.handler is not second.handler


@pytest.mark.django_db
def test_a_changed_setting_makes_it_anew_and_so_does_its_return() -> None:
    before = chain_of(Client())
    with override_settings(MIDDLEWARE=["django.middleware.common.CommonMiddleware"]):
        between = chain_of(Client())
        assert Client().get("/healthz").headers.get("Content-Security-Policy") is None
    after = chain_of(Client())

    assert len({id(before), id(between), id(after)}) == 3


@pytest.mark.django_db
def test_every_middleware_of_the_settings_is_in_it() -> None:
    answer = Client().get("/account/login/")

    assert answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert len(django_settings.MIDDLEWARE) > 5


@pytest.mark.django_db
def test_each_client_keeps_its_own_way_with_forged_posts() -> None:
    """Whether a form's token is asked for is said with each request, not with the chain."""
    lenient, strict = Client(), Client(enforce_csrf_checks=True)

    assert lenient.post(reverse("account_language"), {"language": "te"}).status_code == 302
    assert strict.post(reverse("account_language"), {"language": "te"}).status_code == 403


def test_an_asynchronous_client_makes_its_own() -> None:
    assert not asyncio.iscoroutinefunction(ClientHandler.load_middleware)
    assert AsyncClient().handler._middleware_chain is None
