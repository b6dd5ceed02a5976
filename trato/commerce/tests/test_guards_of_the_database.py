"""What must never stand in the tables of the catalogue the database itself refuses, whatever the code above does."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from trato.commerce.prices.models import BundlePart, Price, PriceList, TaxRate
from trato.commerce.products.models import Product
from trato.commerce.public import PriceListFacts, create_products, save_price_list
from trato.customers.public import Segment, StaticList, create_lists, create_segments
from trato.foundation.public import SYSTEM

D = Decimal
FIRST = date(2026, 1, 1)


class Ground:
    """A panel, a kit, a price list with one price, a bundle of one part, and a rate of tax."""

    def __init__(self, panel: Product) -> None:
        self.panel = panel
        (saved,) = create_products([{"name": "Roof kit", "sku": "K-1"}], by=SYSTEM)
        self.kit = Product.objects.get(pk=saved.id)
        self.retail = save_price_list(PriceListFacts(name="Retail", currency="EUR"), by=SYSTEM)
        Price.objects.create(price_list=self.retail, product=panel, from_quantity=D(10), amount=D(90))
        BundlePart.objects.create(bundle=self.kit, product=panel, quantity=D(4))
        TaxRate.objects.create(country="ES", tax_class="standard", percent=D(21), valid_from=FIRST)

    def groups(self) -> dict[str, Any]:
        (one,) = create_lists([{"name": "Wholesalers", "member_kind": "company"}], by=SYSTEM)
        rules = {"field": "name", "operator": "holds", "value": "a"}
        (other,) = create_segments([{"name": "Large", "member_kind": "company", "rules": rules}], by=SYSTEM)
        return {"list": StaticList.objects.get(pk=one.id), "segment": Segment.objects.get(pk=other.id)}


@pytest.fixture
def ground(panel: Product) -> Ground:
    return Ground(panel)


REFUSED: dict[str, Callable[[Ground], Any]] = {
    "a price twice from one quantity": lambda g: Price.objects.create(
        price_list=g.retail, product=g.panel, from_quantity=D("10.0000"), amount=D(80)
    ),
    "a price below nothing": lambda g: Price.objects.create(
        price_list=g.retail, product=g.panel, from_quantity=D(20), amount=D("-0.0001")
    ),
    "a price from less than nothing on": lambda g: Price.objects.create(
        price_list=g.retail, product=g.panel, from_quantity=D(-1), amount=D(80)
    ),
    "a list for a list and a segment": lambda g: PriceList.objects.create(name="X", currency="EUR", **g.groups()),
    "a list that ends before it begins": lambda g: PriceList.objects.create(
        name="X", currency="EUR", valid_from=date(2026, 2, 2), valid_until=date(2026, 2, 1)
    ),
    "a part twice": lambda g: BundlePart.objects.create(bundle=g.kit, product=g.panel, quantity=D(1)),
    "none of a part": lambda g: BundlePart.objects.create(bundle=g.panel, product=g.kit, quantity=D(0)),
    "a bundle in itself": lambda g: BundlePart.objects.create(bundle=g.kit, product=g.kit, quantity=D(1)),
    "two rates from one day": lambda g: TaxRate.objects.create(
        country="ES", tax_class="standard", percent=D(10), valid_from=FIRST
    ),
    "a tax of more than all": lambda g: TaxRate.objects.create(
        country="FR", tax_class="standard", percent=D("100.0001"), valid_from=FIRST
    ),
    "a tax below nothing": lambda g: TaxRate.objects.create(
        country="FR", tax_class="standard", percent=D("-0.0001"), valid_from=FIRST
    ),
    "a tax that ends before it begins": lambda g: TaxRate.objects.create(
        country="FR", tax_class="standard", percent=D(5), valid_from=FIRST, valid_until=date(2025, 12, 31)
    ),
    "one SKU in two cases": lambda g: Product.objects.filter(pk=g.kit.pk).update(sku="p-400"),
    "a price without its currency": lambda g: Product.objects.filter(pk=g.kit.pk).update(list_price=D(5)),
    "a currency without a price": lambda g: Product.objects.filter(pk=g.kit.pk).update(list_price_currency="EUR"),
    "a product for less than nothing": lambda g: Product.objects.filter(pk=g.panel.pk).update(list_price=D(-1)),
}
TAKEN: dict[str, Callable[[Ground], Any]] = {
    "the same quantity on another list": lambda g: Price.objects.create(
        price_list=save_price_list(PriceListFacts(name="X", currency="EUR"), by=SYSTEM),
        product=g.panel,
        from_quantity=D(10),
        amount=D(0),
    ),
    "one SKU of a product in the trash": lambda g: Product.objects.filter(pk=g.kit.pk).update(
        sku="p-400", deleted_at=g.kit.created_at
    ),
    "a list of one day": lambda g: PriceList.objects.create(
        name="X", currency="EUR", valid_from=FIRST, valid_until=FIRST
    ),
    "no tax and all of it": lambda g: TaxRate.objects.bulk_create(
        TaxRate(country=country, tax_class="standard", percent=D(percent), valid_from=FIRST)
        for country, percent in (("FR", 0), ("DE", 100))
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(what: str, ground: Ground) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[what](ground)


@pytest.mark.parametrize("what", TAKEN)
def test_what_is_next_to_it_is_taken(what: str, ground: Ground) -> None:
    assert TAKEN[what](ground)


def test_a_product_that_is_part_of_a_bundle_is_not_torn_out_of_it(ground: Ground) -> None:
    with pytest.raises(ProtectedError):
        ground.panel.delete()

    assert BundlePart.objects.filter(product=ground.panel).exists()
