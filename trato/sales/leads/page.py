"""What the pages of leads show, and where one goes from them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from trato.customers.public import Contact
from trato.foundation.public import NotAllowed, NotFound
from trato.kit.errors import DomainError
from trato.sales.leads.queries import called_after, open_deals_with
from trato.sales.leads.stages import LEAD_STAGES, REASONS
from trato.sales.leads.use_cases.convert import Wanted, convert_lead
from trato.sales.leads.use_cases.status import unqualify_lead
from trato.sales.pipelines.queries import pipelines_now
from trato.web.public import StaffRequest

# What one looks at of a lead. Before anybody is scored there is no score, and a list leaves out what there is not.
COLUMNS = ("name", "lead_status", "trait_lead_score", "source", "company", "owner", "created_at")


def list_address() -> str:
    asked = [*(("lifecycle_stage", stage) for stage in LEAD_STAGES), ("columns", ",".join(COLUMNS))]
    return f"{reverse('web:list', args=['contacts'])}?{urlencode(asked)}"


def again(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """The page one is on, anew: a list, or the contact."""
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return HttpResponseRedirect(reverse("web:record", args=["contacts", contact_id]))


def gone_to(request: StaffRequest, address: str) -> HttpResponse:
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else HttpResponseRedirect(address)


def convert_page(request: StaffRequest, lead: Contact, *, refusal: str = "", status: int = 200) -> HttpResponse:
    actor, given = request.actor, request.POST
    facts: dict[str, Any] = {
        "lead": lead,
        "name": given.get("name") or called_after(lead.pk, seen_by=actor),
        "amount": given.get("amount", ""),
        "pipeline": given.get("pipeline", ""),
        "pipelines": [(each.code, each.name) for each in pipelines_now().in_use],
        "open_deals": open_deals_with(lead.pk, seen_by=actor),
        "refusal": refusal,
    }
    return render(request, "sales/leads/convert.html", facts, status=status)


def converted(request: StaffRequest, lead: Contact) -> HttpResponse:
    given = request.POST
    wanted = Wanted(**{name: given.get(name, "") for name in ("name", "pipeline", "amount")})
    try:
        deal = convert_lead(lead.pk, wanted, by=request.actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return convert_page(request, lead, refusal=refusal.message, status=422)
    return HttpResponseRedirect(reverse("web:record", args=["deals", deal]))


def unqualify_page(request: StaffRequest, lead: Contact, *, refusal: str = "", status: int = 200) -> HttpResponse:
    facts = {"lead": lead, "reasons": REASONS, "chosen": request.POST.get("reason", ""), "refusal": refusal}
    facts["words"] = request.POST.get("words", "")
    return render(request, "sales/leads/unqualify.html", facts, status=status)


def unqualified(request: StaffRequest, lead: Contact) -> HttpResponse:
    given = request.POST
    try:
        unqualify_lead(lead.pk, reason=given.get("reason", ""), words=given.get("words", ""), by=request.actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return unqualify_page(request, lead, refusal=refusal.message, status=422)
    return HttpResponseRedirect(reverse("web:record", args=["contacts", lead.pk]))
