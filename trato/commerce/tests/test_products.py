"""Products are kept as other records are: made, found, brought in, thrown away and put back."""

from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from trato.commerce.products.errors import SkuTaken
from trato.commerce.products.models import Product
from trato.commerce.products.queries import folded, likely_products, product_seen_by
from trato.commerce.products.use_cases.create import create_products
from trato.commerce.products.use_cases.trash import restore_products, trash_products
from trato.commerce.products.use_cases.update import update_products
from trato.foundation.public import (
    SYSTEM,
    Actor,
    Change,
    LoggedEvent,
    NotAllowed,
    NotFound,
    RecordUpdate,
    RowsRefused,
    read_page,
    record_kind,
    search_records,
)

pytestmark = pytest.mark.django_db


def make(**values: object) -> Product:
    (saved,) = create_products([values], by=SYSTEM)
    return Product.objects.get(pk=saved.id)


def refusals(**values: object) -> dict[str, str]:
    with pytest.raises(RowsRefused) as refused:
        make(**values)
    return dict(refused.value.rows[0])


def test_a_product_begins_on_sale_at_the_standard_tax(installed: object) -> None:
    product = make(name="Inverter", list_price="499.90 EUR")

    assert (product.is_active, product.tax_class) == (True, "standard")
    assert (product.list_price, product.list_price_currency) == (Decimal("499.90"), "EUR")


def test_it_is_logged_and_in_its_history(panel: Product) -> None:
    update_products([RecordUpdate(id=panel.id, values={"series": "Roof"})], by=SYSTEM)

    kinds = LoggedEvent.objects.filter(subject_id=panel.id).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["commerce.product_created", "commerce.product_changed"]
    change = Change.objects.get(record_id=panel.id, version=2)
    assert (change.before, change.after) == ({"series": "Panels"}, {"series": "Roof"})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": ""}, "name"),
        ({}, "name"),
        ({"name": "A", "list_price": "-1 EUR"}, "list_price"),
        ({"name": "A", "list_price": "1.00001"}, "list_price"),
        ({"name": "A", "list_price": "lots"}, "list_price"),
        ({"name": "A", "tax_class": "luxury"}, "tax_class"),
        ({"name": "A", "sku": "x" * 101}, "sku"),
        ({"name": "A", "colour": "red"}, "colour"),
    ],
)
def test_what_is_no_product_is_refused_at_its_field(installed: object, values: dict[str, object], field: str) -> None:
    assert list(refusals(**values)) == [field]


def test_a_sku_is_one_living_products_whatever_its_case(panel: Product) -> None:
    assert refusals(name="Other", sku="p-400") == {"sku": "Another product has this SKU."}
    trash_products([panel.id], by=SYSTEM)

    assert make(name="Other", sku="p-400").sku == "p-400"


def test_two_of_one_set_do_not_share_a_sku(installed: object) -> None:
    with pytest.raises(RowsRefused) as refused:
        create_products([{"name": "A", "sku": "1"}, {"name": "B", "sku": "1"}, {"name": "C"}], by=SYSTEM)

    assert sorted(refused.value.rows) == [0, 1]
    assert not Product.objects.exists()


def test_two_products_may_swap_their_skus_in_one_set(installed: object) -> None:
    one, other = make(name="A", sku="1"), make(name="B", sku="2")
    third = make(name="C")

    with pytest.raises(RowsRefused):
        update_products([RecordUpdate(id=third.id, values={"sku": "1"})], by=SYSTEM)
    update_products([RecordUpdate(id=one.id, values={"sku": "1"})], by=SYSTEM)
    update_products([RecordUpdate(id=other.id, values={"sku": ""})], by=SYSTEM)

    assert Product.objects.get(pk=other.id).sku == ""


