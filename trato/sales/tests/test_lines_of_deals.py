"""What a deal is about: lines from the catalogue or in words, and an amount that follows from them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from trato.commerce.public import (
    PriceGiven,
    PriceListFacts,
    Product,
    create_products,
    save_price_list,
    save_tax_rate,
    set_prices,
)
from trato.customers.public import Company, add_to_list, create_lists
from trato.foundation.public import (
    SYSTEM,
    Actor,
    RecordUpdate,
    RowsRefused,
)
from trato.sales.deals.models import Deal
from trato.sales.deals.use_cases.create import create_deals
from trato.sales.deals.use_cases.update import update_deals
from trato.sales.lines.models import DealLine
from trato.sales.lines.use_cases import set_lines

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def pro(installed: object) -> Product:
    values = {"name": "GTX Pro", "sku": "GTX-P", "series": "GTX", "list_price": "4821 EUR", "unit": "piece"}
    (saved,) = create_products([values], by=SYSTEM)
    return Product.objects.get(pk=saved.id)


@pytest.fixture
def deal(as_alice: Actor) -> Deal:
    return made(as_alice, name="Roof of the bakery")


def made(by: Actor, **values: Any) -> Deal:
    (saved,) = create_deals([values], by=by)
    return Deal.objects.get(pk=saved.id)


def lines(deal: Deal) -> list[DealLine]:
    return list(DealLine.objects.filter(deal=deal).order_by("place"))


def refusal(by: Actor, deal: Deal, *given: dict[str, Any]) -> str:
    with pytest.raises(RowsRefused) as refused:
        set_lines(deal.id, given, by=by)
    return refused.value.rows[0]["lines"]


def amount(deal: Deal) -> tuple[Decimal | None, str]:
    deal.refresh_from_db()
    return deal.amount, deal.amount_currency


def test_a_product_brings_its_name_its_price_and_the_amount(deal: Deal, pro: Product, as_alice: Actor) -> None:
    set_lines(deal.id, [{"product": "GTX Pro", "quantity": "2"}], by=as_alice)

    (line,) = lines(deal)
    assert (line.product, line.description, line.quantity, line.unit_price) == (pro, "GTX Pro", D(2), D(4821))
    assert (line.net, line.tax, line.currency) == (D(9642), D(0), "EUR")
    assert amount(deal) == (D(9642), "EUR")
    assert (deal.base_amount, deal.base_amount_currency) == (D(9642), "EUR")


def test_a_line_may_be_words_and_a_price(deal: Deal, as_alice: Actor) -> None:
    given = {"description": "Scaffolding", "unit_price": "300.50", "quantity": "1.5", "discount_percent": "10"}
    set_lines(deal.id, [given], by=as_alice)

    assert amount(deal) == (D("405.67"), "EUR")  # 450.75 less 45.08
    assert lines(deal)[0].product is None


def test_the_amount_is_what_the_lines_come_to_without_tax(deal: Deal, pro: Product, as_alice: Actor) -> None:
    two = [
        {"product": str(pro.id), "unit_price": "100", "tax_percent": "21"},
        {"description": "Box", "unit_price": "121", "tax_percent": "21", "is_tax_included": True},
    ]
    set_lines(deal.id, two, by=as_alice)

    assert amount(deal) == (D(200), "EUR")
    assert [line.tax for line in lines(deal)] == [D(21), D(21)]


def test_the_tax_of_the_product_in_the_country_of_the_company_is_taken(
    pro: Product, bakery: Company, as_ada: Actor
) -> None:
    from datetime import date

    from trato.customers.public import update_companies

    update_companies([RecordUpdate(id=bakery.id, values={"country": "FR"})], by=SYSTEM)
    for country, percent in (("ES", D(21)), ("FR", D(20))):
        save_tax_rate(country=country, tax_class="standard", percent=percent, valid_from=date(2012, 1, 1), by=SYSTEM)
    theirs = made(as_ada, name="Theirs", company=str(bakery.id), lines=[{"product": "GTX Pro"}])
    ours = made(as_ada, name="Ours", lines=[{"product": "GTX Pro"}])

    assert (lines(theirs)[0].tax_percent, lines(ours)[0].tax_percent) == (D(20), D(21))


def test_the_price_list_of_the_company_holds_from_its_tier_on(pro: Product, bakery: Company, as_ada: Actor) -> None:
    (group,) = create_lists([{"name": "Bakers", "member_kind": "company"}], by=SYSTEM)
    add_to_list(group.id, [bakery.id], by=SYSTEM)
    one = save_price_list(PriceListFacts(name="Bakers", currency="EUR", list=group.id), by=SYSTEM)
    set_prices(one.id, [PriceGiven(product=pro.id, from_quantity=D(10), amount=D(4000))], by=SYSTEM)

    few = made(as_ada, name="Few", company=str(bakery.id), lines=[{"product": "GTX Pro", "quantity": 9}])
    many = made(as_ada, name="Many", company=bakery.name, lines=[{"product": "GTX Pro", "quantity": 10}])

    assert (amount(few)[0], amount(many)[0]) == (D(43389), D(40000))


def test_without_lines_the_amount_is_written_by_hand(deal: Deal, as_alice: Actor) -> None:
    update_deals([RecordUpdate(id=deal.id, values={"amount": "77 USD"})], by=as_alice)

    assert amount(deal) == (D(77), "USD")


def test_with_lines_the_amount_cannot_be_written_by_hand(deal: Deal, pro: Product, as_alice: Actor) -> None:
    set_lines(deal.id, [{"product": "GTX Pro"}], by=as_alice)

    with pytest.raises(RowsRefused) as refused:
        update_deals([RecordUpdate(id=deal.id, values={"amount": "1 EUR"})], by=as_alice)
    update_deals([RecordUpdate(id=deal.id, values={"amount": "4821 EUR", "next_step": "Call"})], by=as_alice)

    assert "what the lines of the deal come to" in refused.value.rows[0]["amount"]
    assert amount(deal) == (D(4821), "EUR")


def test_when_the_last_line_goes_the_amount_stays_and_is_anybodys_again(
    deal: Deal, pro: Product, as_alice: Actor
) -> None:
    set_lines(deal.id, [{"product": "GTX Pro"}], by=as_alice)
    set_lines(deal.id, [], by=as_alice)
    assert (lines(deal), amount(deal)) == ([], (D(4821), "EUR"))

    update_deals([RecordUpdate(id=deal.id, values={"amount": "5"})], by=as_alice)
    assert amount(deal) == (D(5), "EUR")


def test_the_lines_follow_the_currency_of_the_deal(pro: Product, as_alice: Actor) -> None:
    deal = made(as_alice, name="Abroad", amount="1 USD")

    assert "No price of this is known in USD" in refusal(as_alice, deal, {"product": "GTX Pro"})
    set_lines(deal.id, [{"product": "GTX Pro", "unit_price": "5200"}], by=as_alice)
    assert amount(deal) == (D(5200), "USD")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"product": "GTXPr"}, "Line 1: No product is called “GTXPr”. Is it “GTX Pro”?"),
        ({"product": "Bread oven"}, "Line 1: No product is called “Bread oven”."),
        ({"product": str(UUID(int=1))}, "Line 1: There is no such product."),
        ({"quantity": "1", "unit_price": "1"}, "Line 1: Choose a product, or say what it is."),
        ({"description": "A", "unit_price": "-1"}, "Line 1: A price is not below nothing"),
        ({"description": "A", "unit_price": "1", "quantity": "-1"}, "Line 1: The quantity is a number above 0"),
        ({"description": "A", "unit_price": "1", "quantity": "many"}, "Line 1: “many” is not a number."),
        ({"description": "A", "unit_price": "NaN"}, "Line 1: “NaN” is not a number."),
        ({"description": "A", "unit_price": "1e15"}, "Line 1: “1e15” is not a number."),
        ({"description": "A", "unit_price": "1" + "0" * 15}, "Line 1: The amount of this line is too large."),
        ({"description": "A", "unit_price": "1", "discount_amount": "2"}, "Line 1: The discount is more than"),
        ({"description": "A", "unit_price": "1", "tax_percent": "101"}, "Line 1: A tax is from 0 to 100"),
        ({"description": "A", "unit_price": True}, "Line 1: “True” is not a number."),
        ({"description": "A"}, "Line 1: No price of this is known in EUR"),
        ({"description": "x" * 501, "unit_price": "1"}, "Line 1: The description of a line has at most"),
        ({"description": "A", "unit_price": "1", "colour": "red"}, "Line 1: A line has no “colour”."),
        ({"description": "A", "unit_price": "1", "currency": "XXY"}, "There is no such currency."),
    ],
)
def test_a_line_nobody_can_agree_on_is_refused_with_its_number(
    deal: Deal, pro: Product, as_alice: Actor, given: dict[str, Any], said: str
) -> None:
    assert said in refusal(as_alice, deal, given)
    assert lines(deal) == []


def test_only_the_bad_line_is_named(deal: Deal, pro: Product, as_alice: Actor) -> None:
    said = refusal(as_alice, deal, {"product": "GTX Pro"}, {"product": "GTX Pro", "quantity": "0"})

    assert said.startswith("Line 2:")


def test_more_lines_than_anybody_reads_are_refused(deal: Deal, as_alice: Actor) -> None:
    assert "at most 200 lines" in refusal(as_alice, deal, *[{"description": "A", "unit_price": "1"}] * 201)
