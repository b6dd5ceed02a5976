"""The page of goals."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trato.foundation.public import Actor
from trato.kit.errors import DomainError
from trato.sales.goals import use_cases
from trato.sales.goals.models import COUNT, MEASURES, Goal
from trato.sales.goals.queries import MOST, goals_seen_by
from trato.sales.reports.page import say as said
from trato.sales.reports.page import whose_choices
from trato.sales.reports.periods import said as said_period
from trato.sales.reports.told import COUNT as NUMBER
from trato.sales.reports.told import MONEY
from trato.web.public import StaffRequest, say, staff_page

TYPED = ("whose", "period", "measure", "target")


@require_http_methods(["GET", "POST"])
@staff_page("sales.see_deals")
def goals(request: StaffRequest) -> HttpResponse:
    return _set(request) if request.method == "POST" else _page(request, {})


@require_POST
@staff_page("sales.set_goals")
def remove_goal(request: StaffRequest, goal_id: UUID) -> HttpResponse:
    use_cases.remove_goal(goal_id, by=request.actor)
    say(request, _("The goal is removed."))
    return redirect("sales:goals")


def _set(request: StaffRequest) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in TYPED}
    try:
        use_cases.set_goal(by=request.actor, **typed)
    except DomainError as refusal:
        if not refusal.fields and not getattr(refusal, "field", "") and not refusal.code:
            raise
        return _page(request, typed, refusal=refusal.message)
    say(request, _("The goal is set."))
    return redirect("sales:goals")


def _page(request: StaffRequest, typed: dict[str, str], *, refusal: str = "") -> HttpResponse:
    facts: dict[str, Any] = {
        "goals": goals_told(request.actor),
        "may_set": request.actor.may("sales.set_goals"),
        "whose": whose_choices(),
        "measures": MEASURES,
        "typed": typed,
        "refusal": refusal,
    }
    return render(request, "sales/goals/index.html", facts, status=422 if refusal else 200)


def goals_told(actor: Actor) -> list[dict[str, Any]]:
    return [
        {"goal": each, "period": said_period(each.period), "target": _told(each)}
        for each in goals_seen_by(actor)[:MOST]
        if each.measure == COUNT or actor.may_see_field("deal", "amount")
    ]


def _told(goal: Goal) -> str:
    kind = NUMBER if goal.measure == COUNT else MONEY
    return said(int(goal.target) if goal.measure == COUNT else goal.target, kind=kind, currency=goal.currency)
