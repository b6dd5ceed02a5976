"""Prices, parts and taxes as people type them: in their own way of writing numbers, by half a name, or wrong."""

import html
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from trato.commerce.prices.models import BundlePart, Price, PriceList, TaxRate
from trato.commerce.prices.use_cases.bundles import MOST_PARTS
from trato.commerce.products.models import Product
from trato.commerce.public import (
    PriceListFacts,
    create_products,
    delete_price_list,
    save_price_list,
    save_tax_rate,
    set_parts,
    trash_products,
    update_products,
)
from trato.foundation.public import SYSTEM, RecordUpdate, User

D = Decimal
Typed = Callable[..., Any]


@pytest.fixture
def retail(panel: Product) -> PriceList:
    return save_price_list(PriceListFacts(name="Retail", currency="EUR"), by=SYSTEM)


def browser_of(user: User, language: str = "en") -> Client:
    User.objects.filter(pk=user.pk).update(language=language)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


@pytest.fixture
def adas(ada: User) -> Client:
    return browser_of(ada)


@pytest.fixture
def type_price(adas: Client, retail: PriceList) -> Typed:
    def typed(**values: str) -> Any:
        return adas.post(f"/settings/prices/{retail.id}/price/", {"product": "Panel 400 W", **values})

    return typed


def product(name: str, **facts: Any) -> Product:
    (saved,) = create_products([{"name": name, **facts}], by=SYSTEM)
    return Product.objects.get(pk=saved.id)


@pytest.mark.parametrize(
    ("language", "typed", "amount"),
    [
        ("en", "1,234.5", "1234.5"),
        ("es", "1.234,5", "1234.5"),
        ("es", "99,90", "99.9"),
        ("en", "99.90", "99.9"),
        ("es", " 7 ", "7"),
    ],
)
def test_a_price_is_read_as_its_writer_writes_numbers(
    retail: PriceList, ada: User, language: str, typed: str, amount: str
) -> None:
    page = browser_of(ada, language)
    answer = page.post(f"/settings/prices/{retail.id}/price/", {"product": "Panel 400 W", "amount": typed})

    assert answer.status_code == 302, answer.content
    assert Price.objects.get().amount == D(amount)


def test_an_emptied_amount_takes_the_price_away_and_only_that_one(type_price: Typed) -> None:
    type_price(amount="100")
    type_price(amount="90", from_quantity="10")
    type_price(amount="", from_quantity="10")

    assert list(Price.objects.values_list("from_quantity", "amount")) == [(D(0), D(100))]


@pytest.mark.parametrize("amount", ["1." + "0" * 40 + "1", "1" + "0" * 40, "0," * 30])
def test_a_number_that_nobody_writes_is_asked_back_and_never_cut(type_price: Typed, amount: str) -> None:
    answer = type_price(amount=amount)

    assert answer.status_code == 422
    assert not Price.objects.exists()


PROGRAMMED = ["1e5", "1E+2", "1e-3", "1_000", "Infinity", "NaN", "0x10"]


@pytest.mark.parametrize("typed", PROGRAMMED)
def test_a_number_as_programs_write_it_is_asked_back_with_what_was_typed(type_price: Typed, typed: str) -> None:
    for values in ({"amount": typed}, {"amount": "5", "from_quantity": typed}):
        answer = type_price(**values)
        page = html.unescape(answer.content.decode())

        assert answer.status_code == 422, values
        assert f"“{typed}” is not a number." in page
        assert f'value="{typed}"' in page
    assert not Price.objects.exists()


@pytest.mark.parametrize("typed", PROGRAMMED)
def test_nor_is_it_a_part_or_a_tax(adas: Client, panel: Product, typed: str) -> None:
    kit = product("Roof kit")
    rows = {"part_product": [panel.name], "part_quantity": [typed]}
    tax = {"country": "PT", "tax_class": "standard", "percent": typed, "valid_from": "2026-01-01"}

    for address, given in ((f"/products/{kit.id}/bundle/", rows), ("/settings/taxes/", tax)):
        answer = adas.post(address, given)
        assert (answer.status_code, f"“{typed}” is not a number." in answer.content.decode()) == (422, True), address
    assert not BundlePart.objects.exists()
    assert not TaxRate.objects.exists()


