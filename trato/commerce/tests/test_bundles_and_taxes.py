"""What a product is made of, and what it is taxed with."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from trato.commerce.prices.choosing import DEEPEST
from trato.commerce.prices.errors import BundleRefused, TaxRefused
from trato.commerce.prices.models import BundlePart, PriceList, TaxRate
from trato.commerce.prices.queries import parts_of, plain, price_of, tax_of
from trato.commerce.prices.use_cases.bundles import set_parts
from trato.commerce.prices.use_cases.price_lists import (
    PriceGiven,
    PriceListFacts,
    save_price_list,
    set_prices,
)
from trato.commerce.prices.use_cases.taxes import delete_tax_rate, save_tax_rate
from trato.commerce.products.models import Product
from trato.commerce.products.use_cases.create import create_products
from trato.customers.public import Company, add_to_list, create_lists
from trato.foundation.public import SYSTEM, Change, NotFound

pytestmark = pytest.mark.django_db
D = Decimal
TODAY = date(2026, 11, 22)


def product(name: str, price: str = "") -> UUID:
    (saved,) = create_products([{"name": name, "list_price": price}], by=SYSTEM)
    return saved.id


def price_list(name: str = "Retail", currency: str = "EUR", **facts: object) -> PriceList:
    return save_price_list(PriceListFacts(name=name, currency=currency, **facts), by=SYSTEM)  # type: ignore[arg-type]


def put(one: PriceList, product_id: UUID, amount: str | None, start: str = "0") -> int:
    given = PriceGiven(product=product_id, from_quantity=D(start), amount=D(amount) if amount is not None else None)
    return set_prices(one.id, [given], by=SYSTEM)


@pytest.fixture
def wholesalers(bakery: Company) -> UUID:
    (saved,) = create_lists([{"name": "Wholesalers", "member_kind": "company"}], by=SYSTEM)
    add_to_list(saved.id, [bakery.id], by=SYSTEM)
    return saved.id


def test_a_bundle_without_a_price_costs_what_its_parts_cost(panel: Product) -> None:
    inverter, kit = product("Inverter", "500 EUR"), product("Solar kit")
    set_parts(kit, [(panel.id, D(4)), (inverter, D(1))], by=SYSTEM)

    found = price_of(kit, currency="EUR", on=TODAY)

    assert found is not None
    assert (found.amount, found.is_sum_of_parts) == (D(980), True)


def test_the_tiers_of_the_parts_count_what_the_bundles_hold(panel: Product) -> None:
    kit, one = product("Solar kit"), price_list()
    set_parts(kit, [(panel.id, D(4))], by=SYSTEM)
    put(one, panel.id, "100", "40")

    few, many = (price_of(kit, currency="EUR", on=TODAY, quantity=D(n)) for n in ("9", "10"))

    assert few is not None
    assert many is not None
    assert (few.amount, many.amount) == (D(480), D(400))


def test_a_bundle_with_a_part_of_unknown_price_has_none(panel: Product) -> None:
    kit = product("Solar kit")
    set_parts(kit, [(panel.id, D(4)), (product("Cable"), D(1))], by=SYSTEM)

    assert price_of(kit, currency="EUR", on=TODAY) is None


def test_a_price_of_its_own_goes_before_the_sum_of_the_parts(panel: Product) -> None:
    kit = product("Solar kit", "400 EUR")
    set_parts(kit, [(panel.id, D(4))], by=SYSTEM)

    found = price_of(kit, currency="EUR", on=TODAY)

    assert found is not None
    assert (found.amount, found.is_sum_of_parts) == (D(400), False)


def test_a_bundle_is_never_made_of_itself(panel: Product) -> None:
    outer, middle = product("Outer"), product("Middle")
    set_parts(outer, [(middle, D(1))], by=SYSTEM)
    set_parts(middle, [(panel.id, D(1))], by=SYSTEM)

    for bundle, part in ((panel.id, outer), (middle, outer), (outer, outer)):
        with pytest.raises(BundleRefused, match="itself made of"):
            set_parts(bundle, [(part, D(1))], by=SYSTEM)
    assert BundlePart.objects.count() == 2


def test_bundles_in_bundles_have_a_bottom(installed: object) -> None:
    chain = [product(f"Level {n}") for n in range(DEEPEST + 2)]
    for outer, inner in zip(chain[:DEEPEST], chain[1 : DEEPEST + 1], strict=True):
        set_parts(outer, [(inner, D(1))], by=SYSTEM)

    with pytest.raises(BundleRefused, match="at most 5 deep"):
        set_parts(chain[DEEPEST], [(chain[DEEPEST + 1], D(1))], by=SYSTEM)


@pytest.mark.parametrize("quantity", ["0", "-1", "NaN", "1e7", "0.00001"])
def test_a_bundle_holds_a_sane_quantity(panel: Product, quantity: str) -> None:
    kit = product("Kit")
    with pytest.raises(BundleRefused, match="above 0"):
        set_parts(kit, [(panel.id, D(quantity))], by=SYSTEM)


def test_a_bundle_names_a_product_once_and_only_those_there_are(panel: Product) -> None:
    kit = product("Kit")
    with pytest.raises(BundleRefused, match="twice"):
        set_parts(kit, [(panel.id, D(1)), (panel.id, D(2))], by=SYSTEM)
    with pytest.raises(BundleRefused, match="no such product"):
        set_parts(kit, [(UUID(int=1), D(1))], by=SYSTEM)
    with pytest.raises(NotFound):
        set_parts(UUID(int=1), [(panel.id, D(1))], by=SYSTEM)


def test_what_a_bundle_is_made_of_is_in_its_history(panel: Product) -> None:
    kit = product("Kit")
    set_parts(kit, [(panel.id, D("4.50"))], by=SYSTEM)
    set_parts(kit, [(panel.id, D("4.5"))], by=SYSTEM)
    set_parts(kit, [], by=SYSTEM)

    changes = Change.objects.filter(record_type="bundle", record_id=kit).order_by("version")
    part = {"product": str(panel.id), "quantity": "4.5"}
    assert [(each.before["parts"], each.after["parts"]) for each in changes] == [([], [part]), ([part], [])]
    assert parts_of(kit) == []


def test_a_tax_holds_from_its_first_day_until_the_next_begins(installed: object) -> None:
    save_tax_rate(country="es", tax_class="standard", percent=D(18), valid_from=date(2010, 7, 1), by=SYSTEM)
    save_tax_rate(country="ES", tax_class="standard", percent=D(21), valid_from=date(2012, 9, 1), by=SYSTEM)

    days = [date(2010, 6, 30), date(2010, 7, 1), date(2012, 8, 31), date(2012, 9, 1), date(2026, 1, 1)]

    assert [tax_of("standard", country="ES", on=day) for day in days] == [None, D(18), D(18), D(21), D(21)]
    assert TaxRate.objects.filter(valid_until=date(2012, 8, 31)).count() == 1


def test_an_unknown_tax_is_not_the_same_as_none(installed: object) -> None:
    assert tax_of("standard", country="FR", on=TODAY) is None
    assert tax_of("zero", country="FR", on=TODAY) == 0
    assert tax_of("exempt", country="FR", on=TODAY) == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"country": "Spain"}, "country"),
        ({"country": "1!"}, "country"),
        ({"tax_class": "exempt"}, "tax_class"),
        ({"tax_class": "luxury"}, "tax_class"),
        ({"percent": D("-1")}, "percent"),
        ({"percent": D("100.0001")}, "percent"),
        ({"percent": D("NaN")}, "percent"),
        ({"percent": D("1.00001")}, "percent"),
        ({"valid_until": date(2000, 1, 1)}, "valid_until"),
    ],
)
def test_a_rate_of_tax_that_cannot_be_is_refused_at_its_field(
    installed: object, given: dict[str, object], field: str
) -> None:
    facts = {"country": "ES", "tax_class": "standard", "percent": D(21), "valid_from": date(2012, 9, 1), **given}
    with pytest.raises(TaxRefused) as refused:
        save_tax_rate(**facts, by=SYSTEM)  # type: ignore[arg-type]

    assert list(refused.value.fields) == [field]


def test_rates_of_tax_do_not_overlap(installed: object) -> None:
    first = save_tax_rate(
        country="ES",
        tax_class="reduced",
        percent=D(10),
        valid_from=date(2020, 1, 1),
        valid_until=date(2020, 12, 31),
        by=SYSTEM,
    )
    for start, end in ((date(2020, 6, 1), None), (date(2019, 1, 1), date(2020, 1, 1)), (date(2020, 1, 1), None)):
        with pytest.raises(TaxRefused, match="Another rate holds"):
            save_tax_rate(country="ES", tax_class="reduced", percent=D(8), valid_from=start, valid_until=end, by=SYSTEM)
    delete_tax_rate(first.id, by=SYSTEM)

    assert tax_of("reduced", country="ES", on=date(2020, 6, 1)) is None
    with pytest.raises(NotFound):
        delete_tax_rate(first.id, by=SYSTEM)


@pytest.mark.parametrize(("number", "said"), [("1.5000", "1.5"), ("100", "100"), ("1E+3", "1000"), ("0.0000", "0")])
def test_numbers_are_told_without_idle_zeros(number: str, said: str) -> None:
    assert plain(D(number)) == said
