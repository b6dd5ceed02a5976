"""Lines change with their history, by one person at a time, and outlive the catalogue."""

from decimal import Decimal
from typing import Any

import pytest

from trato.commerce.public import (
    Product,
    create_products,
    trash_products,
    update_products,
)
from trato.foundation.public import (
    SYSTEM,
    Actor,
    Change,
    Conflict,
    LoggedEvent,
    NotAllowed,
    NotFound,
    RecordUpdate,
    RowsRefused,
)
from trato.kit.money import Money
from trato.sales.deals.models import Deal
from trato.sales.deals.use_cases.create import create_deals
from trato.sales.lines.models import DealLine
from trato.sales.lines.queries import lines_of
from trato.sales.lines.use_cases import set_lines, write_lines

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def pro(installed: object) -> Product:
    values = {"name": "GTX Pro", "sku": "GTX-P", "series": "GTX", "list_price": "4821 EUR", "unit": "piece"}
    (saved,) = create_products([values], by=SYSTEM)
    return Product.objects.get(pk=saved.id)


@pytest.fixture
def deal(as_alice: Actor) -> Deal:
    return made(as_alice, name="Roof of the bakery")


def made(by: Actor, **values: Any) -> Deal:
    (saved,) = create_deals([values], by=by)
    return Deal.objects.get(pk=saved.id)


def lines(deal: Deal) -> list[DealLine]:
    return list(DealLine.objects.filter(deal=deal).order_by("place"))


def refusal(by: Actor, deal: Deal, *given: dict[str, Any]) -> str:
    with pytest.raises(RowsRefused) as refused:
        set_lines(deal.id, given, by=by)
    return refused.value.rows[0]["lines"]


def amount(deal: Deal) -> tuple[Decimal | None, str]:
    deal.refresh_from_db()
    return deal.amount, deal.amount_currency


def test_lines_keep_their_order_and_can_be_reordered(deal: Deal, as_alice: Actor) -> None:
    given = [{"description": name, "unit_price": "1"} for name in "CAB"]
    set_lines(deal.id, given, by=as_alice)
    assert [line.description for line in lines(deal)] == ["C", "A", "B"]

    set_lines(deal.id, sorted(given, key=lambda line: line["description"]), by=as_alice)
    assert [line.description for line in lines(deal)] == ["A", "B", "C"]


def test_the_change_is_in_the_history_and_logged_without_words(deal: Deal, pro: Product, as_alice: Actor) -> None:
    set_lines(deal.id, [{"product": "GTX Pro"}], by=as_alice)

    change = Change.objects.filter(record_id=deal.id).latest("version")
    assert [line["description"] for line in change.after["lines"]] == ["GTX Pro"]
    assert change.after["amount"] == {"amount": "4821.00", "currency": "EUR"}
    event = LoggedEvent.objects.filter(kind="sales.deal_changed", subject_id=deal.id).latest("id")
    assert {"lines", "amount"} <= set(event.data["fields"])
    assert "GTX" not in str(event.data)


def test_the_same_lines_again_are_no_change(deal: Deal, pro: Product, as_alice: Actor) -> None:
    set_lines(deal.id, [{"product": "GTX Pro"}], by=as_alice)
    again = set_lines(deal.id, [{"product": "GTX Pro", "quantity": "1.0"}], by=as_alice)

    assert again.fields == ()


def test_two_who_change_the_lines_at_once_do_not_overwrite_each_other(
    deal: Deal, pro: Product, as_alice: Actor
) -> None:
    seen = deal.version
    set_lines(deal.id, [{"product": "GTX Pro"}], by=as_alice, seen_version=seen)

    with pytest.raises(Conflict):
        set_lines(deal.id, [{"description": "Mine", "unit_price": "1"}], by=as_alice, seen_version=seen)
    assert [line.description for line in lines(deal)] == ["GTX Pro"]


def test_others_deals_are_not_changed_and_unseen_ones_not_found(
    deal: Deal, pro: Product, as_bob: Actor, hire: Any, seller: Any, northern_shop: Any
) -> None:
    with pytest.raises(NotFound):
        set_lines(deal.id, [{"product": "GTX Pro"}], by=as_bob)


def test_a_product_that_was_sold_stays_readable_when_it_is_trashed(
    deal: Deal, pro: Product, as_alice: Actor, as_ada: Actor
) -> None:
    set_lines(deal.id, [{"product": "GTX Pro"}], by=as_alice)
    trash_products([pro.id], by=as_ada)

    told = lines_of(deal.id, as_alice)
    assert told is not None
    (line,) = told["lines"]  # type: ignore[misc]
    assert (line["description"], line["is_gone"], line["product"]) == ("GTX Pro", True, None)
    # … and the line can be changed without choosing another product.
    set_lines(deal.id, [{"product": str(pro.id), "quantity": "2", "unit_price": "4821"}], by=as_alice)
    assert amount(deal) == (D(9642), "EUR")


def test_what_was_agreed_does_not_change_with_the_catalogue(
    deal: Deal, pro: Product, as_alice: Actor, as_ada: Actor
) -> None:
    set_lines(deal.id, [{"product": "GTX Pro"}], by=as_alice)
    values = {"name": "GTX Pro II", "list_price": "9999 EUR"}
    update_products([RecordUpdate(id=pro.id, values=values)], by=as_ada)

    assert [(line.description, line.unit_price) for line in lines(deal)] == [("GTX Pro", D(4821))]


def test_many_deals_get_their_lines_at_once(pro: Product, as_ada: Actor) -> None:
    deals = [made(as_ada, name=f"Deal {n}") for n in range(3)]

    write_lines(
        {each.id: [{"product": "GTX Pro", "unit_price": str(n + 1)}] for n, each in enumerate(deals)}, by=as_ada
    )

    assert [amount(each)[0] for each in deals] == [D(1), D(2), D(3)]


def test_the_box_tells_lines_and_totals(deal: Deal, pro: Product, as_alice: Actor) -> None:
    given = {"product": "GTX Pro", "quantity": "2", "discount_amount": "42", "tax_percent": "10"}
    set_lines(deal.id, [given], by=as_alice)

    told = lines_of(deal.id, as_alice)

    assert told is not None
    assert (told["net"], told["tax"], told["total"]) == (
        Money(D("9600.00"), "EUR"),
        Money(D("960.00"), "EUR"),
        Money(D("10560.00"), "EUR"),
    )


def test_who_may_not_change_a_deal_has_no_empty_box(deal: Deal, charlie: Any) -> None:
    assert lines_of(deal.id, charlie.acting()) is None


def test_a_role_without_the_right_cannot_write_lines(deal: Deal, charlie: Any) -> None:
    with pytest.raises((NotAllowed, NotFound)):
        set_lines(deal.id, [], by=charlie.acting())