def test_groups_that_nobody_writes_so_are_asked_back(retail: PriceList, ada: User) -> None:
    page = browser_of(ada, "es")
    for typed in ("1,234.5", "12.34.5", "1.2345,6", "1,234,567"):
        answer = page.post(f"/settings/prices/{retail.id}/price/", {"product": "Panel 400 W", "amount": typed})
        assert answer.status_code == 422, typed
    assert not Price.objects.exists()


def test_a_product_may_be_named_by_its_id_by_case_and_by_spaces(type_price: Typed, panel: Product) -> None:
    for number, name in enumerate([str(panel.id), "PANEL 400 W", "panel400w", "  Panel-400-W "]):
        assert type_price(product=name, amount="5", from_quantity=str(number)).status_code == 302, name

    assert Price.objects.filter(product=panel).count() == 4


def test_a_product_in_the_trash_is_no_longer_known_by_its_name(type_price: Typed, panel: Product) -> None:
    trash_products([panel.id], by=SYSTEM)

    assert type_price(amount="5").status_code == 422
    assert not Price.objects.exists()


def test_the_pages_of_a_deleted_list_are_gone(adas: Client, retail: PriceList) -> None:
    delete_price_list(retail.id, by=SYSTEM)
    address = f"/settings/prices/{retail.id}/"

    assert adas.get(address).status_code == 404
    for path in (address, f"{address}price/", f"{address}delete/"):
        assert adas.post(path, {"name": "X", "currency": "EUR"}).status_code == 404, path


def test_days_and_tax_stand_on_the_page_as_they_were_saved(adas: Client, retail: PriceList) -> None:
    typed = {"name": "Retail", "currency": "EUR", "is_tax_included": "yes", "valid_from": "2026-03-01"}
    adas.post(f"/settings/prices/{retail.id}/", {**typed, "valid_until": "2026-05-31"})

    retail.refresh_from_db()
    assert (retail.is_tax_included, retail.valid_until) == (True, date(2026, 5, 31))
    page = adas.get(f"/settings/prices/{retail.id}/").content.decode()
    assert 'value="2026-03-01"' in page
    assert 'value="2026-05-31"' in page


# What a bundle is made of


def part_names(bundle: Product) -> list[tuple[str, Decimal]]:
    return list(BundlePart.objects.filter(bundle=bundle).order_by("place").values_list("product__name", "quantity"))


def test_parts_stand_in_the_order_in_which_they_were_typed_and_empty_rows_are_none(
    adas: Client, panel: Product
) -> None:
    kit = product("Roof kit")
    product("Cable")
    rows = {"part_product": ["Panel 400 W", "", "Cable", " "], "part_quantity": ["2.5", "9", "", "1"]}
    adas.post(f"/products/{kit.id}/bundle/", rows)

    assert part_names(kit) == [("Panel 400 W", D("2.5")), ("Cable", D(1))]
    page = adas.get(f"/products/{kit.id}/bundle/").content.decode()
    typed = re.findall(r'name="part_(product|quantity)"[^>]*? value="([^"]+)"', page)
    assert typed == [("product", "Panel 400 W"), ("quantity", "2.5"), ("product", "Cable"), ("quantity", "1")]


def test_numbers_of_parts_stand_there_as_the_reader_writes_them(ada: User, panel: Product) -> None:
    kit = product("Roof kit")
    set_parts(kit.id, [(panel.id, D("2.5"))], by=SYSTEM)

    assert 'value="2,5"' in browser_of(ada, "es").get(f"/products/{kit.id}/bundle/").content.decode()


