"""How many calls and meetings were held before a deal closed, whatever becomes of the deal; and who counts them."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from trato.customers.public import (
    Company,
    Contact,
)
from trato.foundation.public import (
    SYSTEM,
    Actor,
    NotAllowed,
    carry_out,
    give_values,
    start_change_set,
    undo,
)
from trato.sales.deals import subscribers
from trato.sales.deals.recounting import recount_held
from trato.sales.deals.touching import TOUCHING
from trato.sales.deals.use_cases.held import count_held
from trato.sales.public import Deal, reopen_deals, restore_deals, trash_deals, win_deals
from trato.sales.tests.held.talks import CLOSED, Held, check, edit, jobs, made, talk
from trato.sales.tests.leads.reading import Listening

pytestmark = pytest.mark.django_db


def test_a_deal_is_counted_when_it_closes(held: Held, as_ada: Actor, nuria: Contact) -> None:
    talk(as_ada, contact=nuria.id)
    one = made(as_ada, contact=nuria.id, stage="demo")
    assert held(one) == 0

    edit(one, as_ada, stage="won", close_on=CLOSED)

    assert held(one) == 1


def test_a_deal_that_is_opened_again_is_counted_to_its_new_end(held: Held, as_ada: Actor, nuria: Contact) -> None:
    talk(as_ada, contact=nuria.id)
    talk(as_ada, "2017-03-03", contact=nuria.id)
    one = made(as_ada, contact=nuria.id)
    assert held(one) == 1

    reopen_deals([one], by=as_ada)
    edit(one, as_ada, close_on="2017-04-01")
    win_deals([one], by=as_ada)

    assert held(one) == 2


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"begun_on": "2016-12-01"}, 3),
        ({"begun_on": "2017-01-20"}, 1),
        ({"close_on": "2017-01-15"}, 1),
        ({"close_on": "2017-12-31"}, 3),
        ({"contact": None}, 0),
    ],
)
def test_other_days_and_people_of_a_closed_deal(
    held: Held, as_ada: Actor, nuria: Contact, values: dict[str, Any], count: int
) -> None:
    for day in ("2016-12-24", "2017-01-10", "2017-01-25", "2017-06-01"):
        talk(as_ada, day, contact=nuria.id)
    one = made(as_ada, contact=nuria.id)
    assert held(one) == 2

    edit(one, as_ada, **values)

    assert held(one) == count


def test_a_deal_of_another_company_has_its_calls(
    deal: UUID, held: Held, as_ada: Actor, bakery: Company, mill: UUID
) -> None:
    talk(as_ada, company=mill)
    assert held(deal) == 0

    edit(deal, as_ada, company=str(mill))

    assert held(deal) == 1


def test_a_closed_deal_without_a_day_ended_when_it_was_closed(held: Held, as_ada: Actor, nuria: Contact) -> None:
    talk(as_ada, contact=nuria.id)
    talk(as_ada, "2017-02-02", contact=nuria.id)
    one = made(as_ada, contact=nuria.id)

    edit(one, as_ada, close_on=None)
    Deal.objects.filter(pk=one).update(closed_at="2017-02-01T23:59Z")

    assert held(one) == 1


def test_what_happens_while_a_deal_is_in_the_trash_counts_when_it_comes_back(
    deal: UUID, held: Held, as_ada: Actor, nuria: Contact
) -> None:
    trash_deals([deal], by=as_ada)
    talk(as_ada, contact=nuria.id)
    held(deal)

    restore_deals([deal], by=as_ada)

    assert held(deal) == 1


def test_an_undone_change_of_many_counts_as_before(deal: UUID, held: Held, as_ada: Actor, nuria: Contact) -> None:
    talk(as_ada, contact=nuria.id)
    assert held(deal) == 1
    one = start_change_set(kind="deal", act="edit", selection={"ids": [str(deal)]}, by=as_ada)
    give_values(one.id, values={"begun_on": "2017-01-20"}, by=as_ada)
    carry_out(one.id, by=as_ada)
    assert held(deal) == 0

    undo(one.id, by=as_ada)

    assert held(deal) == 1


def test_to_be_counted_is_no_change_of_the_deal(deal: UUID, held: Held, as_ada: Actor, nuria: Contact) -> None:
    before = Deal.objects.get(pk=deal)
    talk(as_ada, contact=nuria.id)
    assert held(deal) == 1
    after = Deal.objects.get(pk=deal)

    assert (after.version, after.updated_at) == (before.version, before.updated_at)


def test_what_is_right_is_written_once(deal: UUID, held: Held, as_ada: Actor, nuria: Contact) -> None:
    talk(as_ada, contact=nuria.id)

    assert count_held([deal], by=SYSTEM) == 1
    assert count_held([deal], by=SYSTEM) == 0
    assert held(deal) == 1


def test_people_do_not_count_by_hand(deal: UUID, as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        count_held([deal], by=as_alice)


def test_where_too_many_deals_are_touched_a_job_counts_them(
    deal: UUID, as_ada: Actor, nuria: Contact, log: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.read()
    monkeypatch.setattr(subscribers, "MOST_AT_ONCE", 2)
    made(as_ada, contact=nuria.id)
    talk(as_ada, contact=nuria.id)

    log.read()
    talk(as_ada, contact=nuria.id)
    log.read()

    assert jobs() == 1
    assert recount_held(at_once=1) == 2
    assert recount_held(at_once=1) == 0
    check()


@pytest.mark.parametrize("kind", ["foundation.sample_data_loaded", "foundation.sample_data_removed"])
def test_sample_data_leaves_nothing_to_go_by(kind: str) -> None:
    subscribers.count_what_was_held([SimpleNamespace(kind=kind)])  # type: ignore[list-item]  # all that is looked at

    assert kind in TOUCHING
    assert jobs() == 1


def test_what_there_was_before_is_counted_by_the_migration(
    deal: UUID, held: Held, as_ada: Actor, nuria: Contact, bakery: Company
) -> None:
    talk(as_ada, contact=nuria.id)
    talk(as_ada, company=bakery.id)
    open_one = made(as_ada, contact=nuria.id, stage="demo")
    assert held(deal) == 2
    Deal.objects.update(held_count=0)

    migration = import_module("trato.sales.migrations.0010_held_counts")
    migration.count_held(None, SimpleNamespace(connection=connection))

    check()
    assert Deal.objects.get(pk=deal).held_count == 2
    assert Deal.objects.get(pk=open_one).held_count == 0
