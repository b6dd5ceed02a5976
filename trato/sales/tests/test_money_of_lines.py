"""The amount of a deal is what its lines come to, in the money they are in, to the coin; and ours by the rate."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from trato.foundation.public import (
    Actor,
    Change,
    LoggedEvent,
    RecordUpdate,
    RowsRefused,
    carry_out,
    give_values,
    refusals_of,
    start_change_set,
    undo,
)
from trato.sales.lines.models import DealLine
from trato.sales.lines.queries import lines_of
from trato.sales.lines.use_cases import set_lines
from trato.sales.public import Deal, create_deals, update_deals
from trato.sales.tests.rates import know

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def deal(as_alice: Actor) -> Deal:
    (saved,) = create_deals([{"name": "Roof", "amount": "10 EUR"}], by=as_alice)
    return Deal.objects.get(pk=saved.id)


def line(price: str, **given: Any) -> dict[str, Any]:
    return {"description": "Panels", "unit_price": price, **given}


def refusal(deal: Deal, lines: list[dict[str, Any]], by: Actor) -> str:
    with pytest.raises(RowsRefused) as refused:
        set_lines(deal.id, lines, by=by)
    return refused.value.rows[0]["lines"]


def amount(deal: Deal) -> tuple[Decimal | None, str]:
    deal.refresh_from_db()
    return deal.amount, deal.amount_currency


def test_lines_in_other_money_make_it_a_deal_in_that_money(deal: Deal, as_alice: Actor) -> None:
    know({"USD": {date(2020, 1, 1): "1.25"}})
    set_lines(deal.id, [line("100", currency="USD"), line("25", currency="USD")], by=as_alice)
    assert amount(deal) == (D(125), "USD")
    assert (deal.base_amount, deal.base_amount_currency) == (100, "EUR")
    assert set(DealLine.objects.values_list("currency", flat=True)) == {"USD"}


def test_lines_that_say_no_money_are_in_that_of_those_that_do(deal: Deal, as_alice: Actor) -> None:
    set_lines(deal.id, [line("100"), line("5", currency="GBP")], by=as_alice)
    assert amount(deal) == (D(105), "GBP")


def test_lines_in_two_moneys_are_refused_and_nothing_is_changed(deal: Deal, as_alice: Actor) -> None:
    said = refusal(deal, [line("100", currency="USD"), line("100", currency="EUR")], as_alice)
    assert said == "Lines in USD and EUR cannot be added up."
    assert amount(deal) == (D(10), "EUR")
    assert deal.version == 1
    assert not DealLine.objects.exists()


def test_an_amount_beside_lines_in_other_money_is_refused(deal: Deal, as_alice: Actor) -> None:
    values = {"amount": "5 USD", "lines": [line("5", currency="EUR")]}
    with pytest.raises(RowsRefused) as refused:
        update_deals([RecordUpdate(id=deal.id, values=values)], by=as_alice)
    assert "USD and EUR" in refused.value.rows[0]["lines"]


@pytest.mark.parametrize(
    ("currency", "lines", "total"),
    [
        ("EUR", [("0.005", "1"), ("0.005", "1")], "0.02"),
        ("EUR", [("0.0049", "1")], "0.00"),
        ("JPY", [("0.5", "1"), ("0.5", "3")], "3"),
        ("KWD", [("0.0005", "1"), ("1.2344", "1")], "1.235"),
        ("EUR", [("999999999.9999", "4")], "4000000000.00"),
    ],
)
def test_each_line_is_rounded_to_its_coins_before_they_are_added(
    deal: Deal, as_alice: Actor, currency: str, lines: list[tuple[str, str]], total: str
) -> None:
    set_lines(deal.id, [line(price, quantity=count, currency=currency) for price, count in lines], by=as_alice)
    assert amount(deal) == (D(total), currency)


def test_what_comes_to_more_than_money_goes_is_refused(deal: Deal, as_alice: Actor) -> None:
    many = [line("99999999999999", quantity="4")] * 4
    assert "too large" in refusal(deal, many, as_alice)
    assert amount(deal) == (D(10), "EUR")


given_lines = some.lists(
    some.tuples(
        some.decimals("0", "10000", places=4, allow_nan=False),
        some.decimals("0.0001", "1000", places=4, allow_nan=False),
        some.sampled_from(["0", "7.5", "100"]),
        some.sampled_from(["0", "4", "21"]),
        some.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=given_lines, currency=some.sampled_from(["EUR", "JPY", "KWD"]))
def test_amount_lines_and_box_say_the_same_sum(
    deal: Deal, as_alice: Actor, rows: list[tuple[Any, ...]], currency: str
) -> None:
    names = ("unit_price", "quantity", "discount_percent", "tax_percent")
    told = [dict(zip(names, map(str, row), strict=False)) | {"is_tax_included": row[4]} for row in rows]
    lines = [{"description": "Panels", "currency": currency, **each} for each in told]
    set_lines(deal.id, lines, by=as_alice)
    stored = DealLine.objects.filter(deal=deal)
    net = sum(stored.values_list("net", flat=True), D(0))
    tax = sum(stored.values_list("tax", flat=True), D(0))
    assert amount(deal) == (net, currency)
    box: Any = lines_of(deal.id, as_alice)
    assert box["net"].amount == net
    assert (box["tax"].amount if box["tax"] else 0) == tax
    assert box["total"].amount == net + tax


def test_a_bulk_change_of_amounts_says_which_deals_have_lines_and_is_undone(
    deal: Deal, as_ada: Actor, as_alice: Actor
) -> None:
    (saved,) = create_deals([{"name": "Of lines", "lines": [line("70")]}], by=as_alice)
    one = start_change_set(kind="deal", act="edit", selection={"all": True, "filters": {}}, by=as_ada)
    give_values(one.id, values={"amount": "55 USD"}, by=as_ada)
    carry_out(one.id, by=as_ada)
    assert amount(deal) == (D(55), "USD")
    assert amount(Deal.objects.get(pk=saved.id)) == (D(70), "EUR")
    assert "what the lines of the deal come to" in str(list(refusals_of(one.id, after=0, limit=5))[0].reason)
    undo(one.id, by=as_ada)
    assert amount(deal) == (D(10), "EUR")
    assert (deal.base_amount, deal.base_amount_currency) == (10, "EUR")


def test_lines_are_undone_with_the_amount_that_followed_from_them(deal: Deal, as_alice: Actor, as_ada: Actor) -> None:
    set_lines(deal.id, [line("70", quantity="2")], by=as_alice)
    one = start_change_set(kind="deal", act="trash", selection={"all": True, "filters": {}}, by=as_ada)
    carry_out(one.id, by=as_ada)
    undo(one.id, by=as_ada)
    assert amount(deal) == (D(140), "EUR")
    assert DealLine.objects.filter(deal=deal).count() == 1
    kinds = LoggedEvent.objects.filter(subject_id=deal.id).order_by("id").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["sales.deal_trashed", "sales.deal_restored"]
    assert Change.objects.filter(record_id=deal.id, act="update").count() >= 1
