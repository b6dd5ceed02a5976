"""Products to look around with, in one click, and away again without a trace."""

import pytest

from trato.commerce.products.models import Product
from trato.commerce.products.use_cases.create import create_products
from trato.commerce.products.use_cases.update import update_products
from trato.commerce.samples.use_cases import PANEL, create_sample_products, remove_sample_products
from trato.foundation.public import SYSTEM, Change, ChangeSet, Installation, LoggedEvent, RecordUpdate

pytestmark = pytest.mark.django_db


def test_samples_come_in_the_companys_currency_and_go_without_a_trace(installed: Installation) -> None:
    Installation.objects.update(currency="JPY")
    create_sample_products(by=SYSTEM)
    assert Product.objects.filter(list_price_currency="JPY", list_price__gt=0).count() == 5

    assert remove_sample_products(by=SYSTEM) == []
    assert not Product.objects.exists()
    assert not Change.objects.filter(record_type="product").exists()
    assert not ChangeSet.objects.exists()
    assert not LoggedEvent.objects.filter(kind="commerce.product_created").exists()


def test_what_was_changed_since_stays_and_is_named(installed: Installation) -> None:
    create_sample_products(by=SYSTEM)
    panel = Product.objects.get(sku=PANEL)
    update_products([RecordUpdate(id=panel.id, values={"series": "Ours"})], by=SYSTEM)

    assert remove_sample_products(by=SYSTEM) == [panel.name]
    assert Product.objects.count() == 1


def test_a_sku_that_is_somebodys_is_left_alone(installed: Installation) -> None:
    (own,) = create_products([{"name": "Ours", "sku": PANEL}], by=SYSTEM)
    create_sample_products(by=SYSTEM)

    assert Product.objects.count() == 5
    assert remove_sample_products(by=SYSTEM) == []
    assert list(Product.objects.values_list("id", flat=True)) == [own.id]
