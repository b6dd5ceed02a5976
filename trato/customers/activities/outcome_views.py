"""The setting that says how calls and meetings can end."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trato.customers.activities.models import TYPES
from trato.customers.activities.outcomes import outcomes_of
from trato.customers.activities.use_cases.outcomes import choose_outcomes
from trato.foundation.public import NotAllowed
from trato.kit.errors import DomainError
from trato.web.public import StaffRequest, say


@login_required
@require_http_methods(["GET", "POST"])
def outcomes(request: StaffRequest) -> HttpResponse:
    if not request.actor.may("customers.manage_activities"):
        raise NotAllowed(_("Your role does not allow this."))
    return _chosen(request) if request.method == "POST" else _page(request, {})


def _chosen(request: StaffRequest) -> HttpResponse:
    errors = {}
    for type_, _label in TYPES:
        try:
            choose_outcomes(type_, request.POST.get(type_, "").splitlines(), by=request.actor)
        except DomainError as refusal:
            errors[type_] = str(refusal)
    if errors:
        return _page(request, errors)
    say(request, _("The outcomes are kept."))
    return redirect("customers:outcomes")


def _page(request: StaffRequest, errors: dict[str, str]) -> HttpResponse:
    lists = [
        {
            "type": type_,
            "label": label,
            "text": request.POST.get(type_, "\n".join(outcomes_of(type_))),
            "error": errors.get(type_, ""),
        }
        for type_, label in TYPES
    ]
    facts = {"lists": lists}
    return render(request, "customers/activities/outcomes.html", facts, status=422 if errors else 200)
