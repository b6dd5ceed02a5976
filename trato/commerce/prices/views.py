"""Price lists among the settings: which there are, for whom, and the prices on each."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trato.commerce.prices.forms import facts_in, price_in
from trato.commerce.prices.models import PriceList
from trato.commerce.prices.queries import group_of, groups_offered, price_list_of, price_lists, prices_on
from trato.commerce.prices.use_cases.price_lists import delete_price_list, save_price_list, set_prices
from trato.commerce.rates.queries import company_currency
from trato.foundation.public import NotAllowed, NotFound, explained
from trato.kit.errors import DomainError
from trato.kit.money import currencies
from trato.web.public import StaffRequest, our_locale, say, staff_page

RIGHT = "commerce.manage_prices"
MOST_SHOWN = 500


@require_safe
@staff_page(RIGHT)
def price_lists_index(request: StaffRequest) -> HttpResponse:
    return render(request, "commerce/prices/index.html", {"lists": price_lists()})


@require_http_methods(["GET", "POST"])
@staff_page(RIGHT)
def new_price_list(request: StaffRequest) -> HttpResponse:
    if request.method == "POST":
        return _saved(request, None)
    return _page(request, None, {"currency": company_currency()})


@require_http_methods(["GET", "POST"])
@staff_page(RIGHT)
def change_price_list(request: StaffRequest, id: UUID) -> HttpResponse:
    one = price_list_of(id)
    return _saved(request, one) if request.method == "POST" else _page(request, one, _typed(one))


@require_POST
@staff_page(RIGHT)
def set_price(request: StaffRequest, id: UUID) -> HttpResponse:
    one = price_list_of(id)
    try:
        given = price_in(request.POST, by=request.actor, locale=str(our_locale()))
        set_prices(id, [given], by=request.actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return _page(request, one, _typed(one), price=request.POST, price_error=explained(refusal), status=422)
    return _priced(request, id)


@require_POST
@staff_page(RIGHT)
def delete(request: StaffRequest, id: UUID) -> HttpResponse:
    delete_price_list(id, by=request.actor)
    say(request, _("The price list is deleted. What was sold at its prices keeps them."))
    return redirect("commerce:price_lists")


def _priced(request: StaffRequest, id_: UUID) -> HttpResponse:
    say(request, _("The price is saved."))
    return redirect("commerce:change_price_list", id_)


def _saved(request: StaffRequest, one: PriceList | None) -> HttpResponse:
    try:
        saved = save_price_list(facts_in(request.POST), by=request.actor, list_id=one.id if one else None)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return _page(request, one, request.POST, error=explained(refusal), status=422)
    say(request, _("The price list is saved."))
    return redirect("commerce:change_price_list", saved.id)


def _typed(one: PriceList) -> dict[str, str]:
    group, _called = group_of(one)
    days = {"valid_from": one.valid_from, "valid_until": one.valid_until}
    plain = {name: day.isoformat() if day else "" for name, day in days.items()}
    included = "yes" if one.is_tax_included else ""
    return {"name": one.name, "currency": one.currency, "is_tax_included": included, "group": group, **plain}


def _page(request: StaffRequest, one: PriceList | None, typed: Any, *, status: int = 200, **said: Any) -> HttpResponse:
    offered = {"currencies": sorted(currencies()), "groups": groups_offered(request.actor, one)}
    prices = prices_on(one)[:MOST_SHOWN] if one else []
    facts = {"one": one, "typed": typed, "prices": prices, **offered, **said}
    return render(request, "commerce/prices/form.html", facts, status=status)
