"""The queue of duplicates: look at a pair, merge it or keep it apart; and the warning while somebody types."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trato.customers.duplicates.likely import likely
from trato.customers.duplicates.page import pairs_in, queue_page
from trato.customers.duplicates.queries import suggestions_seen
from trato.customers.duplicates.typed import kind_typed, typed_in
from trato.customers.duplicates.use_cases.keep_apart import consider_again as take_back
from trato.customers.duplicates.use_cases.keep_apart import keep_apart as set_apart
from trato.customers.merging.page import kind_at
from trato.customers.merging.use_cases.many import merge_many
from trato.web.public import StaffRequest, answered, say


@login_required
@require_GET
def duplicates(request: StaffRequest, plural: str) -> HttpResponse:
    facts = queue_page(kind_at(plural, by=request.actor), request.GET, by=request.actor)
    return render(request, "customers/duplicates/index.html", facts)


@login_required
@require_POST
def keep_apart(request: StaffRequest, plural: str, id: UUID) -> HttpResponse:
    (one,) = set_apart(kind_at(plural, by=request.actor), [id], by=request.actor)
    undo = reverse("customers:consider_again", args=[plural, id])
    say(request, _("%(one)s and %(other)s stay two.") % {"one": one.one_name, "other": one.other_name}, undo_url=undo)
    return redirect("customers:duplicates", plural)


@login_required
@require_POST
def consider_again(request: StaffRequest, plural: str, id: UUID) -> HttpResponse:
    take_back(kind_at(plural, by=request.actor), id, by=request.actor)
    address = f"{reverse('customers:duplicates', args=[plural])}?pair={id}"
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)


@login_required
@require_POST
def merge_pairs(request: StaffRequest, plural: str) -> HttpResponse:
    """As the queue names them: the second of each is merged into the first, which takes over what it lacks."""
    kind = kind_at(plural, by=request.actor)
    pairs = suggestions_seen(kind, pairs_in(request.POST), seen_by=request.actor)
    back = reverse("customers:duplicates", args=[plural])
    if not pairs:
        return redirect(back)
    return answered(request, merge_many(kind, {e.other: e.one for e in pairs}, by=request.actor, back=back))


@login_required
@require_GET
def likely_duplicates(request: StaffRequest, plural: str) -> HttpResponse:
    kind = kind_typed(plural, by=request.actor)
    typed, but = typed_in(kind, request.GET)
    found = likely(kind, typed, seen_by=request.actor, but=but)
    return render(request, "customers/duplicates/likely.html", {"kind": kind, "found": found})