def test_the_database_itself_refuses_a_sku_twice(panel: Product) -> None:
    other = make(name="Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=other.id).update(sku="P-400")


def test_a_product_comes_back_from_the_trash_unless_its_sku_is_taken(panel: Product) -> None:
    trash_products([panel.id], by=SYSTEM)
    restore_products([panel.id], by=SYSTEM)
    assert Product.objects.get(pk=panel.id).is_standing
    trash_products([panel.id], by=SYSTEM)
    make(name="Other", sku="P-400")

    with pytest.raises(SkuTaken, match="P-400"):
        restore_products([panel.id], by=SYSTEM)


def test_two_of_one_sku_do_not_come_back_together(panel: Product) -> None:
    trash_products([panel.id], by=SYSTEM)
    other = make(name="Other", sku="P-400")
    trash_products([other.id], by=SYSTEM)

    with pytest.raises(SkuTaken):
        restore_products([panel.id, other.id], by=SYSTEM)


def test_an_emptied_tax_class_is_the_standard_one_again(panel: Product) -> None:
    update_products([RecordUpdate(id=panel.id, values={"tax_class": "zero", "is_active": False})], by=SYSTEM)
    update_products([RecordUpdate(id=panel.id, values={"tax_class": None, "is_active": None})], by=SYSTEM)

    panel.refresh_from_db()
    assert (panel.tax_class, panel.is_active) == ("standard", True)


def test_everybody_who_may_see_products_sees_those_of_all(panel: Product, as_alice: Actor, as_bob: Actor) -> None:
    (mine,) = create_products([{"name": "Alice's own"}], by=as_alice)

    assert product_seen_by(mine.id, as_bob).name == "Alice's own"
    assert product_seen_by(panel.id, as_alice) == panel


def test_a_seller_changes_what_is_the_teams_and_not_what_is_others(
    panel: Product, as_alice: Actor, as_bob: Actor
) -> None:
    (mine,) = create_products([{"name": "Alice's own"}], by=as_alice)
    update_products([RecordUpdate(id=mine.id, values={"unit": "m"})], by=as_alice)

    with pytest.raises(NotAllowed):
        update_products([RecordUpdate(id=mine.id, values={"unit": "km"})], by=as_bob)
    with pytest.raises(NotAllowed):
        trash_products([panel.id], by=as_alice)


def test_who_has_no_right_sees_no_product(panel: Product, charlie) -> None:  # type: ignore[no-untyped-def]
    nobody = charlie.acting()

    with pytest.raises(NotFound):
        product_seen_by(panel.id, nobody)
    with pytest.raises(NotAllowed):
        create_products([{"name": "A"}], by=nobody)
    assert likely_products(["Panel 400 W"], seen_by=nobody) == {}


def test_the_list_and_the_search_find_it(panel: Product, as_alice: Actor) -> None:
    kind = record_kind("product")
    page = read_page(kind, seen_by=as_alice, columns=["name", "list_price"])

    assert [row["name"] for row in page.rows] == ["Panel 400 W"]
    assert page.rows[0]["list_price"]["currency"] == "EUR"
    found = search_records(kind, "p-400", seen_by=as_alice, columns=["name"])
    assert "Panel 400 W" in str(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [("GTX Pro", "GTXPro"), ("gtx-pro", "GTX Pro"), ("GTX  PRO.", "gtxpro"), ("Café Crème", "cafe creme")],
)
def test_names_are_the_same_but_for_case_spaces_and_punctuation(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_names_without_any_letter_are_told_apart() -> None:
    assert folded("++") != folded("--")


def test_the_likely_product_of_a_name_is_found_and_a_strange_one_is_not(installed: object, as_ada: Actor) -> None:
    ids = {name: make(name=name).id for name in ("GTX Pro", "GTX Plus Pro", "GTX Basic", "MG Special")}

    found = likely_products(["GTXPro", "MG Specal", "Bakery oven", ""], seen_by=as_ada)

    assert (found["GTXPro"].id, found["GTXPro"].similarity) == (ids["GTX Pro"], 1.0)
    assert found["MG Specal"].name == "MG Special"
    assert 0.3 <= found["MG Specal"].similarity < 1
    assert set(found) == {"GTXPro", "MG Specal"}


def test_of_two_alike_the_one_still_on_sale_is_likely(installed: object) -> None:
    make(name="GTX Pro", is_active=False)
    new = make(name="GTX-Pro")
    make(name="gtx pro", is_active=False)

    assert likely_products(["gtxpro"], seen_by=SYSTEM)["gtxpro"].id == new.id


def test_a_trashed_product_is_likely_no_more(panel: Product) -> None:
    trash_products([panel.id], by=SYSTEM)

    assert likely_products(["Panel 400 W"], seen_by=SYSTEM) == {}


def test_an_id_of_nothing_is_not_found(installed: object) -> None:
    with pytest.raises(NotFound):
        product_seen_by(UUID(int=1), SYSTEM)
