"""Whatever somebody types or asks on the pages of prices, taxes, bundles and rates: an answer, and never a fault."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from trato.commerce.prices.models import Price, PriceList, TaxRate
from trato.commerce.products.models import Product
from trato.commerce.public import PriceListFacts, save_price_list
from trato.foundation.public import SYSTEM, User

pytestmark = pytest.mark.django_db
STRANGE = [
    "",
    " ",
    "\x00",
    "x" * 5_000,
    "'; drop table commerce_price; --",
    "<script>alert(1)</script>",
    "-1",
    "9" * 40,
]
STRANGE += ["1e999", "NaN", "-0", "٣", "1,5,5", "{{ 7*7 }}", "%s", "9999-12-31", "0001-01-01", "list:x", "segment:"]


@pytest.fixture
def adas(client: Client, ada: User) -> Client:
    client.force_login(ada)
    return client


@pytest.mark.parametrize("value", STRANGE)
def test_whatever_is_typed_nothing_breaks(adas: Client, panel: Product, value: str) -> None:
    one = save_price_list(PriceListFacts(name="All", currency="EUR"), by=SYSTEM)
    names = ("name", "currency", "group", "valid_from", "valid_until", "from_quantity", "amount", "product")
    typed: dict[str, Any] = dict.fromkeys((*names, "country", "tax_class", "percent", "is_tax_included"), value)
    typed |= {"part_product": [value, panel.name], "part_quantity": [value, value]}
    for address in (
        "/settings/prices/new/",
        f"/settings/prices/{one.id}/",
        f"/settings/prices/{one.id}/price/",
        "/settings/taxes/",
        f"/products/{panel.id}/bundle/",
    ):
        answer = adas.post(address, typed)
        assert answer.status_code in (302, 404, 422), address
    assert not Price.objects.exists()
    assert PriceList.objects.filter(deleted_at=None).count() <= 2
    assert TaxRate.objects.count() == 0


@pytest.mark.parametrize("value", STRANGE)
def test_a_product_that_somebody_types_is_found_or_not(adas: Client, panel: Product, value: str) -> None:
    one = save_price_list(PriceListFacts(name="All", currency="EUR"), by=SYSTEM)
    answer = adas.post(f"/settings/prices/{one.id}/price/", {"product": value, "amount": "5", "from_quantity": "1"})
    assert answer.status_code in (404, 422)
    bundle = adas.post(f"/products/{panel.id}/bundle/", {"part_product": [value], "part_quantity": ["2"]})
    assert bundle.status_code in (302, 404, 422)
    assert not Price.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 50, b"PK\x03\x04broken", b"<", b"Date,USD\n", b"\xff\xfe", b"Date" * 9_999]
)
def test_a_file_that_holds_no_rates_is_refused_in_words(adas: Client, content: bytes) -> None:
    file = SimpleUploadedFile("r\u202eates.csv", content)
    answer = adas.post("/settings/rates/", {"file": file})
    assert answer.status_code == 422
    assert adas.post("/settings/rates/", {}).status_code == 422
