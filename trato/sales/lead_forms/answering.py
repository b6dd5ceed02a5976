"""What the public door answers, to pages and to scripts in other people's pages."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from trato.foundation.public import installation
from trato.kit.errors import DomainError
from trato.sales.lead_forms.arriving import origin_of
from trato.sales.lead_forms.drawing import drawn, thanks_in
from trato.sales.lead_forms.marks import new_mark
from trato.sales.lead_forms.models import LeadForm
from trato.sales.lead_forms.queries import wording_in

SEE_OTHER, UNFIT, TOO_MANY = 303, 422, 429
RETRY_SECONDS = "60"


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def own_origin(request: HttpRequest) -> str:
    return origin_of(request.build_absolute_uri("/"))


def origin_in(request: HttpRequest) -> str:
    """Where the post says it comes from: `null` for a page of no site, such as a file."""
    said = request.headers.get("Origin", "")
    return said if said == "null" else origin_of(said) or origin_of(request.headers.get("Referer", ""))


def may_send(form: LeadForm, request: HttpRequest) -> bool:
    return not form.sites or origin_in(request) in (*form.sites, own_origin(request))


def with_cors(answer: HttpResponse, request: HttpRequest, form: LeadForm | None) -> HttpResponse:
    """Only pages that may send the form may read what it answers, and never as somebody who is signed in."""
    origin = request.headers.get("Origin", "")
    answer["Vary"] = "Origin, Accept, Accept-Language"
    if form and origin and may_send(form, request):
        answer["Access-Control-Allow-Origin"] = origin
    return answer


def allowed_before(request: HttpRequest, form: LeadForm | None) -> HttpResponse:
    """A browser that asks whether it may."""
    answer = with_cors(HttpResponse(status=204), request, form)
    if "Access-Control-Allow-Origin" in answer:
        answer["Access-Control-Allow-Methods"] = "POST"
        answer["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        answer["Access-Control-Max-Age"] = "600"
    return answer


def form_page(request: HttpRequest, form: LeadForm, language: str, *, status: int = 200, **shown: Any) -> HttpResponse:
    """A page of ours with nothing but the form."""
    one = drawn(form, language, **shown)
    facts = {"one": one, "company": installation().name, "sent_from": request.GET}
    answer = render(request, "sales/lead_forms/page.html", facts, status=status)
    nonce = request.csp_nonce  # type: ignore[attr-defined]  # of our own middleware
    answer["Content-Security-Policy"] = _policy(nonce, own_origin(request), form.leads_to)
    return answer


def _policy(nonce: str, own: str, leads_to: str) -> str:
    """A browser asks the policy also about where a sent form is led on to."""
    targets = " ".join(["'self'", *([origin_of(leads_to)] if leads_to else [])])
    own_only = f"'self' 'nonce-{nonce}'"
    return (
        f"default-src 'self'; script-src {own_only}; style-src {own_only}; img-src 'self' data:; connect-src 'self';"
        f" object-src 'none'; base-uri 'none'; form-action {targets}; frame-ancestors 'none'"
    )


def taken(request: HttpRequest, form: LeadForm, language: str) -> HttpResponse:
    """The same for everybody: who is known, who is new, and who is a robot."""
    if wants_json(request):
        return JsonResponse({"thanks": thanks_in(form, language), "leads_to": form.leads_to or None})
    place = reverse("sales:lead_form_thanks", args=[form.key]) + "?" + urlencode({"lang": language})
    answer = HttpResponseRedirect(place)
    if form.leads_to:
        answer["Location"] = form.leads_to
    answer.status_code = SEE_OTHER
    return answer


def refused(
    request: HttpRequest,
    form: LeadForm,
    language: str,
    refusal: DomainError,
    *,
    values: Mapping[str, Any],
    agreed: bool,
) -> HttpResponse:
    """With what was typed, and why it was not taken."""
    problems = dict(refusal.fields) or {"": refusal.message}
    if not wants_json(request):
        shown = {"values": values, "refusals": problems, "has_agreed": agreed}
        return form_page(request, form, language, status=UNFIT, **shown)
    wording = wording_in(form, language)
    version, spoken = (wording.version, wording.language) if wording else (None, "")
    mark = new_mark(form.key, wording=version, language=spoken)
    return JsonResponse({"problems": problems, "mark": mark}, status=UNFIT)


def turned_away(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    """Without the form: it is closed, unknown or asked too often."""
    if wants_json(request):
        answer: HttpResponse = JsonResponse({"problems": {"": sentence}}, status=status)
    else:
        answer = render(request, "sales/lead_forms/turned_away.html", {"sentence": sentence}, status=status)
    if status == TOO_MANY:
        answer["Retry-After"] = RETRY_SECONDS
        answer._has_been_logged = True  # type: ignore[attr-defined]  # a robot would fill the log of the server
    return answer


def unknown(request: HttpRequest) -> HttpResponse:
    return turned_away(request, _("There is no such form, or it is closed."), status=404)
