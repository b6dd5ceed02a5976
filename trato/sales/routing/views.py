"""Who gets a lead, among the settings."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trato.foundation.public import User
from trato.sales.routing import queries
from trato.sales.routing.forms import RulePage, page_of
from trato.sales.routing.page import (
    hours_index,
    hours_page,
    index_page,
    refuse_strangers,
    rule_page,
    saved_hours,
    saved_rule,
    tried,
)
from trato.sales.routing.use_cases import rules
from trato.web.public import StaffRequest, say


@login_required
@require_GET
def routing(request: StaffRequest) -> HttpResponse:
    refuse_strangers(request.actor)
    return render(request, "sales/routing/index.html", index_page())


@login_required
@require_http_methods(["GET", "POST"])
def new_routing_rule(request: StaffRequest) -> HttpResponse:
    refuse_strangers(request.actor)
    return saved_rule(request, None) if request.method == "POST" else rule_page(request, RulePage(), None)


@login_required
@require_http_methods(["GET", "POST"])
def routing_rule(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    refuse_strangers(request.actor)
    rule = queries.routing_rule(rule_id)
    return saved_rule(request, rule) if request.method == "POST" else rule_page(request, page_of(rule), rule)


@login_required
@require_POST
def delete_routing_rule(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    rules.delete_routing_rule(rule_id, by=request.actor)
    say(request, _("The rule is deleted."))
    return redirect("sales:routing")


@login_required
@require_POST
def move_routing_rule(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    rules.move_routing_rule(rule_id, is_up=request.POST.get("to") == "up", by=request.actor)
    return redirect("sales:routing")


@login_required
@require_GET
def try_routing(request: StaffRequest) -> HttpResponse:
    refuse_strangers(request.actor)
    return render(request, "sales/routing/try.html", tried(request.actor, request.GET.get("contact", "")))


@login_required
@require_GET
def working_hours(request: StaffRequest) -> HttpResponse:
    refuse_strangers(request.actor)
    return render(request, "sales/routing/working_hours.html", hours_index())


@login_required
@require_http_methods(["GET", "POST"])
def common_hours(request: StaffRequest) -> HttpResponse:
    return _hours(request, None)


@login_required
@require_http_methods(["GET", "POST"])
def hours_of_colleague(request: StaffRequest, user_id: UUID) -> HttpResponse:
    refuse_strangers(request.actor)
    return _hours(request, get_object_or_404(User, pk=user_id))


def _hours(request: StaffRequest, user: User | None) -> HttpResponse:
    refuse_strangers(request.actor)
    if request.method == "POST":
        return saved_hours(request, user)
    return render(request, "sales/routing/hours.html", hours_page(user))
