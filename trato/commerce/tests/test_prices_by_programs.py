"""Programs read lists, set many prices at once, and ask what something costs for whom, when and from how many."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from trato.commerce.prices.models import Price, PriceList
from trato.commerce.products.models import Product
from trato.commerce.public import (
    PriceGiven,
    PriceListFacts,
    create_products,
    delete_price_list,
    save_price_list,
    set_parts,
    set_prices,
    trash_products,
)
from trato.customers.public import Company, add_to_list, create_lists, trash_companies
from trato.foundation.public import SYSTEM, Change, Reach, Role, User
from trato.kit.testing.programs import Program

D = Decimal


@pytest.fixture
def program(program_of: Callable[[User], Program], ada: User) -> Program:
    return program_of(ada)


@pytest.fixture
def retail(panel: Product) -> PriceList:
    return save_price_list(PriceListFacts(name="Retail", currency="EUR"), by=SYSTEM)


def put(program: Program, one: PriceList, *prices: dict[str, Any]) -> Any:
    return program.send("PUT", f"/prices/lists/{one.id}/prices", json.dumps({"prices": list(prices)}).encode())


def price(product: Product, amount: str | None, start: str = "0") -> dict[str, Any]:
    return {"product": str(product.id), "amount": amount, "from_quantity": start}


def standing() -> list[tuple[Decimal, Decimal]]:
    return list(Price.objects.order_by("from_quantity").values_list("from_quantity", "amount"))


def test_a_list_is_read_with_its_prices_as_text(program: Program, retail: PriceList, panel: Product) -> None:
    put(program, retail, price(panel, "99.5"), price(panel, "90", "10.5"))
    told = program.get(f"/prices/lists/{retail.id}").json()

    assert {name: told[name] for name in ("name", "currency", "is_tax_included", "valid_from", "list_id")} == {
        "name": "Retail",
        "currency": "EUR",
        "is_tax_included": False,
        "valid_from": None,
        "list_id": None,
    }
    assert [(each["product_name"], each["from_quantity"], each["amount"]) for each in told["prices"]] == [
        ("Panel 400 W", "0", "99.5"),
        ("Panel 400 W", "10.5", "90"),
    ]


def test_lists_stand_in_the_order_of_their_names_without_deleted_ones(program: Program, installed: Any) -> None:
    for name in ("Wholesale", "Agents", "Old"):
        one = save_price_list(PriceListFacts(name=name, currency="EUR"), by=SYSTEM)
    delete_price_list(one.id, by=SYSTEM)

    assert [each["name"] for each in program.get("/prices/lists").json()["results"]] == ["Agents", "Wholesale"]
    assert program.get(f"/prices/lists/{one.id}").status_code == 404
    assert put(program, one).status_code == 404


def test_only_what_differs_is_counted_and_written(program: Program, retail: PriceList, panel: Product) -> None:
    both = [price(panel, "100"), price(panel, "90", "10")]
    assert put(program, retail, *both).json() == {"changed": 2}
    version = PriceList.objects.get().version

    assert put(program, retail, *both).json() == {"changed": 0}
    assert PriceList.objects.get().version == version
    assert put(program, retail, both[0], price(panel, "80", "10")).json() == {"changed": 1}
    assert standing() == [(D(0), D(100)), (D(10), D(80))]


def test_null_takes_a_price_away_and_what_never_was_is_no_change(
    program: Program, retail: PriceList, panel: Product
) -> None:
    put(program, retail, price(panel, "100"), price(panel, "90", "10"))

    assert put(program, retail, price(panel, None, "10"), price(panel, None, "50")).json() == {"changed": 1}
    assert standing() == [(D(0), D(100))]


def test_a_change_keeps_what_stood_there_before(program: Program, retail: PriceList, panel: Product) -> None:
    put(program, retail, price(panel, "100"))
    put(program, retail, price(panel, None))

    last = Change.objects.filter(record_id=retail.id).order_by("-id").first()
    assert last is not None
    assert list(last.before.values()) == ["100"]
    assert list(last.after.values()) == [None]


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"amount": "-0.0001"}, "amount"),
        ({"amount": "much"}, "amount"),
        ({"amount": "Infinity"}, "amount"),
        ({"amount": "1.23456"}, "amount"),
        ({"amount": "1", "from_quantity": "-1"}, "from_quantity"),
        ({"amount": "1", "from_quantity": "NaN"}, "from_quantity"),
        ({"amount": "1", "product": str(UUID(int=7))}, "product"),
        ({"amount": "1", "product": "panel"}, "product"),
        ({"amount": 5}, "amount"),
        ({"amount": "1", "currency": "EUR"}, "currency"),
        ({}, "amount"),
    ],
)
def test_one_price_that_cannot_be_keeps_all_of_them_out(
    program: Program, retail: PriceList, panel: Product, bad: dict[str, Any], field: str
) -> None:
    answer = put(program, retail, price(panel, "100"), {"product": str(panel.id), **bad})

    assert answer.status_code == 422, answer.content
    assert field in json.dumps(answer.json()["errors"])
    assert not Price.objects.exists()


def test_a_thousand_prices_go_in_at_once_and_one_more_does_not(
    program: Program, retail: PriceList, panel: Product
) -> None:
    many = [price(panel, "1", str(number)) for number in range(1_001)]
    assert put(program, retail, *many).status_code == 422
    assert not Price.objects.exists()

    assert put(program, retail, *many[:1_000]).json() == {"changed": 1_000}


# What something costs


def cost(program: Program, product: Product, **asked: str) -> Any:
    return program.get(f"/prices/of/{product.id}", **asked).json()


@pytest.fixture
def wholesale(panel: Product, bakery: Company) -> PriceList:
    """For the Corner Bakery and others on a list of companies."""
    (group,) = create_lists([{"name": "Wholesalers", "member_kind": "company"}], by=SYSTEM)
    add_to_list(group.id, [bakery.id], by=SYSTEM)
    facts = PriceListFacts(name="Wholesale", currency="EUR", list=group.id, is_tax_included=True)
    one = save_price_list(facts, by=SYSTEM)
    set_prices(one.id, [PriceGiven(product=panel.id, from_quantity=D(10), amount=D(70))], by=SYSTEM)
    return one


def test_without_any_list_the_price_is_the_products_own(program: Program, panel: Product) -> None:
    assert cost(program, panel) == {
        "amount": "120",
        "currency": "EUR",
        "is_tax_included": False,
        "price_list": None,
        "price_list_name": "",
        "from_quantity": "0",
        "is_sum_of_parts": False,
    }


def test_a_company_of_a_group_pays_the_price_of_its_group_from_its_quantity_on(
    program: Program, panel: Product, wholesale: PriceList, bakery: Company
) -> None:
    told = cost(program, panel, company=str(bakery.id), quantity="10")

    assert (told["amount"], told["price_list_name"], told["from_quantity"]) == ("70", "Wholesale", "10")
    assert told["is_tax_included"] is True
    assert cost(program, panel, company=str(bakery.id), quantity="9.9999")["amount"] == "120"
    assert cost(program, panel, quantity="10")["amount"] == "120"


def test_a_price_is_asked_for_a_day(program: Program, panel: Product, retail: PriceList) -> None:
    facts = PriceListFacts(name="Spring", currency="EUR", valid_from=date(2026, 3, 1), valid_until=date(2026, 5, 31))
    spring = save_price_list(facts, by=SYSTEM)
    set_prices(spring.id, [PriceGiven(product=panel.id, amount=D(95))], by=SYSTEM)

    days = {
        day: cost(program, panel, on=day)["amount"] for day in ("2026-02-28", "2026-03-01", "2026-05-31", "2026-06-01")
    }
    assert days == {"2026-02-28": "120", "2026-03-01": "95", "2026-05-31": "95", "2026-06-01": "120"}


def test_in_money_in_which_nobody_priced_it_there_is_no_amount(program: Program, panel: Product) -> None:
    told = cost(program, panel, currency="USD")

    assert (told["amount"], told["currency"]) == (None, "USD")


def test_a_bundle_says_that_its_price_is_the_sum_of_its_parts(program: Program, panel: Product) -> None:
    (saved,) = create_products([{"name": "Roof kit"}], by=SYSTEM)
    kit = Product.objects.get(pk=saved.id)
    set_parts(kit.id, [(panel.id, D("2.5"))], by=SYSTEM)

    told = cost(program, kit)
    assert (told["amount"], told["is_sum_of_parts"]) == ("300", True)


def test_a_product_that_is_gone_costs_nothing_any_more(program: Program, panel: Product) -> None:
    trash_products([panel.id], by=SYSTEM)

    assert program.get(f"/prices/of/{panel.id}").status_code == 404
    assert program.get(f"/prices/of/{uuid4()}").status_code == 404


def test_which_prices_a_company_has_is_told_to_those_who_see_it(
    panel: Product,
    wholesale: PriceList,
    bakery: Company,
    seller: Role,
    bob: User,
    program_of: Callable[[User], Program],
) -> None:
    """Alice’s customer is out of Bob’s sight once sellers see their own companies only."""
    southern = program_of(bob)
    assert southern.get(f"/prices/of/{panel.id}", company=str(bakery.id), quantity="10").json()["amount"] == "70"

    seller.rights = {**seller.rights, "customers.see_companies": int(Reach.OWN)}
    seller.save()
    answer = southern.get(f"/prices/of/{panel.id}", company=str(bakery.id), quantity="10")
    assert answer.status_code == 404
    assert "Wholesale" not in answer.content.decode()


def test_a_company_that_is_not_there_is_not_taken_for_anybody(
    program: Program, panel: Product, wholesale: PriceList, bakery: Company
) -> None:
    trash_companies([bakery.id], by=SYSTEM)

    for company in (bakery.id, uuid4()):
        assert program.get(f"/prices/of/{panel.id}", company=str(company)).status_code == 404
