"""How many calls and meetings were held before a deal closed, whatever becomes of them and of whom they were with."""

from uuid import UUID

import pytest

from trato.customers.public import (
    Company,
    Contact,
    merge_companies,
    merge_contacts,
    restore_activities,
    trash_activities,
    unmerge_companies,
    unmerge_contacts,
)
from trato.foundation.public import (
    Actor,
)
from trato.sales.deals.recounting import recount_held
from trato.sales.public import Deal
from trato.sales.tests.erasing import erase
from trato.sales.tests.held.talks import Held, change, jobs, made, talk
from trato.sales.tests.leads.reading import Listening

pytestmark = pytest.mark.django_db


def test_what_is_logged_after_the_deal_was_closed_counts(
    deal: UUID, held: Held, as_ada: Actor, nuria: Contact, bakery: Company
) -> None:
    assert held(deal) == 0
    talk(as_ada, contact=nuria.id)
    assert held(deal) == 1
    talk(as_ada, company=bakery.id)
    assert held(deal) == 2
    talk(as_ada, contact=nuria.id, company=bakery.id)
    assert held(deal) == 3


@pytest.mark.parametrize(("day", "count"), [("2016-12-31", 0), ("2017-01-01", 1), ("2017-02-01", 1), ("2017-02-02", 0)])
def test_only_days_on_which_it_was_open_count(
    deal: UUID, held: Held, as_ada: Actor, nuria: Contact, day: str, count: int
) -> None:
    held(deal)
    talk(as_ada, day, contact=nuria.id)
    assert held(deal) == count


def test_a_plan_counts_when_it_was_held_and_no_more_when_that_was_wrong(
    deal: UUID, held: Held, as_ada: Actor, nuria: Contact
) -> None:
    one = talk(as_ada, contact=nuria.id, state="planned")
    assert held(deal) == 0
    change(one, as_ada, state="held")
    assert held(deal) == 1
    change(one, as_ada, state="cancelled")
    assert held(deal) == 0
    change(one, as_ada, state="held")
    assert held(deal) == 1
    change(one, as_ada, state="planned")
    assert held(deal) == 0


def test_a_call_on_another_day_counts_there(deal: UUID, held: Held, as_ada: Actor, nuria: Contact) -> None:
    later = made(as_ada, contact=nuria.id, begun_on="2018-01-01", close_on="2018-02-01")
    one = talk(as_ada, contact=nuria.id)
    assert (held(deal), held(later)) == (1, 0)

    change(one, as_ada, starts_at="2018-01-15T10:00")

    assert (held(deal), held(later)) == (0, 1)


def test_a_call_that_was_another_persons_leaves_the_first(
    deal: UUID, held: Held, as_ada: Actor, nuria: Contact, other: UUID
) -> None:
    theirs = made(as_ada, contact=other)
    one = talk(as_ada, contact=nuria.id)
    assert (held(deal), held(theirs)) == (1, 0)

    change(one, as_ada, contact=str(other))

    assert (held(deal), held(theirs)) == (0, 1)


def test_a_call_that_was_another_companys_leaves_the_first(
    deal: UUID, held: Held, as_ada: Actor, bakery: Company, mill: UUID
) -> None:
    theirs = made(as_ada, company=mill)
    one = talk(as_ada, company=bakery.id)
    assert (held(deal), held(theirs)) == (1, 0)

    change(one, as_ada, company=str(mill))

    assert (held(deal), held(theirs)) == (0, 1)


def test_a_call_with_nobody_any_more_counts_nowhere(
    deal: UUID, held: Held, as_ada: Actor, nuria: Contact, mill: UUID
) -> None:
    one = talk(as_ada, contact=nuria.id, company=mill)
    assert held(deal) == 1

    change(one, as_ada, contact=None)

    assert held(deal) == 0


def test_the_trash_takes_calls_away_and_gives_them_back(deal: UUID, held: Held, as_ada: Actor, nuria: Contact) -> None:
    one = talk(as_ada, contact=nuria.id)
    assert held(deal) == 1
    trash_activities([one], by=as_ada)
    assert held(deal) == 0
    restore_activities([one], by=as_ada)
    assert held(deal) == 1


def test_another_subject_of_a_call_asks_nothing(deal: UUID, log: Listening, as_ada: Actor, nuria: Contact) -> None:
    one = talk(as_ada, contact=nuria.id)
    log.read()
    Deal.objects.filter(pk=deal).update(held_count=9)

    change(one, as_ada, name="A longer call")
    talk(as_ada, contact=nuria.id, state="planned")
    log.read()

    assert Deal.objects.get(pk=deal).held_count == 9


def test_more_than_fifty_are_as_many_as_fifty(deal: UUID, held: Held, as_ada: Actor, nuria: Contact) -> None:
    for number in range(60):
        talk(as_ada, f"2017-01-{number % 28 + 1:02}", contact=nuria.id)

    assert held(deal) == 50


def test_merged_and_parted_contacts(deal: UUID, held: Held, as_ada: Actor, nuria: Contact, other: UUID) -> None:
    theirs = made(as_ada, contact=other)
    talk(as_ada, contact=nuria.id)
    talk(as_ada, "2017-01-12", contact=other)
    assert (held(deal), held(theirs)) == (1, 1)

    merge_contacts({other: nuria.id}, by=as_ada)
    assert (held(deal), held(theirs)) == (2, 2)

    talk(as_ada, "2017-01-13", contact=nuria.id)
    assert (held(deal), held(theirs)) == (3, 3)

    unmerge_contacts([other], by=as_ada)
    assert (held(deal), held(theirs)) == (2, 1)


def test_merged_and_parted_companies(deal: UUID, held: Held, as_ada: Actor, bakery: Company, mill: UUID) -> None:
    theirs = made(as_ada, company=mill)
    talk(as_ada, company=bakery.id)
    assert (held(deal), held(theirs)) == (1, 0)

    merge_companies({mill: bakery.id}, by=as_ada)
    assert (held(deal), held(theirs)) == (1, 1)

    unmerge_companies([mill], by=as_ada)
    assert (held(deal), held(theirs)) == (1, 0)


def test_who_is_erased_takes_the_calls_along(
    deal: UUID, held: Held, log: Listening, as_ada: Actor, nuria: Contact, bakery: Company
) -> None:
    talk(as_ada, contact=nuria.id, company=bakery.id)
    talk(as_ada, company=bakery.id)
    assert held(deal) == 2

    erase(nuria, by=as_ada)
    log.read()

    assert jobs() == 1
    assert recount_held() == 1
    assert held(deal) == 1
