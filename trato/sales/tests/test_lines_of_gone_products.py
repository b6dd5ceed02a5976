"""A product that was thrown away stays where it was sold and is sold no more, through whichever door."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from trato.commerce.public import Product, create_products, restore_products, trash_products
from trato.foundation.public import SYSTEM, Actor, Reach, RecordUpdate, Role, RowsRefused, User
from trato.kit.testing.programs import Program
from trato.sales.deals.use_cases.duplicate import duplicate_deal
from trato.sales.lines.models import DealLine
from trato.sales.public import Deal, create_deals, update_deals

D = Decimal


@pytest.fixture
def oven(installed: Any) -> Product:
    (saved,) = create_products([{"name": "Oven", "list_price": "900 EUR"}], by=SYSTEM)
    return Product.objects.get(pk=saved.id)


@pytest.fixture
def sold(oven: Product, as_alice: Actor) -> Deal:
    """Two ovens were sold, and then nobody makes them any more."""
    (saved,) = create_deals([{"name": "Bakery", "lines": [{"product": str(oven.id), "quantity": "2"}]}], by=as_alice)
    trash_products([oven.id], by=SYSTEM)
    return Deal.objects.get(pk=saved.id)


def lines(deal_id: Any) -> list[tuple[str, Any, Decimal]]:
    rows = DealLine.objects.filter(deal_id=deal_id).order_by("place")
    return list(rows.values_list("description", "product_id", "quantity"))


def give(deal: Deal, by: Actor, *given: dict[str, Any]) -> None:
    update_deals([RecordUpdate(id=deal.id, values={"lines": list(given)})], by=by)


def test_no_new_deal_takes_it_and_the_reason_is_named(sold: Deal, oven: Product, as_alice: Actor) -> None:
    with pytest.raises(RowsRefused) as refused:
        create_deals([{"name": "Another", "lines": [{"product": str(oven.id)}]}], by=as_alice)

    said = refused.value.rows[0]["lines"]
    assert said == "Line 1: Oven is in the trash. Bring it back, or choose another product."
    assert not Deal.objects.filter(name="Another").exists()


def test_a_deal_that_never_had_it_does_not_get_it_now(sold: Deal, oven: Product, as_alice: Actor) -> None:
    (other,) = create_deals([{"name": "Mill", "lines": [{"description": "Wheel", "unit_price": "5"}]}], by=as_alice)
    with pytest.raises(RowsRefused):
        give(Deal.objects.get(pk=other.id), as_alice, {"product": str(oven.id)})

    assert [each[0] for each in lines(other.id)] == ["Wheel"]


def test_where_it_was_sold_it_may_be_sold_in_another_number(sold: Deal, oven: Product, as_alice: Actor) -> None:
    give(sold, as_alice, {"product": str(oven.id), "quantity": "3", "unit_price": "850"})

    assert lines(sold.id) == [("Oven", oven.id, D(3))]
    sold.refresh_from_db()
    assert sold.amount == D(2550)


def test_once_it_is_back_anybody_sells_it(sold: Deal, oven: Product, as_alice: Actor) -> None:
    restore_products([oven.id], by=SYSTEM)
    (other,) = create_deals([{"name": "Another", "lines": [{"product": str(oven.id)}]}], by=as_alice)

    assert lines(other.id) == [("Oven", oven.id, D(1))]


def test_a_copy_of_the_deal_keeps_words_and_price_and_names_no_product(sold: Deal, as_alice: Actor) -> None:
    copy = Deal.objects.get(pk=duplicate_deal(sold.id, by=as_alice).id)

    assert lines(copy.id) == [("Oven", None, D(2))]
    assert copy.amount == sold.amount == D(1800)
    assert lines(sold.id)[0][1] is not None


def test_a_program_is_told_at_the_field(
    sold: Deal, oven: Product, alice: User, program_of: Callable[[User], Program]
) -> None:
    answer = program_of(alice).post("/deals", {"name": "Another", "lines": [{"product": str(oven.id)}]})

    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == "lines"
    assert "Oven is in the trash" in error["message"]


def test_who_sees_no_products_learns_of_none_by_its_id(
    sold: Deal, oven: Product, alice: User, seller: Role, as_alice: Actor
) -> None:
    restore_products([oven.id], by=SYSTEM)
    seller.rights = {**seller.rights, "commerce.see_products": int(Reach.NONE)}
    seller.save()
    blind = User.objects.get(pk=alice.pk).acting()
    with pytest.raises(RowsRefused) as refused:
        create_deals([{"name": "Another", "lines": [{"product": str(oven.id)}]}], by=blind)

    assert refused.value.rows[0]["lines"] == "Line 1: There is no such product."
    give(sold, blind, {"product": str(oven.id), "quantity": "1", "unit_price": "900"})
    assert lines(sold.id) == [("Oven", oven.id, D(1))]
