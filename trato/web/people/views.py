"""Settings → People."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trato.foundation.public import (
    NotFound,
    User,
    change_user,
    deactivate_user,
    installation,
    invite_user,
    reactivate_user,
)
from trato.web.people.forms import PersonForm
from trato.web.people.letting_in import let_in
from trato.web.people.queries import Person, people_named
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.people.trying import status_of, tried
from trato.web.shell.toasts import say

MANAGE = "foundation.manage_people"


@require_safe
@staff_page(MANAGE)
def people(request: StaffRequest) -> HttpResponse:
    search = request.GET.get("q", "").strip()
    return render(request, "web/people/index.html", {"people": people_named(search), "search": search})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MANAGE)
def invite(request: StaffRequest) -> HttpResponse:
    company = installation()
    form = PersonForm(request.POST) if request.method == "POST" else PersonForm(initial={"language": company.language})
    zone = company.time_zone
    user = tried(form, lambda: invite_user(by=request.actor, time_zone=zone, **form.facts()))
    if user:
        return _show_way_in(request, user.id)
    return render(request, "web/people/new.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MANAGE)
def person(request: StaffRequest, user_id: UUID) -> HttpResponse:
    user = _user(user_id)
    form = PersonForm.of(user, request.POST if request.method == "POST" else None)
    if tried(form, lambda: change_user(user_id, by=request.actor, **form.facts())):
        say(request, _("Saved."))
        return redirect("web:person", user_id)
    facts = {"form": form, "colleague": Person(_user(user_id), "", "")}
    return render(request, "web/people/show.html", facts, status=status_of(form))


@require_POST
@staff_page(MANAGE)
def password_link(request: StaffRequest, user_id: UUID) -> HttpResponse:
    return _show_way_in(request, user_id)


@require_POST
@staff_page(MANAGE)
def deactivate(request: StaffRequest, user_id: UUID) -> HttpResponse:
    user = deactivate_user(user_id, by=request.actor)
    say(request, _("%(name)s can no longer sign in. Sessions and links ended just now.") % {"name": user})
    return redirect("web:person", user_id)


@require_POST
@staff_page(MANAGE)
def reactivate(request: StaffRequest, user_id: UUID) -> HttpResponse:
    reactivate_user(user_id, by=request.actor)
    return _show_way_in(request, user_id)


def _show_way_in(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Shown in the answer alone and kept nowhere; asking again makes another one."""
    return render(request, "web/people/way_in.html", {"way_in": let_in(user_id, by=request.actor)})


def _user(user_id: UUID) -> User:
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotFound(_("There is no such person."))
    return user
