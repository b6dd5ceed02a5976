"""Price lists, taxes and parts on their pages: what was typed is never lost, and what is wrong is said."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from trato.commerce.prices.models import BundlePart, Price, PriceList, TaxRate
from trato.commerce.prices.queries import prices_of_product
from trato.commerce.products.models import Product
from trato.commerce.products.use_cases.create import create_products
from trato.customers.public import create_lists
from trato.foundation.public import SYSTEM, Actor, User
from trato.kit.testing.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client, ada: User) -> Client:
    client.force_login(ada)
    return client


def test_a_price_list_is_made_and_priced(signed_in: Client, panel: Product, ada: User) -> None:
    (group,) = create_lists([{"name": "Wholesalers", "member_kind": "company"}], by=ada.acting())
    typed = {"name": "Wholesale", "currency": "EUR", "group": f"list:{group.id}", "valid_from": "2026-01-01"}
    signed_in.post(reverse("commerce:new_price_list"), typed)
    one = PriceList.objects.get()
    answer = signed_in.post(
        reverse("commerce:set_price", args=[one.id]),
        {"product": "panel 400w", "from_quantity": "10", "amount": "99.50"},
        follow=True,
    )

    assert (one.list_id, one.valid_from.isoformat() if one.valid_from else "") == (group.id, "2026-01-01")
    assert Price.objects.get().amount == Decimal("99.5")
    assert "99.5" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"product": "Panel 400", "amount": "1"}, "Is it “Panel 400 W”?"),
        ({"product": "Bread", "amount": "1"}, "No product is called “Bread”."),
        ({"product": "Panel 400 W", "amount": "-1"}, "not below nothing"),
        ({"product": "Panel 400 W", "amount": "much"}, "“much” is not a number."),
        ({"product": "Panel 400 W", "amount": "1", "from_quantity": "NaN"}, "“NaN” is not a number."),
        ({"product": "Panel 400 W", "amount": "1", "from_quantity": "-1"}, "from 0"),
    ],
)
def test_a_price_that_cannot_be_is_asked_back(
    signed_in: Client, panel: Product, typed: dict[str, str], said: str
) -> None:
    signed_in.post(reverse("commerce:new_price_list"), {"name": "Retail", "currency": "EUR"})
    one = PriceList.objects.get()
    answer = signed_in.post(reverse("commerce:set_price", args=[one.id]), typed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{typed["product"]}"' in answer.content.decode()


def test_a_list_that_makes_no_sense_is_refused_with_what_was_typed(signed_in: Client) -> None:
    typed = {"name": "Backwards", "currency": "EUR", "valid_from": "2026-02-01", "valid_until": "2026-01-01"}
    answer = signed_in.post(reverse("commerce:new_price_list"), typed)

    assert answer.status_code == 422
    assert "The last day is before the first." in answer.content.decode()
    assert 'value="Backwards"' in answer.content.decode()
    assert not PriceList.objects.exists()


def test_a_list_is_deleted(signed_in: Client) -> None:
    signed_in.post(reverse("commerce:new_price_list"), {"name": "Retail", "currency": "EUR"})
    one = PriceList.objects.get()
    signed_in.post(reverse("commerce:delete_price_list", args=[one.id]))

    assert "Retail" not in signed_in.get(reverse("commerce:price_lists")).content.decode()


def test_a_tax_is_typed_and_deleted(signed_in: Client) -> None:
    typed = {"country": "es", "tax_class": "standard", "percent": "21", "valid_from": "2012-09-01"}
    signed_in.post(reverse("commerce:taxes"), typed)
    rate = TaxRate.objects.get()
    again = signed_in.post(reverse("commerce:taxes"), typed)
    signed_in.post(reverse("commerce:delete_tax", args=[rate.id]))

    assert (rate.country, rate.percent) == ("ES", Decimal(21))
    assert again.status_code == 422
    assert not TaxRate.objects.exists()


def test_parts_are_typed_by_name_and_shown_on_the_product(signed_in: Client, panel: Product, as_ada: Actor) -> None:
    (kit,) = create_products([{"name": "Kit"}], by=SYSTEM)
    address = reverse("commerce:bundle", args=[kit.id])
    refused = signed_in.post(address, {"part_product": ["Kit"], "part_quantity": ["1"]})
    signed_in.post(address, {"part_product": ["Panel400W", ""], "part_quantity": ["10", ""]})

    assert refused.status_code == 422
    assert BundlePart.objects.get().quantity == 10
    told = prices_of_product(kit.id, as_ada)
    assert told is not None
    assert [each["product"].name for each in told["parts"]] == ["Panel 400 W"]  # type: ignore[attr-defined]


def test_names_are_offered_while_somebody_types(signed_in: Client, panel: Product) -> None:
    answer = signed_in.get(reverse("commerce:products_on_sale"), {"line_product": "400"})

    assert "Panel 400 W" in answer.content.decode()


def test_a_program_asks_what_something_costs(panel: Product, program_of: Callable[[User], Program], ada: User) -> None:
    shown = program_of(ada).get(f"/prices/of/{panel.id}", quantity="3")

    assert shown.status_code == 200
    assert (shown.json()["amount"], shown.json()["currency"]) == ("120", "EUR")
