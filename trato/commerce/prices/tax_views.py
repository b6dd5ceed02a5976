"""Rates of tax among the settings."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trato.commerce.prices.forms import tax_in
from trato.commerce.prices.queries import NEVER_TAXED, home_country, plain, tax_rates
from trato.commerce.prices.use_cases.taxes import delete_tax_rate, save_tax_rate
from trato.commerce.products.models import TAX_CLASSES
from trato.foundation.public import NotAllowed, explained
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.web.public import StaffRequest, our_locale, say, staff_page

RIGHT = "commerce.manage_prices"


@require_http_methods(["GET", "POST"])
@staff_page(RIGHT)
def taxes(request: StaffRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, {"country": home_country(), "valid_from": f"{now():%Y-01-01}"})
    try:
        save_tax_rate(**tax_in(request.POST, locale=str(our_locale())), by=request.actor)
    except NotAllowed:
        raise
    except DomainError as refusal:
        return _page(request, request.POST, error=explained(refusal), status=422)
    return _told(request, _("The rate is saved. What held before ends the day before."))


@require_POST
@staff_page(RIGHT)
def delete_tax(request: StaffRequest, id: UUID) -> HttpResponse:
    delete_tax_rate(id, by=request.actor)
    return _told(request, _("The rate is deleted. Lines that were written with it keep it."))


def _told(request: StaffRequest, said: str) -> HttpResponse:
    say(request, said)
    return redirect("commerce:taxes")


def _page(request: StaffRequest, typed: Any, *, error: str = "", status: int = 200) -> HttpResponse:
    classes = [each for each in TAX_CLASSES if each[0] not in NEVER_TAXED]
    rates = [{"rate": each, "percent": plain(each.percent)} for each in tax_rates()]
    facts = {"rates": rates, "classes": classes, "typed": typed, "error": error}
    return render(request, "commerce/prices/taxes.html", facts, status=status)
