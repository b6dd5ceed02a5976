"""What all tests of sales call on by name."""

from collections.abc import Iterator

import pytest

from trato.foundation.public import Actor
from trato.kit.testing.frozen_clock import frozen_clock
from trato.sales.tests.leads.reading import Listening
from trato.sales.tests.plain import Plain, plain_deals
from trato.sales.tests.scattered import NOW, Scatter


@pytest.fixture
def scattered(as_ada: Actor, as_alice: Actor, as_bob: Actor) -> Iterator[list[Plain]]:
    """Some 120 deals of three sellers and of nobody, and the clock stands still."""
    with frozen_clock(NOW) as clock:
        Scatter(20261122, by=as_ada, sellers=(as_ada, as_alice, as_bob)).play(clock)
        Listening("sales.deals_held").read()
        yield plain_deals()
