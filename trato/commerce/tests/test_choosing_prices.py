"""Which price holds: tiers at their very boundaries, lists by day and group, bundles, against a plain search."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any
from uuid import UUID

import pytest

from trato.commerce.prices.errors import BundleRefused, PriceRefused
from trato.commerce.prices.use_cases.bundles import set_parts
from trato.commerce.products.models import Product
from trato.commerce.products.use_cases.create import create_products
from trato.commerce.products.use_cases.trash import restore_products, trash_products
from trato.commerce.public import (
    PriceAsked,
    PriceGiven,
    PriceListFacts,
    delete_price_list,
    price_of,
    prices_of,
    save_price_list,
    set_prices,
)
from trato.customers.public import Company, add_to_list, create_lists
from trato.foundation.public import SYSTEM

pytestmark = pytest.mark.django_db
D = Decimal
DAY = date(2026, 6, 1)


def product(name: str, price: str = "") -> UUID:
    values = {"name": name, **({"list_price": f"{price} EUR"} if price else {})}
    (saved,) = create_products([values], by=SYSTEM)
    return saved.id


def price_list(name: str = "All", **facts: Any) -> UUID:
    return save_price_list(PriceListFacts(**{"name": name, "currency": "EUR", **facts}), by=SYSTEM).id


def put(list_id: UUID, product_id: UUID, **tiers: str) -> None:
    """By keyword: q10="90" is ninety from ten on."""
    known = {D(start[1:]): D(price) for start, price in tiers.items()}
    given = [PriceGiven(product=product_id, from_quantity=start, amount=price) for start, price in known.items()]
    set_prices(list_id, given, by=SYSTEM)


def cost(product_id: UUID, quantity: str = "1", **asked: Any) -> Decimal | None:
    found = price_of(product_id, **{"currency": "EUR", "on": DAY, "quantity": D(quantity), **asked})
    return found.amount if found else None


@pytest.mark.parametrize(
    ("quantity", "amount"),
    [
        ("0.0001", "100"),
        ("9", "100"),
        ("9.9999", "100"),
        ("10", "90"),
        ("10.0001", "90"),
        ("99.9999", "90"),
        ("100", "80.5"),
        ("999999999", "80.5"),
    ],
)
def test_a_tier_holds_from_its_quantity_on_and_not_a_hair_before(installed: Any, quantity: str, amount: str) -> None:
    panel, one = product("Panel", "120"), price_list()
    put(one, panel, q0="100", q10="90", q100="80.5")
    assert cost(panel, quantity) == D(amount)


def test_below_the_first_tier_the_list_says_nothing(installed: Any) -> None:
    panel, one = product("Panel", "120"), price_list()
    put(one, panel, q10="90")
    assert (cost(panel, "9"), cost(panel, "10")) == (D(120), D(90))


@pytest.mark.parametrize(("day", "amount"), [(-1, "120"), (0, "90"), (9, "90"), (10, "120")])
def test_a_list_holds_on_its_first_and_its_last_day(installed: Any, day: int, amount: str) -> None:
    panel = product("Panel", "120")
    put(price_list(valid_from=DAY, valid_until=DAY + timedelta(days=9)), panel, q0="90")
    assert cost(panel, on=DAY + timedelta(days=day)) == D(amount)


def test_a_list_that_was_deleted_or_speaks_another_money_says_nothing(installed: Any) -> None:
    panel, one = product("Panel", "120"), price_list()
    put(one, panel, q0="90")
    put(price_list("Dollars", currency="USD"), panel, q0="130")
    assert (cost(panel), cost(panel, currency="USD"), cost(panel, currency="GBP")) == (D(90), D(130), None)
    delete_price_list(one, by=SYSTEM)
    assert cost(panel) == D(120)


def test_whatever_lists_there_are_the_price_is_the_one_a_plain_search_finds(installed: Any, bakery: Company) -> None:
    """Twenty lists with drawn days, groups and tiers; each question asked of all of them with a pencil."""
    lots = Random(5)
    (group,) = create_lists([{"name": "Bakers", "member_kind": "company"}], by=SYSTEM)
    add_to_list(group.id, [bakery.id], by=SYSTEM)
    panel = product("Panel", "120")
    lists = []
    for n in range(20):
        first = lots.choice([None, DAY + timedelta(days=lots.randrange(-20, 20))])
        last = lots.choice([None, (first or DAY) + timedelta(days=lots.randrange(0, 20))])
        is_of_group = lots.random() < 0.4
        id_ = price_list(f"List {n}", valid_from=first, valid_until=last, list=group.id if is_of_group else None)
        tiers = {D(lots.choice((0, 1, 5, 10, 50))): D(lots.randrange(1, 10_000)).scaleb(-2) for _tier in range(3)}
        set_prices(id_, [PriceGiven(product=panel, from_quantity=q, amount=a) for q, a in tiers.items()], by=SYSTEM)
        lists.append((id_, first, last, is_of_group, tiers))
    asked = [
        PriceAsked(panel, D(lots.choice(("0.5", "1", "4.9999", "5", "10", "49", "50"))), "EUR", company, day)
        for company in (None, bakery.id)
        for day in [DAY + timedelta(days=lots.randrange(-25, 45)) for _day in range(40)]
    ]
    for question, found in zip(asked, prices_of(asked), strict=True):
        fitting = [
            (is_of_group, first or date.min, id_, tiers)
            for id_, first, last, is_of_group, tiers in lists
            if (first is None or first <= question.on)
            and (last is None or question.on <= last)
            and (not is_of_group or question.company)
            and min(tiers) <= question.quantity
        ]
        assert found is not None
        if not fitting:
            assert (found.amount, found.price_list) == (D(120), None)
            continue
        _group, _first, id_, tiers = max(fitting, key=lambda each: each[:3])
        start = max(each for each in tiers if each <= question.quantity)
        assert (found.price_list, found.from_quantity, found.amount) == (id_, start, tiers[start])


# Bundles


def test_a_bundle_of_absurd_bundles_has_an_exact_price_or_a_sentence(installed: Any) -> None:
    """A million of a million of what costs almost as much as money goes: no digit is lost, and nothing breaks."""
    dear, inner, outer = product("Dear"), product("Inner"), product("Outer")
    put(price_list(), dear, q0="999999999999999.9999")
    set_parts(inner, [(dear, D("999999.9999"))], by=SYSTEM)
    set_parts(outer, [(inner, D(10) ** 6)], by=SYSTEM)
    of_inner = Fraction(D("999999999999999.9999")) * Fraction(D("999999.9999"))
    found = cost(inner), cost(outer)
    assert None not in found
    assert abs(Fraction(found[0] or 0) - of_inner) <= Fraction(1, 20_000)
    assert Fraction(found[1] or 0) == Fraction(found[0] or 0) * 10**6


def test_a_bundle_is_rounded_once_and_halves_go_up(installed: Any) -> None:
    screw, bag = product("Screw"), product("Bag")
    put(price_list(), screw, q0="0.0001")
    set_parts(bag, [(screw, D("0.5"))], by=SYSTEM)
    assert cost(bag) == D("0.0001")
    set_parts(bag, [(screw, D("2.5"))], by=SYSTEM)
    assert cost(bag) == D("0.0003")


@pytest.mark.parametrize("ring", [1, 2, 3, 5])
def test_no_ring_of_any_length_is_closed_and_the_bundles_stay_as_they_were(installed: Any, ring: int) -> None:
    ids = [product(f"P{n}") for n in range(ring)]
    for one, other in zip(ids, ids[1:], strict=False):
        set_parts(one, [(other, D(1))], by=SYSTEM)
    with pytest.raises(BundleRefused):
        set_parts(ids[-1], [(ids[0], D(1))], by=SYSTEM)
    assert Product.objects.get(pk=ids[-1]).parts.count() == 0


def test_a_bundle_keeps_its_price_while_a_part_lies_in_the_trash(installed: Any) -> None:
    panel, kit = product("Panel", "120"), product("Kit")
    set_parts(kit, [(panel, D(2))], by=SYSTEM)
    trash_products([panel], by=SYSTEM)
    assert cost(kit) == D(240)
    with pytest.raises(BundleRefused):
        set_parts(kit, [(panel, D(3))], by=SYSTEM)
    restore_products([panel], by=SYSTEM)
    set_parts(kit, [(panel, D(3))], by=SYSTEM)
    assert cost(kit) == D(360)


@pytest.mark.parametrize(
    "given",
    [
        {"amount": D("-0.01")},
        {"amount": D("NaN")},
        {"amount": D("Infinity")},
        {"amount": D(10) ** 15},
        {"amount": D("1.00001")},
        {"amount": D("1E-999999")},
        {"from_quantity": D(-1)},
        {"from_quantity": D("sNaN")},
        {"from_quantity": D("1E+999999")},
        {"from_quantity": D("0.00001")},
        {"product": UUID(int=0)},
    ],
)
def test_an_absurd_price_is_refused_in_a_sentence_and_none_of_the_others_is_kept(
    installed: Any, given: dict[str, Any]
) -> None:
    panel, one = product("Panel", "120"), price_list()
    good = PriceGiven(product=panel, amount=D(1))
    bad = PriceGiven(**{"product": panel, "amount": D(1), "from_quantity": D(2), **given})
    with pytest.raises(PriceRefused) as refused:
        set_prices(one, [good, bad], by=SYSTEM)
    assert refused.value.message.endswith(".")
    assert cost(panel) == D(120)
