"""What gives points, among the settings."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trato.sales.scoring import queries
from trato.sales.scoring.forms import ScoringPage, page_of
from trato.sales.scoring.page import index_page, refuse_strangers, rule_page, saved_rule, saved_threshold
from trato.sales.scoring.use_cases import rules
from trato.web.public import StaffRequest, say


@login_required
@require_http_methods(["GET", "POST"])
def scoring(request: StaffRequest) -> HttpResponse:
    refuse_strangers(request.actor)
    if request.method == "POST":
        return saved_threshold(request)
    return render(request, "sales/scoring/index.html", index_page())


@login_required
@require_http_methods(["GET", "POST"])
def new_scoring_rule(request: StaffRequest) -> HttpResponse:
    refuse_strangers(request.actor)
    return saved_rule(request, None) if request.method == "POST" else rule_page(request, ScoringPage(), None)


@login_required
@require_http_methods(["GET", "POST"])
def scoring_rule(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    refuse_strangers(request.actor)
    rule = queries.scoring_rule(rule_id)
    return saved_rule(request, rule) if request.method == "POST" else rule_page(request, page_of(rule), rule)


@login_required
@require_POST
def delete_scoring_rule(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    rules.delete_scoring_rule(rule_id, by=request.actor)
    say(request, _("The rule is deleted. Scores are being counted anew."))
    return redirect("sales:scoring")
