"""Leads: the list, and what is done about one in a key."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trato.foundation.public import NotAllowed
from trato.sales.leads.page import again, convert_page, converted, gone_to, list_address, unqualified, unqualify_page
from trato.sales.leads.use_cases.status import contact_leads, own_lead, qualify_leads
from trato.web.public import StaffRequest, say


@login_required
@require_GET
def leads(request: StaffRequest) -> HttpResponse:
    """The list of contacts, with those that are leads."""
    if not request.actor.may("customers.see_contacts"):
        raise NotAllowed(_("Your role does not allow this."))
    return redirect(list_address())


@login_required
@require_POST
def contact_lead(request: StaffRequest, id: UUID) -> HttpResponse:
    contact_leads([id], by=request.actor)
    say(request, _("Marked as contacted."))
    return again(request, id)


@login_required
@require_POST
def qualify_lead(request: StaffRequest, id: UUID) -> HttpResponse:
    qualify_leads([id], by=request.actor)
    say(request, _("Marked as qualified."))
    return again(request, id)


@login_required
@require_http_methods(["GET", "POST"])
def unqualify_lead(request: StaffRequest, id: UUID) -> HttpResponse:
    """A key asks for it without a reason: then the page asks for one."""
    lead = own_lead(id, by=request.actor)
    if request.method == "GET":
        return unqualify_page(request, lead)
    if "reason" not in request.POST and "words" not in request.POST:
        return gone_to(request, reverse("sales:unqualify_lead", args=[id]))
    return unqualified(request, lead)


@login_required
@require_http_methods(["GET", "POST"])
def convert_lead(request: StaffRequest, id: UUID) -> HttpResponse:
    lead = own_lead(id, by=request.actor)
    if not request.actor.may("sales.create_deals"):
        raise NotAllowed(_("Your role does not allow this."))
    if request.method == "GET":
        return convert_page(request, lead)
    asked = "name" in request.POST
    return converted(request, lead) if asked else gone_to(request, reverse("sales:convert_lead", args=[id]))
