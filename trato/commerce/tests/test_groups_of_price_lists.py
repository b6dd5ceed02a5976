"""Price lists for some companies only: by a list, by a segment, through a merge, and when the group is gone."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from trato.commerce.prices.errors import PriceRefused
from trato.commerce.prices.models import PriceList
from trato.commerce.prices.queries import MOST_GROUPS, groups_to_choose, price_of
from trato.commerce.products.models import Product
from trato.commerce.public import PriceGiven, PriceListFacts, save_price_list, set_prices
from trato.customers.public import (
    Company,
    add_to_list,
    create_companies,
    create_lists,
    create_segments,
    merge_companies,
    recount,
    remove_from_list,
    trash_lists,
    trash_segments,
    unmerge_companies,
)
from trato.foundation.public import SYSTEM, Actor, User

D = Decimal
TODAY = date(2026, 11, 22)
BAKERIES = {"field": "name", "operator": "holds", "value": "Bakery"}


def group(name: str = "Wholesalers", kind: str = "company") -> UUID:
    (saved,) = create_lists([{"name": name, "member_kind": kind}], by=SYSTEM)
    return saved.id


def segment(name: str = "Bakeries", kind: str = "company") -> UUID:
    (saved,) = create_segments([{"name": name, "member_kind": kind, "rules": BAKERIES}], by=SYSTEM)
    recount(saved.id)
    return saved.id


def company(name: str) -> UUID:
    (saved,) = create_companies([{"name": name}], by=SYSTEM)
    return saved.id


def priced(product: Product, amount: int, **facts: Any) -> PriceList:
    one = save_price_list(PriceListFacts(name=f"For {amount}", currency="EUR", **facts), by=SYSTEM)
    set_prices(one.id, [PriceGiven(product=product.id, amount=D(amount))], by=SYSTEM)
    return one


def cost(product: Product, company_id: UUID | None = None) -> int:
    found = price_of(product.id, currency="EUR", on=TODAY, company=company_id)
    assert found is not None
    return int(found.amount)


def test_a_segment_prices_whoever_is_in_it(panel: Product, bakery: Company) -> None:
    priced(panel, 80, segment=segment())

    assert cost(panel, bakery.id) == 80
    assert cost(panel, company("Mill")) == cost(panel) == 120


def test_who_leaves_the_list_pays_what_everybody_pays(panel: Product, bakery: Company) -> None:
    wholesalers = group()
    priced(panel, 80, list=wholesalers)
    priced(panel, 100)
    assert cost(panel, bakery.id) == 100

    add_to_list(wholesalers, [bakery.id], by=SYSTEM)
    assert cost(panel, bakery.id) == 80

    remove_from_list(wholesalers, [bakery.id], by=SYSTEM)
    assert cost(panel, bakery.id) == 100


def test_of_two_groups_the_list_that_began_last_holds(panel: Product, bakery: Company) -> None:
    wholesalers = group()
    add_to_list(wholesalers, [bakery.id], by=SYSTEM)
    priced(panel, 80, list=wholesalers, valid_from=date(2026, 1, 1))
    priced(panel, 85, segment=segment(), valid_from=date(2026, 6, 1))
    assert cost(panel, bakery.id) == 85

    priced(panel, 10, list=wholesalers, valid_from=date(2027, 1, 1))
    assert cost(panel, bakery.id) == 85


def test_after_a_merge_either_firms_group_holds_and_after_unmerging_only_its_own(
    panel: Product, bakery: Company
) -> None:
    oven, wholesalers = company("Oven and Sons"), group()
    add_to_list(wholesalers, [oven], by=SYSTEM)
    priced(panel, 80, list=wholesalers)
    assert (cost(panel, bakery.id), cost(panel, oven)) == (120, 80)

    merge_companies({oven: bakery.id}, by=SYSTEM)
    assert (cost(panel, bakery.id), cost(panel, oven)) == (80, 80)

    unmerge_companies([oven], by=SYSTEM)
    assert (cost(panel, bakery.id), cost(panel, oven)) == (120, 80)


def test_a_group_in_the_trash_prices_nobody_and_cannot_be_chosen_anew(panel: Product, bakery: Company) -> None:
    wholesalers, bakeries = group(), segment()
    add_to_list(wholesalers, [bakery.id], by=SYSTEM)
    priced(panel, 80, list=wholesalers)
    priced(panel, 70, segment=bakeries)
    trash_lists([wholesalers], by=SYSTEM)
    trash_segments([bakeries], by=SYSTEM)

    assert cost(panel, bakery.id) == 120
    for facts in ({"list": wholesalers}, {"segment": bakeries}):
        with pytest.raises(PriceRefused) as refused:
            save_price_list(PriceListFacts(name="Again", currency="EUR", **facts), by=SYSTEM)
        assert list(refused.value.fields) == ["group"]


@pytest.mark.parametrize("kind", ["list", "segment"])
def test_people_are_no_group_of_firms(kind: str, installed: Any) -> None:
    made = group("Friends", "contact") if kind == "list" else segment("Bakers", "contact")
    facts: dict[str, Any] = {kind: made}
    with pytest.raises(PriceRefused):
        save_price_list(PriceListFacts(name="For people", currency="EUR", **facts), by=SYSTEM)

    assert not PriceList.objects.exists()


def test_offered_are_groups_of_firms_that_are_there(installed: Any, as_ada: Actor) -> None:
    wholesalers, bakeries = group(), segment()
    group("Friends", "contact")
    trash_lists([group("Old ones")], by=SYSTEM)

    assert groups_to_choose(as_ada) == [(f"list:{wholesalers}", "Wholesalers"), (f"segment:{bakeries}", "Bakeries")]


@pytest.mark.parametrize("kind", ["list", "segment"])
def test_the_page_of_a_list_has_its_group_chosen(kind: str, ada: User, client: Client) -> None:
    made = group() if kind == "list" else segment()
    facts: dict[str, Any] = {kind: made}
    one = save_price_list(PriceListFacts(name="Theirs", currency="EUR", **facts), by=SYSTEM)
    client.force_login(ada)
    address = f"/settings/prices/{one.id}/"

    assert f'value="{kind}:{made}" selected' in client.get(address).content.decode()
    client.post(address, {"name": "Everybody’s", "currency": "EUR", "group": ""})
    one.refresh_from_db()
    assert (one.name, one.list_id, one.segment_id) == ("Everybody’s", None, None)


@pytest.mark.parametrize("typed", ["list:", "list:x", "segment:", "company:1", "nobody"])
def test_a_group_that_is_none_is_asked_back_with_what_was_typed(
    typed: str, installed: Any, ada: User, client: Client
) -> None:
    client.force_login(ada)
    answer = client.post("/settings/prices/new/", {"name": "For some", "currency": "EUR", "group": typed})

    assert answer.status_code == 422
    assert 'value="For some"' in answer.content.decode()
    assert not PriceList.objects.exists()


def test_a_list_whose_group_is_in_the_trash_does_not_become_everybodys_when_it_is_saved(
    panel: Product, ada: User, client: Client
) -> None:
    wholesalers = group()
    one = priced(panel, 80, list=wholesalers)
    trash_lists([wholesalers], by=SYSTEM)
    client.force_login(ada)
    address = f"/settings/prices/{one.id}/"
    assert f'value="list:{wholesalers}" selected' in client.get(address).content.decode()

    answer = client.post(address, {"name": "Other name", "currency": "EUR", "group": f"list:{wholesalers}"})
    assert answer.status_code == 422
    assert "There is no such list of companies." in answer.content.decode()
    assert cost(panel) == 120


def test_a_group_that_the_page_has_no_room_for_stays_chosen(panel: Product, ada: User, client: Client) -> None:
    create_lists([{"name": f"A {number:03}", "member_kind": "company"} for number in range(MOST_GROUPS)], by=SYSTEM)
    last = group("Z last of all")
    one = priced(panel, 80, list=last)
    client.force_login(ada)

    assert f'value="list:{last}" selected' in client.get(f"/settings/prices/{one.id}/").content.decode()
