"""What changed since last week: from what each deal was to what it came to, in money that can be added up."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from trato.foundation.public import Actor, Change, Reach, RecordUpdate
from trato.kit.testing.frozen_clock import FrozenClock, frozen_clock
from trato.sales.forecast.changed import Change as Told
from trato.sales.forecast.changed import what_changed
from trato.sales.lines.use_cases import set_lines
from trato.sales.pipelines.use_cases.stages import StageFacts, make_stage
from trato.sales.public import (
    create_deals,
    lose_deals,
    reopen_deals,
    trash_deals,
    update_deals,
    win_deals,
)
from trato.sales.tests.rates import know
from trato.sales.tests.reports.conftest import asked, reaching

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 19, 9, tzinfo=UTC)
Id = Any


@pytest.fixture
def clock() -> Any:
    with frozen_clock(THURSDAY - timedelta(days=30)) as clock:
        yield clock


def deal(by: Actor, name: str, **values: str) -> Id:
    (saved,) = create_deals([{"name": name, "amount": "100 EUR", "close_on": "2027-01-01", **values}], by=by)
    return saved.id


def change(id_: Id, by: Actor, **values: Any) -> None:
    update_deals([RecordUpdate(id=id_, values=values)], by=by)


def told(by: Actor, *, days: int = 7) -> dict[str, list[str]]:
    return {each.code: [one.name for one in each.deals] for each in what_changed(asked(by), days=days) if each.count}


def found(by: Actor, code: str) -> Told:
    return next(each for each in what_changed(asked(by), days=7) if each.code == code)


def test_only_what_happened_within_the_days(clock: FrozenClock, as_alice: Actor) -> None:
    old, new = deal(as_alice, "Old"), deal(as_alice, "Late")
    change(old, as_alice, amount="120 EUR")
    Change.objects.update(at=clock.now())  # the database's own clock does not stand still
    clock.move_to(THURSDAY)
    assert told(as_alice) == {}
    win_deals([new], by=as_alice)
    assert told(as_alice) == {"won": ["Late"]}
    assert told(as_alice, days=60) == {"new": ["Late", "Old"], "won": ["Late"], "up": ["Old"]}
    clock.advance(timedelta(days=8))
    assert told(as_alice) == {}


def test_a_week_begins_with_the_day_where_the_reader_is(clock: FrozenClock, as_alice: Actor) -> None:
    one = deal(as_alice, "Edge")
    clock.move_to(THURSDAY.replace(hour=0, minute=0))
    win_deals([one], by=as_alice)
    clock.move_to(THURSDAY + timedelta(days=7))
    assert told(as_alice) == {"won": ["Edge"]}
    clock.advance(timedelta(days=1))
    assert told(as_alice) == {}


def test_what_was_reopened_and_moved_on_is_still_reopened(clock: FrozenClock, as_alice: Actor) -> None:
    one = deal(as_alice, "Back", stage="won")
    clock.move_to(THURSDAY)
    reopen_deals([one], by=as_alice)
    clock.advance(timedelta(minutes=1))
    change(one, as_alice, stage="proposal")
    assert told(as_alice)["reopened"] == ["Back"]


def test_what_was_won_and_reopened_within_the_week_is_what_it_was(clock: FrozenClock, as_alice: Actor) -> None:
    one, two = deal(as_alice, "Neither"), deal(as_alice, "Lost after all")
    clock.move_to(THURSDAY)
    for id_ in (one, two):
        win_deals([id_], by=as_alice)
        clock.advance(timedelta(minutes=1))
        reopen_deals([id_], by=as_alice)
        clock.advance(timedelta(minutes=1))
    lose_deals([two], reason="Price", by=as_alice)
    assert {"won", "reopened"}.isdisjoint(told(as_alice))
    assert told(as_alice)["lost"] == ["Lost after all"]


def test_from_one_way_of_winning_to_another_it_was_won_once(clock: FrozenClock, as_alice: Actor, as_ada: Actor) -> None:
    one = deal(as_alice, "Won")
    make_stage("sales", StageFacts(name="Paid", state="won", probability=100), by=as_ada)
    clock.move_to(THURSDAY)
    win_deals([one], by=as_alice)
    clock.advance(timedelta(minutes=1))
    change(one, as_alice, stage="paid")
    assert told(as_alice) == {"won": ["Won"]}
    clock.advance(timedelta(days=9))
    change(one, as_alice, stage="won")
    assert told(as_alice) == {}


def test_a_deal_made_and_won_this_week_is_new_and_won(clock: FrozenClock, as_alice: Actor) -> None:
    clock.move_to(THURSDAY)
    deal(as_alice, "Quick", stage="won")
    assert told(as_alice) == {"new": ["Quick"], "won": ["Quick"]}


def test_amounts_abroad_change_by_what_that_is_in_our_currency(clock: FrozenClock, as_alice: Actor) -> None:
    know({"USD": {THURSDAY.date() - timedelta(days=90): "1.25"}})
    one = deal(as_alice, "Dollars", amount="1000 USD")
    clock.move_to(THURSDAY)
    change(one, as_alice, amount="1500 USD")
    assert told(as_alice) == {"up": ["Dollars"]}
    assert found(as_alice, "up").value == Decimal(400)


def test_another_currency_is_compared_by_its_worth_and_not_by_its_digits(clock: FrozenClock, as_alice: Actor) -> None:
    know({"JPY": {THURSDAY.date() - timedelta(days=90): "160"}})
    one = deal(as_alice, "Yen")
    clock.move_to(THURSDAY)
    change(one, as_alice, amount="8000 JPY")
    assert told(as_alice) == {"down": ["Yen"]}
    assert found(as_alice, "down").value == Decimal(-50)


def test_money_without_a_rate_says_up_or_down_and_adds_nothing(clock: FrozenClock, as_alice: Actor) -> None:
    same, other = deal(as_alice, "Rupees", amount="1000 INR"), deal(as_alice, "Who knows")
    clock.move_to(THURSDAY)
    change(same, as_alice, amount="2000 INR")
    change(other, as_alice, amount="9000 INR")
    assert told(as_alice) == {"up": ["Rupees"]}
    assert found(as_alice, "up").value == 0
    assert found(as_alice, "up").deals[0].value is None


def test_lines_that_change_the_amount_are_a_change_of_it(clock: FrozenClock, as_alice: Actor) -> None:
    one = deal(as_alice, "Lines")
    clock.move_to(THURSDAY)
    set_lines(one, [{"description": "Panels", "unit_price": "70", "quantity": "2"}], by=as_alice)
    assert (told(as_alice), found(as_alice, "up").value) == ({"up": ["Lines"]}, 40)


def test_a_day_that_goes_to_and_fro_slipped_by_its_sum(clock: FrozenClock, as_alice: Actor) -> None:
    slipped, same, none = (deal(as_alice, name) for name in ("Slipped", "Same", "None"))
    clock.move_to(THURSDAY)
    for day in ("2027-05-01", "2026-12-01", "2027-02-01"):
        change(slipped, as_alice, close_on=day)
    for day in ("2027-05-01", "2027-01-01"):
        change(same, as_alice, close_on=day)
    change(none, as_alice, close_on=None)
    assert told(as_alice) == {"slipped": ["Slipped"]}
    (one,) = found(as_alice, "slipped").deals
    assert (str(one.was), str(one.now), one.value) == ("2027-01-01", "2027-02-01", 100)


def test_what_went_to_the_trash_or_is_out_of_sight_is_not_told(
    clock: FrozenClock, as_alice: Actor, as_bob: Actor
) -> None:
    clock.move_to(THURSDAY)
    gone = deal(as_alice, "Gone")
    deal(as_bob, "South")
    trash_deals([gone], by=as_alice)
    assert told(as_alice) == {}
    assert told(reaching(as_bob, Reach.OWN)) == {"new": ["South"]}
