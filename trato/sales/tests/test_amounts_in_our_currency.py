"""Deals in other money are added up in ours, at the rate of the day on which they close."""

from decimal import Decimal

import pytest

from trato.commerce.public import take_rate_file
from trato.foundation.public import Actor, RecordUpdate
from trato.sales.deals.subscribers import convert_anew
from trato.sales.public import Deal, create_deals, update_deals

pytestmark = pytest.mark.django_db
RATES = b"Date,USD,INR,\n2026-01-30,1.25,100,\n2026-01-02,1.00,80,\n"


@pytest.fixture
def rates(as_ada: Actor) -> None:
    take(as_ada)


def take(by: Actor) -> None:
    take_rate_file(RATES, name="eurofxref-hist.csv", by=by)


def base(deal_id: object) -> tuple[Decimal | None, str]:
    deal = Deal.objects.get(pk=deal_id)
    return deal.base_amount, deal.base_amount_currency


def test_an_open_deal_is_worth_what_it_is_today(rates: None, as_alice: Actor) -> None:
    (saved,) = create_deals([{"name": "Pumps", "amount": "250 USD", "close_on": "2027-05-01"}], by=as_alice)
    assert base(saved.id) == (Decimal(200), "EUR")


def test_a_closed_one_what_it_was_on_its_day(rates: None, as_alice: Actor) -> None:
    facts = {"name": "Pumps", "amount": "250 USD", "close_on": "2026-01-15", "stage": "won"}
    (saved,) = create_deals([facts], by=as_alice)
    assert base(saved.id) == (Decimal(250), "EUR")


def test_another_day_and_another_amount_convert_anew(rates: None, as_alice: Actor) -> None:
    facts = {"name": "Pumps", "amount": "250 USD", "close_on": "2026-01-15", "stage": "won"}
    (saved,) = create_deals([facts], by=as_alice)
    update_deals([RecordUpdate(id=saved.id, values={"close_on": "2026-02-01"})], by=as_alice)
    assert base(saved.id) == (Decimal(200), "EUR")
    update_deals([RecordUpdate(id=saved.id, values={"amount": "1000 INR"})], by=as_alice)
    assert base(saved.id) == (Decimal(10), "EUR")
    update_deals([RecordUpdate(id=saved.id, values={"amount": None})], by=as_alice)
    assert base(saved.id) == (None, "")


def test_without_a_rate_there_is_no_amount_in_ours_until_a_file_brings_it(as_alice: Actor, as_ada: Actor) -> None:
    facts = {"name": "Early", "amount": "80 INR", "stage": "won", "close_on": "2020-01-01"}
    (early,) = create_deals([facts], by=as_alice)
    (saved,) = create_deals([{"name": "Pumps", "amount": "100 INR"}], by=as_alice)
    assert base(saved.id) == (None, "")
    version = Deal.objects.get(pk=saved.id).version
    take(as_ada)
    convert_anew([])
    assert base(saved.id) == (Decimal(1), "EUR")
    assert base(early.id) == (None, "")
    assert Deal.objects.get(pk=saved.id).version == version
