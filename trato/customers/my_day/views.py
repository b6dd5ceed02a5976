"""The page with which a day begins: what is late, what is today, what comes tomorrow."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trato.customers.my_day.queries import boxes, done_today, my_day
from trato.foundation.public import NotAllowed, today_of
from trato.web.public import StaffRequest

RIGHTS = ("customers.see_tasks", "customers.see_activities")


@login_required
@require_GET
def day(request: StaffRequest) -> HttpResponse:
    if not any(request.actor.may(right) for right in RIGHTS):
        raise NotAllowed(_("Your role does not allow this."))
    facts = {"parts": my_day(request.actor), "done": done_today(request.actor), "today": today_of(request.actor)}
    facts["boxes"] = boxes(request.actor)
    template = "customers/my_day/parts.html" if request.htmx and "parts" in request.GET else "customers/my_day/day.html"
    return render(request, template, facts)
