"""What a product costs for whom, when and from how many."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from trato.commerce.prices.errors import PriceRefused
from trato.commerce.prices.models import Price, PriceList
from trato.commerce.prices.queries import PriceAsked, price_of, prices_of
from trato.commerce.prices.use_cases.bundles import set_parts
from trato.commerce.prices.use_cases.price_lists import (
    PriceGiven,
    PriceListFacts,
    delete_price_list,
    save_price_list,
    set_prices,
)
from trato.commerce.products.models import Product
from trato.commerce.products.use_cases.create import create_products
from trato.commerce.products.use_cases.trash import trash_products
from trato.customers.public import Company, add_to_list, create_lists, trash_lists
from trato.foundation.public import SYSTEM, Actor, Change, LoggedEvent, NotAllowed, NotFound

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


def test_without_a_list_the_list_price_holds_in_its_own_currency_only(panel: Product) -> None:
    found = price_of(panel.id, currency="EUR", on=TODAY)

    assert found is not None
    assert (found.amount, found.price_list, found.is_tax_included) == (D(120), None, False)
    assert price_of(panel.id, currency="USD", on=TODAY) is None


def test_the_highest_tier_that_is_reached_holds_and_is_told(panel: Product) -> None:
    one = price_list()
    for start, amount in (("1", "110"), ("10", "100"), ("100", "90.5")):
        put(one, panel.id, amount, start)

    prices = {
        n: price_of(panel.id, currency="EUR", on=TODAY, quantity=D(n)) for n in ("0.5", "1", "9.9999", "10", "500")
    }

    assert {n: (found.amount, found.from_quantity) for n, found in prices.items() if found} == {
        "0.5": (D(120), D(0)),  # the list has no price for so few
        "1": (D(110), D(1)),
        "9.9999": (D(110), D(1)),
        "10": (D(100), D(10)),
        "500": (D("90.5"), D(100)),
    }


def test_the_list_of_a_group_goes_before_the_list_for_everybody(
    panel: Product, bakery: Company, wholesalers: UUID
) -> None:
    put(price_list("Everybody"), panel.id, "90")
    put(price_list("Wholesale", list=wholesalers), panel.id, "100")

    theirs = price_of(panel.id, currency="EUR", on=TODAY, company=bakery.id)
    others = price_of(panel.id, currency="EUR", on=TODAY)

    assert theirs is not None
    assert others is not None
    assert (theirs.amount, theirs.list_name) == (D(100), "Wholesale")
    assert (others.amount, others.list_name) == (D(90), "Everybody")


def test_a_list_in_the_trash_gives_nobody_its_prices(panel: Product, bakery: Company, wholesalers: UUID) -> None:
    put(price_list("Wholesale", list=wholesalers), panel.id, "100")
    trash_lists([wholesalers], by=SYSTEM)

    found = price_of(panel.id, currency="EUR", on=TODAY, company=bakery.id)

    assert found is not None
    assert found.amount == D(120)


def test_a_list_holds_on_its_first_and_last_day_and_not_beside_them(panel: Product) -> None:
    put(price_list(valid_from=date(2026, 11, 1), valid_until=date(2026, 11, 30)), panel.id, "99")

    days = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)]
    found = prices_of([PriceAsked(panel.id, D(1), "EUR", None, day) for day in days])

    assert [each.amount for each in found if each] == [D(120), D(99), D(99), D(120)]


def test_of_two_lists_the_one_that_began_last_holds(panel: Product) -> None:
    put(price_list("Old", valid_from=date(2026, 1, 1)), panel.id, "110")
    put(price_list("New", valid_from=date(2026, 11, 1)), panel.id, "105")
    put(price_list("Timeless"), panel.id, "1")

    found = price_of(panel.id, currency="EUR", on=TODAY)

    assert found is not None
    assert found.list_name == "New"


def test_a_list_in_another_currency_is_for_that_currency(panel: Product) -> None:
    put(price_list("Dollars", currency="USD", is_tax_included=True), panel.id, "130")

    dollars = price_of(panel.id, currency="USD", on=TODAY)

    assert dollars is not None
    assert (dollars.amount, dollars.currency, dollars.is_tax_included) == (D(130), "USD", True)


def test_a_set_of_prices_costs_as_many_questions_as_one(
    panel: Product, bakery: Company, wholesalers: UUID, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    put(price_list("Wholesale", list=wholesalers), panel.id, "100")
    other = product("Inverter", "500 EUR")

    with django_assert_max_num_queries(9):
        found = prices_of(
            [PriceAsked(each, D(n), "EUR", bakery.id, TODAY) for each in (panel.id, other) for n in range(1, 20)]
        )

    assert {each.amount for each in found if each} == {D(100), D(500)}


@pytest.mark.parametrize(
    ("amount", "start", "said"),
    [
        ("-1", "0", "not below nothing"),
        ("NaN", "0", "not below nothing"),
        ("1e15", "0", "below 1,000,000,000,000,000"),
        ("0.00001", "0", "4 decimals"),
        ("1", "-1", "from 0"),
        ("1", "0.00001", "4 decimals"),
        ("1", "NaN", "from 0"),
    ],
)
def test_an_absurd_price_is_refused(panel: Product, amount: str, start: str, said: str) -> None:
    one = price_list()
    with pytest.raises(PriceRefused, match=said):
        put(one, panel.id, amount, start)

    assert not Price.objects.exists()


def test_prices_change_and_go_with_their_history(panel: Product) -> None:
    one = price_list()

    assert put(one, panel.id, "100") == 1
    assert put(one, panel.id, "100") == 0
    assert put(one, panel.id, "95") == 1
    assert put(one, panel.id, None) == 1
    assert not one.prices.exists()
    changes = Change.objects.filter(record_id=one.id).order_by("version")
    key = f"{panel.id} 0"
    assert [(each.before.get(key), each.after.get(key)) for each in changes] == [
        (None, None),
        (None, "100"),
        ("100", "95"),
        ("95", None),
    ]
    assert LoggedEvent.objects.filter(kind="commerce.price_list_saved", subject_id=one.id).count() == 4


def test_a_price_of_a_product_that_is_gone_is_refused(panel: Product) -> None:
    one = price_list()
    trash_products([panel.id], by=SYSTEM)

    with pytest.raises(PriceRefused, match="no such product"):
        put(one, panel.id, "1")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"currency": "XXY"}, "currency"),
        ({"valid_from": date(2026, 2, 1), "valid_until": date(2026, 1, 1)}, "valid_until"),
        ({"list": UUID(int=1)}, "group"),
        ({"segment": UUID(int=1)}, "group"),
        ({"segment": UUID(int=1), "list": UUID(int=2)}, "group"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused_at_its_field(
    installed: object, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(PriceRefused) as refused:
        save_price_list(PriceListFacts(**{"name": "A", "currency": "EUR", **facts}), by=SYSTEM)  # type: ignore[arg-type]

    assert list(refused.value.fields) == [field]


def test_the_currency_of_a_list_stays_while_prices_stand_on_it(panel: Product) -> None:
    one = price_list()
    save_price_list(PriceListFacts(name="Yen", currency="JPY"), by=SYSTEM, list_id=one.id)
    put(one, panel.id, "1")

    with pytest.raises(PriceRefused, match="in JPY"):
        save_price_list(PriceListFacts(name="Euro", currency="EUR"), by=SYSTEM, list_id=one.id)


def test_a_deleted_list_prices_nothing_any_more(panel: Product) -> None:
    one = price_list()
    put(one, panel.id, "1")
    delete_price_list(one.id, by=SYSTEM)

    found = price_of(panel.id, currency="EUR", on=TODAY)

    assert found is not None
    assert found.amount == D(120)
    with pytest.raises(NotFound):
        delete_price_list(one.id, by=SYSTEM)


def test_sellers_do_not_make_prices(as_alice: Actor, panel: Product) -> None:
    with pytest.raises(NotAllowed):
        save_price_list(PriceListFacts(name="Mine", currency="EUR"), by=as_alice)
    with pytest.raises(NotAllowed):
        set_parts(panel.id, [], by=as_alice)
