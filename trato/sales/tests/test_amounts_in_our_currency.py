"""Deals in other money are added up in ours, at the rate of the day on which they close."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client

from trato.commerce.public import take_rate_file
from trato.foundation.public import Actor, RecordUpdate, User
from trato.sales.deals.panels import lack_of_a_rate
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


def why(deal_id: UUID, by: Actor) -> str:
    told = lack_of_a_rate(deal_id, by)
    return str(told["why"]) if told else ""


def test_a_deal_in_no_sum_says_why_until_a_rate_comes(as_alice: Actor, as_ada: Actor) -> None:
    (rupees,) = create_deals([{"name": "Pumps", "amount": "5000 INR"}], by=as_alice)
    (euros,) = create_deals([{"name": "Valves", "amount": "5000 EUR"}], by=as_alice)
    (nothing,) = create_deals([{"name": "Pipes"}], by=as_alice)

    assert why(rupees.id, as_alice).startswith("There is no exchange rate for INR.")
    assert why(euros.id, as_alice) == why(nothing.id, as_alice) == ""

    take(as_ada)
    convert_anew([])
    assert why(rupees.id, as_alice) == ""


def test_one_that_closed_before_the_first_rate_says_which_that_is(rates: None, as_alice: Actor) -> None:
    facts = {"name": "Pumps", "amount": "250 USD", "close_on": "2025-06-01", "stage": "won"}
    (saved,) = create_deals([facts], by=as_alice)

    assert why(saved.id, as_alice) == "The first exchange rate for USD is of 2026-01-02, which is later than this."


def test_only_who_sees_the_deal_and_its_amount_is_told(as_alice: Actor, as_bob: Actor) -> None:
    (saved,) = create_deals([{"name": "Pumps", "amount": "5000 INR"}], by=as_alice)

    assert why(saved.id, as_bob) == ""
    assert why(saved.id, replace(as_alice, hidden=frozenset({"deal.amount"}))) == ""


def test_its_page_tells_it_and_leads_administrators_to_the_rates(
    as_alice: Actor, ada: User, alice: User, client: Client
) -> None:
    (saved,) = create_deals([{"name": "Pumps", "amount": "5000 INR"}], by=as_alice)
    pages = []
    for who in (alice, ada):
        client.force_login(who)
        page = client.get(f"/deals/{saved.id}/").content.decode()
        pages.append(page[page.index("There is no exchange rate for INR.") :][:600])

    assert "in no sum of reports" in pages[0]
    assert ["/settings/rates/" in page for page in pages] == [False, True]
