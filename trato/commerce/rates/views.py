"""Exchange rates among the settings: which are known, and a file of more."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trato.commerce.rates.errors import RatesRefused
from trato.commerce.rates.formats import EURO, MOST_BYTES
from trato.commerce.rates.queries import company_currency, known_currencies, rate_files
from trato.commerce.rates.telling import told
from trato.commerce.rates.use_cases import TakenRates, take_rate_file
from trato.web.public import StaffRequest, say, staff_page

MOST_FILES = 10


@require_http_methods(["GET", "POST"])
@staff_page("commerce.manage_prices")
def rates(request: StaffRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request)
    try:
        say(request, told(_taken(request)))
    except RatesRefused as refusal:
        return _page(request, refusal=refusal.message, status=422)
    return redirect("commerce:rates")


def _taken(request: StaffRequest) -> TakenRates:
    file = request.FILES.get("file")
    if file is None:
        raise RatesRefused(_("Choose a file first."), field="file")
    return take_rate_file(file.read(MOST_BYTES + 1), name=file.name or "", by=request.actor)


def _page(request: StaffRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    known, ours = known_currencies(), company_currency()
    facts: dict[str, Any] = {"known": known, "ours": ours, "files": rate_files()[:MOST_FILES], "refusal": refusal}
    facts["lacks_own"] = bool(known) and ours != EURO and ours not in {each["currency"] for each in known}
    return render(request, "commerce/rates/index.html", facts, status=status)
