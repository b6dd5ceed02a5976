"""Prices for programs: what something costs, the lists, and putting prices on one."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from trato.api.public import ApiRequest, answer
from trato.commerce.prices.errors import PriceRefused
from trato.commerce.prices.models import PriceList
from trato.commerce.prices.queries import plain, price_list_of, price_lists, price_of, prices_on
from trato.commerce.prices.use_cases.price_lists import PriceGiven, set_prices
from trato.commerce.products.queries import product_seen_by
from trato.commerce.rates.queries import company_currency
from trato.customers.public import Company
from trato.foundation.public import NotAllowed, NotFound
from trato.kit.clock import now
from trato.kit.typed_numbers import written_number

router = Router(tags=["Prices"])


class PriceShown(Schema):
    product: UUID
    product_name: str
    from_quantity: str
    amount: str


class PriceListShown(Schema):
    id: UUID
    name: str
    currency: str
    is_tax_included: bool
    list_id: UUID | None
    segment_id: UUID | None
    valid_from: date | None
    valid_until: date | None
    prices: list[PriceShown] = Field(default_factory=list)


class PriceListsShown(Schema):
    results: list[PriceListShown]


class PriceWanted(Schema):
    model_config = ConfigDict(extra="forbid")

    product: UUID
    from_quantity: str = "0"
    amount: str | None = Field(description="Null takes the price away.")


class PricesWanted(Schema):
    model_config = ConfigDict(extra="forbid")

    prices: list[PriceWanted] = Field(max_length=1_000)


class PriceAnswer(Schema):
    amount: str | None = Field(description="For one unit; null where no price is known in that currency.")
    currency: str
    is_tax_included: bool = False
    price_list: UUID | None = None
    price_list_name: str = ""
    from_quantity: str = "0"
    is_sum_of_parts: bool = False


class SetAnswer(Schema):
    changed: int


@router.get("/lists", url_name="price_lists_index", response=PriceListsShown, summary="List the price lists")
def index(request: ApiRequest) -> HttpResponse:
    _refuse_strangers(request)
    return answer({"results": [_facts(each) for each in price_lists()]})


@router.get("/lists/{list_id}", url_name="price_lists_show", response=PriceListShown, summary="Show the prices of one")
def show(request: ApiRequest, list_id: UUID) -> HttpResponse:
    _refuse_strangers(request)
    one = price_list_of(list_id)
    return answer({**_facts(one), "prices": prices_on(one)})


@router.put("/lists/{list_id}/prices", url_name="price_lists_set", response=SetAnswer, summary="Set prices of one")
def set_all(request: ApiRequest, list_id: UUID, given: PricesWanted) -> HttpResponse:
    return answer({"changed": set_prices(list_id, [_given(each) for each in given.prices], by=request.auth.actor)})


@router.get("/of/{product_id}", url_name="prices_of_product", response=PriceAnswer, summary="What a product costs")
def of_product(
    request: ApiRequest,
    product_id: UUID,
    currency: str = "",
    quantity: str = "1",
    company: UUID | None = None,
    on: date | None = None,
) -> HttpResponse:
    product, company = product_seen_by(product_id, request.auth.actor), _seen(company, request)
    wanted, day = currency or company_currency(), on or now().date()
    found = price_of(product.id, currency=wanted, on=day, quantity=_number(quantity, "quantity"), company=company)
    if found is None:
        return answer({"amount": None, "currency": wanted})
    told = {"amount": plain(found.amount), "currency": wanted, "is_tax_included": found.is_tax_included}
    which = {"price_list": found.price_list, "price_list_name": found.list_name}
    tier = {"from_quantity": plain(found.from_quantity), "is_sum_of_parts": found.is_sum_of_parts}
    return answer({**told, **which, **tier})


def _seen(company: UUID | None, request: ApiRequest) -> UUID | None:
    """Which prices a firm has tells on which lists it is: that is for those who see it."""
    if company and not Company.objects.seen_by(request.auth.actor).filter(pk=company, deleted_at=None).exists():
        raise NotFound(_("There is no such record, or it is not yours to see."))
    return company


def _given(each: PriceWanted) -> PriceGiven:
    amount = None if each.amount is None else _number(each.amount, "amount")
    return PriceGiven(product=each.product, from_quantity=_number(each.from_quantity, "from_quantity"), amount=amount)


def _number(text: str, field: str) -> Decimal:
    number = written_number(text)
    if number is None:
        raise PriceRefused(_("“%(value)s” is not a number.") % {"value": text[:60]}, field=field)
    return number


def _facts(one: PriceList) -> dict[str, Any]:
    group = {"list_id": one.list_id, "segment_id": one.segment_id}
    days = {"valid_from": one.valid_from, "valid_until": one.valid_until}
    return {
        "id": one.id,
        "name": one.name,
        "currency": one.currency,
        "is_tax_included": one.is_tax_included,
        **group,
        **days,
    }


def _refuse_strangers(request: ApiRequest) -> None:
    if not request.auth.actor.may("commerce.see_products"):
        raise NotAllowed(_("Your role does not allow this."))
