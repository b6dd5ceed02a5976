"""What a product is made of, changed on a page of its own."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trato.commerce.prices.forms import SPARE, parts_in
from trato.commerce.prices.queries import parts_of, plain
from trato.commerce.prices.use_cases.bundles import set_parts
from trato.commerce.products.models import Product
from trato.commerce.products.queries import names_on_sale, product_seen_by
from trato.foundation.public import NotAllowed, NotFound, explained
from trato.kit.errors import DomainError
from trato.kit.typed_numbers import number_to_type
from trato.web.public import StaffRequest, our_locale, say, staff_page


@require_http_methods(["GET", "POST"])
@staff_page("commerce.manage_prices")
def bundle(request: StaffRequest, id: UUID) -> HttpResponse:
    product = product_seen_by(id, request.actor)
    if request.method == "POST":
        return _saved(request, product)
    locale = str(our_locale())
    rows = [(each.product.name, number_to_type(plain(each.quantity), locale=locale)) for each in parts_of(id)]
    return _page(request, product, rows)


@require_safe
@staff_page("commerce.see_products")
def products_on_sale(request: StaffRequest) -> HttpResponse:
    """Names for the controls in which somebody types a product."""
    typed = next((value for value in map(request.GET.get, ("product", "part_product", "line_product")) if value), "")
    return render(request, "commerce/prices/offered.html", {"names": names_on_sale(request.actor, typed=typed)})


def _saved(request: StaffRequest, product: Product) -> HttpResponse:
    try:
        parts = parts_in(request.POST, by=request.actor, locale=str(our_locale()))
        set_parts(product.id, parts, by=request.actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return _refused(request, product, explained(refusal))
    say(request, _("What it is made of is saved."))
    return redirect("web:record", "products", product.id)


def _refused(request: StaffRequest, product: Product, error: str) -> HttpResponse:
    rows = list(zip(request.POST.getlist("part_product"), request.POST.getlist("part_quantity"), strict=False))
    return _page(request, product, [row for row in rows if any(row)], error=error, status=422)


def _page(
    request: StaffRequest, product: Product, rows: list[Any], *, error: str = "", status: int = 200
) -> HttpResponse:
    offered = names_on_sale(request.actor)
    facts = {"product": product, "rows": [*rows, *[("", "")] * SPARE], "error": error, "names": offered}
    return render(request, "commerce/prices/bundle.html", facts, status=status)
