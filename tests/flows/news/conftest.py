"""A clock that stands on a Monday, and what is read and sent then."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.flows.news.ground import MONDAY
from trato.customers.tests.reading import Readers
from trato.foundation.public import (
    User,
)
from trato.kit.testing.frozen_clock import FrozenClock, frozen_clock


@pytest.fixture
def readers() -> Readers:
    return Readers()


@pytest.fixture
def clock() -> Iterator[FrozenClock]:
    with frozen_clock(MONDAY) as clock:
        yield clock


@pytest.fixture
def mail_server(settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.acequia.example"


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client
