"""A closed deal, and the log as the reader hears it."""

from uuid import UUID

import pytest

from trato.customers.public import (
    Company,
    Contact,
    create_companies,
    create_contacts,
)
from trato.foundation.public import (
    Actor,
)
from trato.sales.public import Deal
from trato.sales.tests.held.talks import Held, check, made
from trato.sales.tests.leads.reading import Listening


@pytest.fixture
def log() -> Listening:
    return Listening("sales.deals_held")


@pytest.fixture
def held(log: Listening) -> Held:
    """As the deal says it, once the log was read; it is what plain counting says."""

    def count(deal: UUID) -> int:
        log.read()
        check()
        return Deal.objects.get(pk=deal).held_count

    return count


@pytest.fixture
def deal(as_ada: Actor, nuria: Contact, bakery: Company) -> UUID:
    return made(as_ada, contact=nuria.id, company=bakery.id)


@pytest.fixture
def other(as_ada: Actor) -> UUID:
    return create_contacts([{"name": "Nuria F."}], by=as_ada)[0].id


@pytest.fixture
def mill(as_ada: Actor) -> UUID:
    return create_companies([{"name": "The old mill"}], by=as_ada)[0].id
