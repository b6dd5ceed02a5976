"""A page as the web server makes it, without a network: every layer from the request to the finished text."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.test import Client


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def page_of(user: Any, address: str) -> Callable[[], object]:
    """Fails loudly on anything but a page."""
    client = signed_in(user)

    def act() -> object:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        return answer.content

    return act
