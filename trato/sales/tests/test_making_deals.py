"""Deals are made in a stage, by hand, by programs and from files, and their history begins there."""

from datetime import date
from decimal import Decimal

import pytest

from trato.customers.public import Company
from trato.foundation.public import Actor, LoggedEvent, RowsRefused
from trato.kit.money import Money
from trato.sales.public import Deal, Stage, StageMove, create_deals

pytestmark = pytest.mark.django_db


def make(by: Actor, **values: object) -> Deal:
    (saved,) = create_deals([values], by=by)
    return Deal.objects.get(pk=saved.id)


def test_a_deal_begins_in_the_first_stage_of_the_first_pipeline_and_belongs_to_who_made_it(as_alice: Actor) -> None:
    deal = make(as_alice, name="Drip retrofit, 84 ha", amount="18400 EUR")
    assert (deal.pipeline_id, deal.stage_id, deal.state) == ("sales", "qualification", "open")
    assert deal.owner_id == as_alice.id
    assert deal.closed_at is None
    assert (deal.base_amount, deal.base_amount_currency) == (Decimal(18400), "EUR")


def test_the_first_pipeline_is_stored_with_the_first_deal_in_the_companys_words(as_alice: Actor) -> None:
    assert not Stage.objects.exists()
    make(as_alice, name="Pergola misting")
    told = list(Stage.objects.values_list("code", "probability", "state"))
    assert told == [
        ("qualification", 10, "open"),
        ("demo", 25, "open"),
        ("proposal", 50, "open"),
        ("negotiation", 70, "open"),
        ("ready_to_close", 90, "open"),
        ("won", 100, "won"),
        ("lost", 0, "lost"),
    ]


def test_its_first_stage_is_the_first_row_of_its_history(as_alice: Actor) -> None:
    deal = make(as_alice, name="Pergola misting", stage="Demo")
    (move,) = StageMove.objects.filter(deal=deal)
    assert (move.from_stage_id, move.to_stage_id, move.days, move.actor_id) == (None, "demo", None, as_alice.id)


def test_a_stage_is_given_by_its_code_or_by_its_name(as_alice: Actor) -> None:
    assert make(as_alice, name="One", stage="ready_to_close").stage_id == "ready_to_close"
    assert make(as_alice, name="Two", stage="Ready to close").stage_id == "ready_to_close"


def test_a_deal_without_a_name_is_called_after_its_company(as_alice: Actor, bakery: Company) -> None:
    assert make(as_alice, company=str(bakery.id)).name == bakery.name
    assert make(as_alice, company=str(bakery.id), external_id="1C1I7A6R").name == f"{bakery.name} · 1C1I7A6R"


def test_a_deal_with_nothing_to_be_called_after_is_refused(as_alice: Actor) -> None:
    with pytest.raises(RowsRefused) as refused:
        make(as_alice, amount="10")
    assert "name" in refused.value.rows[0]


@pytest.mark.parametrize("amount", ["-5", "-0.01 USD", "1000000000000000", "1e400", "12.34567", "a lot", "10 XXQ"])
def test_negative_and_absurd_amounts_are_refused_with_a_sentence(as_alice: Actor, amount: str) -> None:
    with pytest.raises(RowsRefused) as refused:
        make(as_alice, name="Absurd", amount=amount)
    assert refused.value.rows[0]["amount"].endswith(".")


def test_an_amount_in_money_without_a_rate_is_kept_and_has_no_amount_in_ours(as_alice: Actor) -> None:
    deal = make(as_alice, name="Two borewell pumps", amount="285000 INR")
    assert (deal.amount, deal.amount_currency) == (Decimal(285000), "INR")
    assert (deal.base_amount, deal.base_amount_currency) == (None, "")


@pytest.mark.parametrize("likely", ["-1", "101", "5000"])
def test_a_probability_is_in_percent(as_alice: Actor, likely: str) -> None:
    with pytest.raises(RowsRefused):
        make(as_alice, name="Certain", probability=likely)


def test_what_follows_from_other_fields_cannot_be_written(as_alice: Actor) -> None:
    for name, value in (("base_amount", "1"), ("closed_at", "2026-01-01"), ("stage_since", "2020-01-01")):
        with pytest.raises(RowsRefused) as refused:
            make(as_alice, name="Clever", **{name: value})
        assert name in refused.value.rows[0]


def test_a_deal_that_was_won_long_ago_keeps_its_day(as_alice: Actor) -> None:
    deal = make(as_alice, name="Old", stage="Won", amount="100", close_on="2017-03-01")
    assert deal.close_on == date(2017, 3, 1)
    assert deal.closed_at is not None
    assert deal.closed_at.date() == date(2017, 3, 1)
    kinds = list(LoggedEvent.objects.filter(subject_id=deal.id).values_list("kind", flat=True))
    assert sorted(kinds) == ["sales.deal_created", "sales.deal_won"]


def test_events_hold_codes_and_amounts_and_no_words(as_alice: Actor) -> None:
    deal = make(as_alice, name="Secret name", amount=Money(Decimal(5), "EUR"), next_step="Secret step")
    event = LoggedEvent.objects.get(subject_id=deal.id)
    assert event.data == {
        "pipeline": "sales",
        "stage": "qualification",
        "amount": "5.00",
        "currency": "EUR",
        "change_set": None,
    }
