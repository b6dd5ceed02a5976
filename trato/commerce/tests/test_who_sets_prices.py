"""Prices, taxes and parts are set by whoever was given that right; others are told so, and nothing is changed."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from trato.commerce.prices.models import BundlePart, Price, PriceList, TaxRate
from trato.commerce.products.models import Product
from trato.commerce.public import (
    PriceGiven,
    PriceListFacts,
    create_products,
    delete_price_list,
    delete_tax_rate,
    save_price_list,
    save_tax_rate,
    set_parts,
    set_prices,
)
from trato.foundation.public import SYSTEM, Actor, LoggedEvent, NotAllowed, Reach, Role, User
from trato.kit.testing.programs import Program

D = Decimal


@pytest.fixture
def retail(panel: Product) -> PriceList:
    one = save_price_list(PriceListFacts(name="Retail", currency="EUR"), by=SYSTEM)
    set_prices(one.id, [PriceGiven(product=panel.id, amount=D(110))], by=SYSTEM)
    return one


@pytest.fixture
def tax(installed: Any) -> TaxRate:
    return save_tax_rate(country="ES", tax_class="standard", percent=D(21), valid_from=date(2020, 1, 1), by=SYSTEM)


@pytest.fixture
def kit(panel: Product) -> Product:
    (saved,) = create_products([{"name": "Roof kit"}], by=SYSTEM)
    return Product.objects.get(pk=saved.id)


@pytest.fixture
def pricing_alice(seller: Role, alice: User) -> User:
    """Alice was given the right to set prices."""
    seller.rights = {**seller.rights, "commerce.manage_prices": int(Reach.ALL)}
    seller.save()
    return User.objects.get(pk=alice.pk)


def all_there_is() -> tuple[Any, ...]:
    return (
        list(PriceList.objects.order_by("id").values_list("name", "currency", "deleted_at", "version")),
        list(Price.objects.order_by("id").values_list("product", "from_quantity", "amount")),
        list(TaxRate.objects.order_by("id").values_list("country", "percent", "valid_until")),
        list(BundlePart.objects.order_by("id").values_list("bundle", "product", "quantity")),
        LoggedEvent.objects.count(),
    )


# In code, from which pages and API call


ACTS: dict[str, Callable[[Actor, PriceList, TaxRate, Product, Product], Any]] = {
    "a new list": lambda by, one, tax, panel, kit: save_price_list(PriceListFacts(name="X", currency="EUR"), by=by),
    "another name": lambda by, one, tax, panel, kit: save_price_list(
        PriceListFacts(name="X", currency="EUR"), by=by, list_id=one.id
    ),
    "a price": lambda by, one, tax, panel, kit: set_prices(one.id, [PriceGiven(product=panel.id, amount=D(1))], by=by),
    "a list deleted": lambda by, one, tax, panel, kit: delete_price_list(one.id, by=by),
    "a tax": lambda by, one, tax, panel, kit: save_tax_rate(
        country="FR", tax_class="standard", percent=D(20), valid_from=date(2020, 1, 1), by=by
    ),
    "a tax deleted": lambda by, one, tax, panel, kit: delete_tax_rate(tax.id, by=by),
    "parts": lambda by, one, tax, panel, kit: set_parts(kit.id, [(panel.id, D(4))], by=by),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_seller_does_none_of_it(
    act: str, retail: PriceList, tax: TaxRate, panel: Product, kit: Product, as_alice: Actor
) -> None:
    before = all_there_is()
    with pytest.raises(NotAllowed):
        ACTS[act](as_alice, retail, tax, panel, kit)

    assert all_there_is() == before


@pytest.mark.parametrize("act", ACTS)
def test_whoever_has_the_right_does_all_of_it_and_each_is_one_event(
    act: str, retail: PriceList, tax: TaxRate, panel: Product, kit: Product, pricing_alice: User
) -> None:
    before = LoggedEvent.objects.count()
    ACTS[act](pricing_alice.acting(), retail, tax, panel, kit)

    (event,) = LoggedEvent.objects.order_by("id")[before:]
    assert event.actor_id == pricing_alice.id
    assert event.kind.startswith("commerce.")


# On pages


def pages(one: PriceList, tax: TaxRate, panel: Product) -> list[tuple[str, str]]:
    return [
        ("GET", "/settings/prices/"),
        ("GET", "/settings/prices/new/"),
        ("POST", "/settings/prices/new/"),
        ("GET", f"/settings/prices/{one.id}/"),
        ("POST", f"/settings/prices/{one.id}/"),
        ("POST", f"/settings/prices/{one.id}/price/"),
        ("POST", f"/settings/prices/{one.id}/delete/"),
        ("GET", "/settings/taxes/"),
        ("POST", "/settings/taxes/"),
        ("POST", f"/settings/taxes/{tax.id}/delete/"),
        ("GET", f"/products/{panel.id}/bundle/"),
        ("POST", f"/products/{panel.id}/bundle/"),
    ]


TYPED = {
    **{"name": "Mine", "currency": "EUR", "product": "Panel 400 W", "amount": "1", "from_quantity": "1"},
    **{"country": "FR", "tax_class": "standard", "percent": "5", "valid_from": "2026-01-01"},
    **{"part_product": "Panel 400 W", "part_quantity": "2"},
}


def test_pages_refuse_a_seller_and_change_nothing(
    retail: PriceList, tax: TaxRate, panel: Product, alice: User, client: Client
) -> None:
    client.force_login(alice)
    before = all_there_is()
    answers = {
        (verb, address): client.generic(verb, address, data="&".join(f"{k}={v}" for k, v in TYPED.items()))
        for verb, address in pages(retail, tax, panel)
    }

    assert {each.status_code for each in answers.values()} == {403}
    assert all_there_is() == before


def test_pages_send_a_stranger_to_the_door(
    retail: PriceList, tax: TaxRate, panel: Product, ada: User, client: Client
) -> None:
    before = all_there_is()
    for verb, address in pages(retail, tax, panel):
        answer = client.generic(verb, address)
        assert answer.status_code == 302, (verb, address)
        assert "/sign-in/" in answer["Location"] or "login" in answer["Location"], answer["Location"]

    assert all_there_is() == before


def test_a_page_that_changes_something_is_no_page_to_look_at(
    retail: PriceList, tax: TaxRate, panel: Product, ada: User, client: Client
) -> None:
    client.force_login(ada)
    for address in (f"/settings/prices/{retail.id}/delete/", f"/settings/taxes/{tax.id}/delete/"):
        assert client.get(address).status_code == 405

    assert PriceList.objects.get().deleted_at is None
    assert TaxRate.objects.exists()


# By programs


def test_a_program_sets_prices_only_for_who_may(
    retail: PriceList, panel: Product, program_of: Callable[[User], Program], pricing_alice: User, bob: User
) -> None:
    body = json.dumps({"prices": [{"product": str(panel.id), "amount": "99"}]}).encode()
    by_charlie = program_of(_without_prices(bob)).send("PUT", f"/prices/lists/{retail.id}/prices", body)
    assert by_charlie.status_code == 403
    assert Price.objects.get().amount == D(110)

    by_alice = program_of(pricing_alice).send("PUT", f"/prices/lists/{retail.id}/prices", body)
    assert (by_alice.status_code, by_alice.json()) == (200, {"changed": 1})
    assert Price.objects.get().amount == D(99)


def _without_prices(somebody: User) -> User:
    """Bob is a seller of a role of his own."""
    role = Role.objects.create(name="Southern seller", rights={"commerce.see_products": int(Reach.ALL)})
    somebody.roles.set([role])
    return User.objects.get(pk=somebody.pk)


@pytest.mark.parametrize("path", ["/prices/lists", "/exchange-rates"])
def test_who_sees_no_products_sees_no_prices_either(
    path: str, retail: PriceList, program_of: Callable[[User], Program], charlie: User
) -> None:
    answer = program_of(charlie).get(path)

    assert answer.status_code == 403
    assert "Retail" not in answer.content.decode()
