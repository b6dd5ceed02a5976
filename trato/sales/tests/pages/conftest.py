"""Browsers in which somebody is signed in, and what strange people type."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from trato.foundation.public import User

Browser = Callable[[User], Client]
STRANGE = ["", " ", "\x00", "x" * 5_000, "'; drop table sales_deal; --", "<script>alert(1)</script>", "\u202eevil"]
STRANGE += ["-1", "9" * 40, "1e999", "NaN", "٣", "../../etc", "{{ 7*7 }}", "%s%(x)s", str(UUID(int=0))]


@pytest.fixture
def browser() -> Browser:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def adas(browser: Browser, ada: User) -> Client:
    return browser(ada)


@pytest.fixture
def alices(browser: Browser, alice: User) -> Client:
    return browser(alice)


def text(client: Client, address: str, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()
