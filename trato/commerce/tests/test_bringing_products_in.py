"""Products out of files: the real one of a hardware seller, matched by SKU or name, and taken back."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from trato.commerce.products.models import Product
from trato.commerce.products.queries import likely_products
from trato.foundation.public import SYSTEM, Import, Installation
from trato.kit.testing.real_files import real_file

pytestmark = pytest.mark.django_db
Bring = Callable[..., dict[str, Any]]


@pytest.fixture
def bring(installed: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bring:
    def do(content: str | Path, **options: Any) -> dict[str, Any]:
        path = content if isinstance(content, Path) else tmp_path / "products.csv"
        if isinstance(content, str):
            path.write_text(content)
        call_command("import", "products", str(path), json=True, **options)
        result: dict[str, Any] = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
        return result

    return do


def counts(result: dict[str, Any]) -> tuple[int, int, int, int]:
    return result["created"], result["updated"], result["skipped"], result["failed"]


def test_the_columns_of_a_real_price_list_are_recognised(bring: Bring) -> None:
    result = bring(real_file("sales_pipeline/products.csv"))

    assert counts(result) == (7, 0, 0, 0)
    assert Import.objects.get().mapping == ["name", "series", "list_price"]
    pro = Product.objects.get(name="GTX Pro")
    assert (pro.series, pro.list_price, pro.list_price_currency) == ("GTX", Decimal(4821), "EUR")
    assert likely_products(["GTXPro"], seen_by=SYSTEM)["GTXPro"].id == pro.id


def test_a_small_price_list_comes_in(bring: Bring) -> None:
    result = bring("product,series,sales_price\nGTX Basic,GTX,550\nGTX Pro,GTX,4821.50\n")

    assert counts(result) == (2, 0, 0, 0)
    assert list(Product.objects.order_by("name").values_list("name", "list_price")) == [
        ("GTX Basic", Decimal(550)),
        ("GTX Pro", Decimal("4821.5")),
    ]


def test_a_second_file_changes_what_is_there_by_its_sku(bring: Bring) -> None:
    bring("name,sku,price\nPanel,P-1,100\n")
    result = bring("name,sku,price\nPanel 400 W,p-1,110\nCable,C-1,2\n")

    assert counts(result) == (1, 1, 0, 0)
    assert Product.objects.get(sku__iexact="P-1").name == "Panel 400 W"


def test_a_file_without_skus_is_matched_by_name(bring: Bring) -> None:
    bring("product,price\nPanel,100\n")

    assert counts(bring("product,price\npanel,110\n")) == (0, 1, 0, 0)
    assert Product.objects.get().list_price == Decimal(110)


def test_bad_rows_stop_nobody(bring: Bring) -> None:
    result = bring("product,sku,price\nGood,1,5\nCheap,2,-5\n,3,5\nTwin,1,6\nOdd,4,five\n")

    assert result["created"] == 1
    assert result["failed"] + result["updated"] == 4


def test_an_import_is_taken_back(bring: Bring) -> None:
    result = bring("product,price\nPanel,100\nCable,2\n")
    call_command("undo", result["change_set"])

    assert not Product.objects.filter(is_standing=True).exists()


def test_what_goes_out_comes_in_again_unchanged(bring: Bring, tmp_path: Path) -> None:
    bring("name,sku,series,unit,price,tax class,active,description,tags\nPanel,P-1,Roof,piece,1.23,reduced,no,Long,a\n")
    path = tmp_path / "out.csv"
    call_command("export", "products", str(path))

    result = bring(path)

    assert counts(result) == (0, 0, 1, 0) or counts(result) == (0, 1, 0, 0)
    product = Product.objects.get()
    assert (product.sku, product.list_price, product.tax_class, product.is_active) == (
        "P-1",
        Decimal("1.23"),
        "reduced",
        False,
    )
