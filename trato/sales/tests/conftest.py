"""What all tests of sales call on by name."""

from collections.abc import Iterator

import pytest

from trato.customers.public import Activity, Company, Contact, Task, create_activities, create_tasks
from trato.foundation.public import Actor
from trato.kit.testing.frozen_clock import frozen_clock
from trato.sales.public import Deal, create_deals
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


@pytest.fixture
def deal(as_alice: Actor, bakery: Company, nuria: Contact) -> Deal:
    facts = {"name": "Two ovens", "amount": "18400", "company": str(bakery.id), "contact": str(nuria.id)}
    (saved,) = create_deals([facts], by=as_alice)
    return Deal.objects.get(pk=saved.id)


@pytest.fixture
def task(deal: Deal, as_alice: Actor) -> Task:
    (saved,) = create_tasks([{"name": "Send the offer", "deal": str(deal.id)}], by=as_alice)
    return Task.objects.get(pk=saved.id)


@pytest.fixture
def call(deal: Deal, as_alice: Actor) -> Activity:
    (saved,) = create_activities([{"name": "About the price", "deal": str(deal.id), "state": "held"}], by=as_alice)
    return Activity.objects.get(pk=saved.id)
