"""Products, prices and exchange rates for programs: shapes, refusals, and what is not theirs."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from trato.commerce.products.models import Product
from trato.commerce.public import PriceGiven, PriceListFacts, save_price_list, set_prices, take_rate_file
from trato.foundation.public import SYSTEM, User
from trato.kit.testing.programs import Program

pytestmark = pytest.mark.django_db
ProgramOf = Callable[[User], Program]


@pytest.fixture
def admins(program_of: ProgramOf, ada: User) -> Program:
    return program_of(ada)


@pytest.fixture
def program(program_of: ProgramOf, alice: User) -> Program:
    return program_of(alice)


def body(answer: Any) -> Any:
    return answer.json()


def sent(program: Program, path: str, given: Any) -> Any:
    return program.send("PUT", path, json.dumps(given).encode())


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x", "list_price": {"amount": "-1", "currency": "EUR"}}, "list_price"),
        ({"name": "x", "list_price": {"amount": "1", "currency": "XQQ"}}, "list_price"),
        ({"name": "x", "list_price": {"amount": "1e3", "currency": "EUR"}}, "list_price"),
        ({"name": "x", "list_price": {"amount": "9" * 30, "currency": "EUR"}}, "list_price"),
        ({"name": "x", "list_price": {"amount": "1.23456", "currency": "EUR"}}, "list_price"),
        ({"name": "x", "tax_class": "none"}, "tax_class"),
        ({"name": "x", "sku": "p-400"}, "sku"),
        ({"name": "x", "sku": "s" * 101}, "sku"),
        ({"name": "x", "is_active": "perhaps"}, "is_active"),
        ({"name": "x", "colour": "red"}, "colour"),
    ],
)
def test_what_no_product_can_be_is_refused_at_its_field(
    program: Program, panel: Product, given: dict[str, Any], field: str
) -> None:
    answer = program.post("/products", given)
    assert answer.status_code == 422, answer.content
    assert field in answer.content.decode()
    assert Product.objects.count() == 1


def test_what_a_product_costs_says_which_list_and_tier(program: Program, panel: Product) -> None:
    one = save_price_list(PriceListFacts(name="Many", currency="EUR"), by=SYSTEM)
    set_prices(one.id, [PriceGiven(product=panel.id, from_quantity=Decimal(10), amount=Decimal("99.5"))], by=SYSTEM)
    few, many = (body(program.get(f"/prices/of/{panel.id}", quantity=count)) for count in ("9.9999", "10"))
    assert (few["amount"], few["price_list"], few["price_list_name"]) == ("120", None, "")
    assert (many["amount"], many["price_list"], many["from_quantity"]) == ("99.5", str(one.id), "10")
    assert body(program.get(f"/prices/of/{panel.id}", currency="USD"))["amount"] is None


@pytest.mark.parametrize(
    "asked", [{"quantity": "many"}, {"quantity": "NaN"}, {"quantity": "1e999999"}, {"on": "soon"}, {"company": "x"}]
)
def test_a_strange_question_about_a_price_is_refused(program: Program, panel: Product, asked: dict[str, str]) -> None:
    answer = program.get(f"/prices/of/{panel.id}", **asked)
    assert answer.status_code in (200, 422)
    assert asked.get("quantity") == "1e999999" or answer.status_code == 422


def test_prices_are_set_all_or_none_by_who_may(admins: Program, program: Program, panel: Product) -> None:
    one = save_price_list(PriceListFacts(name="All", currency="EUR"), by=SYSTEM)
    good = {"product": str(panel.id), "from_quantity": "5", "amount": "100.0001"}
    path = f"/prices/lists/{one.id}/prices"
    assert sent(program, path, {"prices": [good]}).status_code == 403
    for bad in ({"amount": "-1"}, {"amount": "1.00001"}, {"amount": "x"}, {"from_quantity": "-1"}, {"colour": "red"}):
        assert sent(admins, path, {"prices": [good, {**good, **bad}]}).status_code == 422, bad
    assert body(program.get(f"/prices/lists/{one.id}"))["prices"] == []
    assert body(sent(admins, path, {"prices": [good]}))["changed"] == 1
    assert body(sent(admins, path, {"prices": [good]}))["changed"] == 0
    (shown,) = body(program.get(f"/prices/lists/{one.id}"))["prices"]
    assert (shown["from_quantity"], shown["amount"], shown["product_name"]) == ("5", "100.0001", "Panel 400 W")
    assert body(sent(admins, path, {"prices": [{**good, "amount": None}]}))["changed"] == 1
    assert body(program.get(f"/prices/lists/{one.id}"))["prices"] == []
    assert sent(admins, path, {"prices": [good] * 1_001}).status_code == 422


def test_amounts_are_converted_on_a_day_or_it_is_said_why_not(program: Program, installed: object) -> None:
    take_rate_file(b"Date,USD\n2026-01-05,1.25\n", name="rates.csv", by=SYSTEM)

    def told(**asked: str) -> Any:
        return program.get(
            "/exchange-rates/convert", **{"amount": "10", "currency": "USD", "on": "2026-01-06", **asked}
        )

    assert body(told()) == {"amount": "8.00", "currency": "EUR", "reason": ""}
    assert body(told(to="USD"))["amount"] == "10.00"
    assert "later than this" in body(told(on="2025-12-31"))["reason"]
    assert "There is no exchange rate for INR" in body(told(currency="INR"))["reason"]
    for strange in (
        {"amount": "NaN"},
        {"amount": "1e400"},
        {"currency": "XQQ"},
        {"to": "€"},
        {"on": "x"},
        {"amount": ""},
    ):
        assert told(**strange).status_code == 422, strange
    assert str(date(2026, 1, 5)) in program.get("/exchange-rates").content.decode()


def test_without_rights_there_is_no_price_and_no_rate(program_of: ProgramOf, charlie: User, panel: Product) -> None:
    charlies = program_of(charlie)
    for path in ("/prices/lists", "/exchange-rates", "/exchange-rates/convert?amount=1&currency=USD&on=2026-01-01"):
        assert charlies.client.get(f"/api/v1{path}", headers=charlies.headers).status_code == 403, path
    assert charlies.get(f"/prices/of/{panel.id}").status_code in (403, 404)
    assert charlies.post("/products", {"name": "x"}).status_code == 403