def test_more_parts_than_a_bundle_has_are_refused_and_not_cut_off(adas: Client, panel: Product) -> None:
    kit = product("Everything")
    create_products([{"name": f"Part {number}"} for number in range(MOST_PARTS + 1)], by=SYSTEM)
    names = [f"Part {number}" for number in range(MOST_PARTS + 1)]
    answer = adas.post(f"/products/{kit.id}/bundle/", {"part_product": names, "part_quantity": ["1"] * len(names)})

    assert answer.status_code == 422
    assert "at most 50 parts" in answer.content.decode()
    assert f'value="Part {MOST_PARTS}"' in answer.content.decode()
    assert part_names(kit) == []
    assert (
        adas.post(
            f"/products/{kit.id}/bundle/", {"part_product": names[:-1], "part_quantity": ["1"] * MOST_PARTS}
        ).status_code
        == 302
    )
    assert len(part_names(kit)) == MOST_PARTS


def test_an_empty_box_takes_a_bundle_apart(adas: Client, panel: Product) -> None:
    kit = product("Roof kit")
    set_parts(kit.id, [(panel.id, D(2))], by=SYSTEM)
    adas.post(f"/products/{kit.id}/bundle/", {"part_product": ["", ""], "part_quantity": ["", ""]})

    assert part_names(kit) == []


# Names that are offered


@pytest.mark.parametrize("control", ["product", "part_product", "line_product"])
def test_whichever_control_asks_gets_names_on_sale_those_that_begin_so_first(
    control: str, panel: Product, alice: User
) -> None:
    product("Solar panel frame")
    gone, off = product("Panel of glass"), product("Panel of wood")
    trash_products([gone.id], by=SYSTEM)
    update_products([RecordUpdate(id=off.id, values={"is_active": False})], by=SYSTEM)
    page = browser_of(alice).get("/products/on-sale/", {control: "panel"}).content.decode()

    assert page.index("Panel 400 W") < page.index("Solar panel frame")
    assert "Panel of glass" not in page
    assert "Panel of wood" not in page


# Taxes


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"country": "Spain"}, "A country is given by its two letters"),
        ({"country": "E1"}, "A country is given by its two letters"),
        ({"tax_class": "zero"}, "There is no rate for this class of tax."),
        ({"tax_class": ""}, "There is no rate for this class of tax."),
        ({"percent": "100.0001"}, "A tax is from 0 to 100 percent"),
        ({"percent": "0.00001"}, "A tax is from 0 to 100 percent"),
        ({"percent": "-0.01"}, "A tax is from 0 to 100 percent"),
        ({"percent": "much"}, "“much” is not a number."),
        ({"valid_from": "soon"}, "“soon” is not a day."),
        ({"valid_from": ""}, "Say from which day on the rate holds."),
        ({"valid_until": "2025-01-01"}, "The last day is before the first."),
    ],
)
def test_a_tax_that_cannot_be_is_asked_back_with_what_was_typed(
    adas: Client, installed: Any, typed: dict[str, str], said: str
) -> None:
    right = {"country": "PT", "tax_class": "standard", "percent": "23", "valid_from": "2026-01-01"}
    answer = adas.post("/settings/taxes/", {**right, **typed})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert said in page
    assert not TaxRate.objects.exists()
    kept = {**right, **typed}["country"]
    assert f'value="{kept}"' in page


@pytest.mark.parametrize("percent", ["0", "100", "0.0001", "5.5"])
def test_taxes_at_their_boundaries_are_taken(adas: Client, installed: Any, percent: str) -> None:
    typed = {"country": "pt", "tax_class": "reduced", "percent": percent, "valid_from": "2026-01-01"}

    assert adas.post("/settings/taxes/", typed).status_code == 302
    assert (TaxRate.objects.get().country, TaxRate.objects.get().percent) == ("PT", D(percent))


def test_a_rate_that_is_deleted_twice_is_not_there_the_second_time(adas: Client, installed: Any) -> None:
    one = save_tax_rate(country="ES", tax_class="standard", percent=D(21), valid_from=date(2026, 1, 1), by=SYSTEM)
    address = f"/settings/taxes/{one.id}/delete/"

    assert [adas.post(address).status_code for _time in range(2)] == [302, 404]
