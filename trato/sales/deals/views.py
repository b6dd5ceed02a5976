"""What is done on the page of a deal: won, reopened, an item ticked, somebody given a say."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trato.foundation.public import NotAllowed, NotFound
from trato.kit.errors import DomainError
from trato.sales.deals.queries import deal_seen_by
from trato.sales.deals.use_cases.duplicate import duplicate_deal as make_copy
from trato.sales.deals.use_cases.people import check_item, give_role, take_role
from trato.sales.deals.use_cases.update import reopen_deals, win_deals
from trato.web.public import StaffRequest, repanelled, retold, say, told_only


@login_required
@require_POST
def win_deal(request: StaffRequest, id: UUID) -> HttpResponse:
    deal = deal_seen_by(id, request.actor)
    return _tried(request, id, lambda: win_deals([id], by=request.actor), said=_("Won: %(name)s") % {"name": deal.name})


@login_required
@require_POST
def reopen_deal(request: StaffRequest, id: UUID) -> HttpResponse:
    deal_seen_by(id, request.actor)
    return _tried(request, id, lambda: reopen_deals([id], by=request.actor))


@login_required
@require_POST
def duplicate_deal(request: StaffRequest, id: UUID) -> HttpResponse:
    """The copy is opened."""
    deal_seen_by(id, request.actor)
    made: list[UUID] = []
    refused = _tried(request, id, lambda: made.append(make_copy(id, by=request.actor).id))
    if not made:
        return refused
    address = reverse("web:record", args=["deals", made[0]])
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)


@login_required
@require_POST
def check_deal(request: StaffRequest, id: UUID) -> HttpResponse:
    """An item of a checklist."""
    deal_seen_by(id, request.actor)
    item, is_done = request.POST.get("item", ""), request.POST.get("done") == "yes"
    return _tried(request, id, lambda: check_item(id, item, is_done=is_done, by=request.actor))


@login_required
@require_POST
def add_person(request: StaffRequest, id: UUID) -> HttpResponse:
    deal_seen_by(id, request.actor)
    contact, role = request.POST.get("contact", ""), request.POST.get("role", "")
    return _tried(request, id, lambda: give_role(id, contact, role=role, by=request.actor))


@login_required
@require_POST
def remove_person(request: StaffRequest, id: UUID, contact: UUID) -> HttpResponse:
    deal_seen_by(id, request.actor)
    return _tried(request, id, lambda: take_role(id, contact, by=request.actor))


def _tried(request: StaffRequest, id: UUID, act: Callable[[], object], *, said: str = "") -> HttpResponse:
    """Refusals are told beside the page, which stays as it is."""
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return told_only(request, status=422) if request.htmx else redirect("web:record", "deals", id)
    return _done(request, id, said)


def _done(request: StaffRequest, id: UUID, said: str) -> HttpResponse:
    if said:
        say(request, said)
    if not request.htmx:
        return redirect("web:record", "deals", id)
    if said or "reopen" in request.path:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return HttpResponse(retold(request, "deal", id) + repanelled(request, "deal", id))
