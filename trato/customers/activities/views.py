"""Calls and meetings on the page of a contact or company: logged, planned, held, called off."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trato.customers.about.queries import customers_and_others, plural_of, refuse_unseen
from trato.customers.activities.forms import ActivityForm, refused_activity, typed_activity
from trato.customers.activities.models import CALL, DIRECTIONS, HELD, PLANNED, STATES, TYPES, Activity
from trato.customers.activities.outcomes import outcomes_of
from trato.customers.activities.queries import activity_seen_by, offered_contacts, page_about
from trato.customers.activities.use_cases.create import create_activities
from trato.customers.activities.use_cases.postpone import postpone_activity, put_activity_at
from trato.customers.activities.use_cases.take_part import join_activity, leave_activity
from trato.customers.activities.use_cases.update import hold_activities, plan_activities_again
from trato.foundation.public import NotAllowed, NotFound
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.web.public import StaffRequest, colleagues, once, repanelled, retold, say

CHOICES = {"states": STATES, "directions": DIRECTIONS}


@login_required
@require_http_methods(["GET", "POST"])
def write_activity(request: StaffRequest, kind: str, about: UUID, type: str) -> HttpResponse:
    if type not in dict(TYPES):
        raise Http404
    if request.method == "GET":
        return _box(request, kind, about, type, _fresh(type))
    return _tried(request, kind, about, type)


@login_required
@require_POST
def hold_activity(request: StaffRequest, id: UUID) -> HttpResponse:
    activity = activity_seen_by(id, request.actor)
    hold_activities([id], by=request.actor)
    undo = reverse("customers:plan_activity_again", args=[id])
    say(request, _("Held: %(name)s") % {"name": activity.name}, undo_url=undo)
    return around(request, activity)


@login_required
@require_POST
def plan_activity_again(request: StaffRequest, id: UUID) -> HttpResponse:
    activity = activity_seen_by(id, request.actor)
    plan_activities_again([id], by=request.actor)
    return around(request, activity)


@login_required
@require_POST
def postpone(request: StaffRequest, id: UUID) -> HttpResponse:
    activity = activity_seen_by(id, request.actor)
    postpone_activity(activity, by=request.actor)
    before = urlencode({"starts_at": activity.starts_at.isoformat()})
    undo = f"{reverse('customers:put_activity_back', args=[id])}?{before}"
    say(request, _("Postponed: %(name)s") % {"name": activity.name}, undo_url=undo)
    return around(request, activity)


@login_required
@require_POST
def put_back(request: StaffRequest, id: UUID) -> HttpResponse:
    activity = activity_seen_by(id, request.actor)
    moment = request.GET.get("starts_at") or request.POST.get("starts_at", "")
    put_activity_at(id, moment, by=request.actor)
    return around(request, activity)


@login_required
@require_POST
def join(request: StaffRequest, id: UUID) -> HttpResponse:
    activity = activity_seen_by(id, request.actor)
    try:
        join_activity(id, request.POST.get("who", ""), by=request.actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        say(request, str(refusal))
    return _own_page(request, activity)


@login_required
@require_POST
def leave(request: StaffRequest, id: UUID) -> HttpResponse:
    activity = activity_seen_by(id, request.actor)
    leave_activity(id, request.POST.get("who", ""), by=request.actor)
    return _own_page(request, activity)


def _own_page(request: StaffRequest, activity: Activity) -> HttpResponse:
    if request.htmx:
        return HttpResponse(repanelled(request, "activity", activity.id))
    return HttpResponseRedirect(reverse("web:record", args=["activities", activity.id]))


def _fresh(type_: str) -> ActivityForm:
    """A call was held a moment ago; a meeting is to come."""
    here = timezone.localtime(now())
    state = HELD if type_ == CALL else PLANNED
    return ActivityForm({"day": here.date().isoformat(), "time": f"{here:%H:%M}", "state": state})


def _tried(request: StaffRequest, kind: str, about: UUID, type_: str) -> HttpResponse:
    try:
        _written(request, kind, about, type_)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return _box(request, kind, about, type_, refused_activity(request.POST, refusal), status=422)
    say(request, _("The call is saved.") if type_ == CALL else _("The meeting is saved."))
    return _told(request, kind, about, type_)


def _written(request: StaffRequest, kind: str, about: UUID, type_: str) -> None:
    values = typed_activity(request.POST, kind=kind, about=about, type_=type_)
    once(
        request.POST.get("form_mark", ""),
        lambda: create_activities([values], by=request.actor)[0].id,
        values={name: str(value) for name, value in values.items()},
        by=request.actor,
    )


def _box(
    request: StaffRequest, kind: str, about: UUID, type_: str, form: ActivityForm, *, status: int = 200
) -> HttpResponse:
    """The form, with what was typed; without a script it is a page of its own."""
    if not request.actor.may("customers.create_activities"):
        raise NotAllowed(_("Your role does not allow this."))
    template, facts = "customers/composer/activity.html", _facts(request, kind, about, type_, form)
    if request.htmx:
        return render(request, template, facts, status=status)
    return render(request, "customers/composer/page.html", {**facts, "part": template}, status=status)


def _told(request: StaffRequest, kind: str, about: UUID, type_: str) -> HttpResponse:
    """An empty form, and the story and the panels with the new one."""
    facts = _facts(request, kind, about, type_, _fresh(type_))
    if not request.htmx:
        return HttpResponseRedirect(facts["page"])
    box = render_to_string("customers/composer/activity.html", facts, request)
    return HttpResponse(box + retold(request, kind, about) + repanelled(request, kind, about))


def _facts(request: StaffRequest, kind: str, about: UUID, type_: str, form: ActivityForm) -> dict[str, Any]:
    refuse_unseen(kind, about, by=request.actor)
    page = reverse("web:record", args=[plural_of(kind), about])
    owner = form.values.get("owner") or str(request.actor.id)
    said = {"kind_name": kind, "about": about, "type": type_, "form": form, "page": page, "owner": owner}
    others = offered_contacts(kind, about, request.actor)
    return {**CHOICES, **said, "owners": colleagues(), "others": others, "outcomes": outcomes_of(type_)}


def around(request: StaffRequest, activity: Activity) -> HttpResponse:
    """The page one is on changes where it tells of it; which page that is, its address says."""
    if not request.htmx:
        return HttpResponseRedirect(page_about(activity))
    here = str(request.htmx.current_url_abs_path or "")
    if here.startswith(reverse("customers:my_day")):
        return render(request, "customers/my_day/again.html")
    return _story_again(request, activity, here)


def _story_again(request: StaffRequest, activity: Activity, here: str) -> HttpResponse:
    told = next(((kind, id_) for kind, id_ in customers_and_others(activity) if str(id_) in here), None)
    if told is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return HttpResponse(retold(request, *told) + repanelled(request, *told))
