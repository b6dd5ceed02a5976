"""The lines of a deal: one more from its page, and all of them on a page of their own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trato.commerce.public import Product, company_currency, names_on_sale
from trato.foundation.public import Change, NotAllowed, NotFound, explained
from trato.kit.errors import DomainError
from trato.kit.money import currencies
from trato.sales.lines.forms import Typed, acted, lines_in, rows_to_type, typed_lines, typed_rows
from trato.sales.lines.queries import deal_with_lines, may_change_lines
from trato.sales.lines.use_cases import put_lines_back, set_lines
from trato.web.public import StaffRequest, our_locale, repanelled, retold, say, staff_page, told_only

EMPTY: Typed = dict.fromkeys(("product", "description", "unit_price", "quantity", "tax_percent"), "")


@require_http_methods(["GET", "POST"])
@staff_page("sales.see_deals")
def deal_lines(request: StaffRequest, id: UUID) -> HttpResponse:
    """All lines in controls. Moving and removing rows is answered at once; saving writes them all."""
    deal, lines = deal_with_lines(id, request.actor)
    if not may_change_lines(id, request.actor):
        raise NotAllowed(_("You may see this deal but not change it."))
    if request.method == "POST":
        return _answered(request, deal)
    rows = rows_to_type(lines, _names(lines), locale=str(our_locale()))
    return _page(request, deal, rows or [EMPTY], version=deal.version)


@require_POST
@staff_page("sales.see_deals")
def add_line(request: StaffRequest, id: UUID) -> HttpResponse:
    """So many of a product, behind the lines that stand."""
    deal, lines = deal_with_lines(id, request.actor)
    given = [*lines, *_typed(request, deal)]
    if refused := _refused(request, deal, given, version=deal.version):
        return _page(request, deal, _rows(request, lines), version=deal.version, error=refused, status=422)
    _say_saved(request, deal, _("The line is added."))
    return _told(request, id)


@require_POST
@staff_page("sales.see_deals")
def put_back(request: StaffRequest, id: UUID) -> HttpResponse:
    """As the lines were before the version that the address names."""
    deal_with_lines(id, request.actor)
    if refused := _put_back(request, id):
        messages.error(request, refused)
        return told_only(request, status=422) if request.htmx else redirect("web:record", "deals", id)
    say(request, _("The lines are again what they were."))
    return HttpResponse(headers={"HX-Refresh": "true"}) if request.htmx else redirect("web:record", "deals", id)


def _put_back(request: StaffRequest, id_: UUID) -> str:
    """Done, or the reason why not."""
    given = request.GET.get("version") or request.POST.get("version", "")
    try:
        put_lines_back(id_, version=int(given) if given.isdecimal() and len(given) < 10 else 0, by=request.actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return explained(refusal)
    return ""


def _say_saved(request: StaffRequest, deal: Any, said: str) -> None:
    """With the way back, where something was changed."""
    change = Change.objects.filter(record_type="deal", record_id=deal.id, version__gt=deal.version).last()
    way_back = reverse("sales:put_lines_back", args=[deal.id])
    undo = f"{way_back}?{urlencode({'version': change.version})}" if change and "lines" in change.before else ""
    say(request, said, undo_url=undo)


def _refused(request: StaffRequest, deal: Any, given: list[Any], *, version: int) -> str:
    """Written, or the reason why not."""
    try:
        set_lines(deal.id, given, by=request.actor, seen_version=version)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return explained(refusal)
    return ""


def _typed(request: StaffRequest, deal: Any) -> list[dict[str, Any]]:
    return lines_in(typed_lines(request.POST), currency=_currency(request, deal), locale=str(our_locale()))


def _rows(request: StaffRequest, lines: Any) -> list[Typed]:
    """What stands with what was typed behind it."""
    return [*rows_to_type(lines, _names(lines), locale=str(our_locale())), *typed_lines(request.POST)]


def _answered(request: StaffRequest, deal: Any) -> HttpResponse:
    rows, version = typed_lines(request.POST), request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 10 else deal.version
    if (act := request.POST.get("act", "save")) != "save":
        rows = acted(typed_rows(request.POST), act) + ([EMPTY] if act == "more" else [])
        return _page(request, deal, rows, version=seen)
    return _saved(request, deal, rows, seen)


def _saved(request: StaffRequest, deal: Any, rows: list[Typed], seen: int) -> HttpResponse:
    if refused := _refused(request, deal, _typed(request, deal), version=seen):
        return _page(request, deal, rows, version=seen, error=refused, status=422)
    _say_saved(request, deal, _("The lines are saved."))
    return redirect("web:record", "deals", deal.id)


def _currency(request: StaffRequest, deal: Any) -> str:
    return request.POST.get("currency", "") or deal.amount_currency or company_currency()


def _names(lines: Any) -> dict[str, str]:
    ids = {line["product"] for line in lines if line["product"]}
    return {str(id_): name for id_, name in Product.objects.filter(pk__in=ids).values_list("id", "name")}


def _told(request: StaffRequest, id_: UUID) -> HttpResponse:
    if request.htmx:
        return HttpResponse(retold(request, "deal", id_) + repanelled(request, "deal", id_))
    return HttpResponseRedirect(reverse("web:record", args=["deals", id_]))


def _page(
    request: StaffRequest, deal: Any, rows: list[Typed], *, version: int, error: str = "", status: int = 200
) -> HttpResponse:
    facts = {"deal": deal, "rows": rows, "version": version, "error": error, "currency": _currency(request, deal)}
    offered = {"currencies": sorted(currencies()), "names": names_on_sale(request.actor)}
    return render(request, "sales/lines/form.html", {**facts, **offered}, status=status)
