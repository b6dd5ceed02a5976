"""Calls and meetings are counted for each deal, whichever record they were held with and whatever was merged since."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from trato.customers.public import (
    Company,
    Contact,
    create_activities,
    create_companies,
    create_contacts,
    merge_companies,
    merge_contacts,
    unmerge_contacts,
)
from trato.foundation.public import Actor, Reach
from trato.sales.public import create_deals
from trato.sales.reports.catalogue import REPORTS
from trato.sales.tests.leads.reading import Listening
from trato.sales.tests.reports.conftest import asked, closed, counted, numbers, reaching, rows_behind

pytestmark = pytest.mark.django_db


def held(day: str, by: Actor, **about: Any) -> None:
    facts = {"name": "Call", "type": "call", "state": "held", "starts_at": f"{day}T10:00"}
    create_activities([facts | {name: str(value) for name, value in about.items()}], by=by)


def deal(by: Actor, **about: UUID) -> None:
    values = {name: str(value) for name, value in about.items()}
    create_deals([closed("Won", "2017-02-01", "1 EUR", begun_on="2017-01-01", **values)], by=by)


Won = Callable[..., dict[str, int]]


@pytest.fixture
def won() -> Won:
    """By how often people talked, once the log was read; each number opens its rows."""
    log = Listening("sales.deals_held")

    def told(by: Actor, **given: str) -> dict[str, int]:
        log.read()
        found = REPORTS["activity"].make(asked(by, **{"period": "all"} | given), "")
        for count, address in counted(found):
            assert rows_behind(address, by) == count, address
        return numbers(found, "won")

    return told


@pytest.fixture
def other(as_alice: Actor) -> UUID:
    return create_contacts([{"name": "Nuria F."}], by=as_alice)[0].id


def test_a_call_with_both_counts_once(as_alice: Actor, nuria: Contact, bakery: Company, won: Won) -> None:
    held("2017-01-10", as_alice, contact=nuria.id, company=bakery.id)
    deal(as_alice, contact=nuria.id, company=bakery.id)

    assert won(as_alice) == {"1–2": 1}


def test_calls_with_either_count_together(as_alice: Actor, nuria: Contact, bakery: Company, won: Won) -> None:
    held("2017-01-10", as_alice, contact=nuria.id)
    held("2017-01-11", as_alice, contact=nuria.id)
    held("2017-01-12", as_alice, company=bakery.id)
    deal(as_alice, contact=nuria.id, company=bakery.id)

    assert won(as_alice) == {"3–5": 1}


@pytest.mark.parametrize(("day", "group"), [("2016-12-31", "0"), ("2017-01-01", "1–2"), ("2017-02-01", "1–2")])
def test_only_what_was_held_while_it_was_open_counts(
    as_alice: Actor, nuria: Contact, day: str, group: str, won: Won
) -> None:
    held(day, as_alice, contact=nuria.id)
    deal(as_alice, contact=nuria.id)

    assert won(as_alice) == {group: 1}


def test_after_the_last_day_it_is_too_late(as_alice: Actor, nuria: Contact, won: Won) -> None:
    held("2017-02-02", as_alice, contact=nuria.id)
    deal(as_alice, contact=nuria.id)

    assert won(as_alice) == {"0": 1}


def test_who_was_merged_talked_too_and_no_more_when_parted(
    as_ada: Actor, nuria: Contact, other: UUID, won: Won
) -> None:
    held("2017-01-10", as_ada, contact=other)
    deal(as_ada, contact=nuria.id)
    assert won(as_ada) == {"0": 1}

    merge_contacts({other: nuria.id}, by=as_ada)
    assert won(as_ada) == {"1–2": 1}

    unmerge_contacts([other], by=as_ada)
    assert won(as_ada) == {"0": 1}


def test_a_deal_of_who_was_merged_away_has_the_calls_of_all(
    as_ada: Actor, nuria: Contact, other: UUID, won: Won
) -> None:
    held("2017-01-10", as_ada, contact=nuria.id)
    deal(as_ada, contact=other)

    merge_contacts({other: nuria.id}, by=as_ada)

    assert won(as_ada) == {"1–2": 1}


def test_merged_companies_are_one(as_ada: Actor, bakery: Company, won: Won) -> None:
    (second,) = create_companies([{"name": "The other bakery"}], by=as_ada)
    held("2017-01-10", as_ada, company=second.id)
    deal(as_ada, company=bakery.id)

    merge_companies({second.id: bakery.id}, by=as_ada)

    assert won(as_ada) == {"1–2": 1}


def test_only_deals_of_the_period_and_of_whom_was_asked_for_count(as_alice: Actor, nuria: Contact, won: Won) -> None:
    held("2017-01-10", as_alice, contact=nuria.id)
    deal(as_alice, contact=nuria.id)

    assert won(as_alice, period="2017") == {"1–2": 1}
    assert won(as_alice, period="2016") == {}
    assert won(as_alice, owner="me") == {"1–2": 1}
    assert won(as_alice, owner="none") == {}


def test_nobody_counts_deals_that_he_does_not_see(as_alice: Actor, as_bob: Actor, nuria: Contact) -> None:
    held("2017-01-10", as_alice, contact=nuria.id)
    deal(as_alice, contact=nuria.id)

    Listening("sales.deals_held").read()
    found = REPORTS["activity"].make(asked(reaching(as_bob, Reach.OWN), period="all"), "")

    assert numbers(found, "won") == {}
