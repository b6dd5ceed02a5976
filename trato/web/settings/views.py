"""Settings of the person and of the company."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trato.foundation.public import (
    User,
    change_installation,
    confirm_address,
    has_confirmed_address,
    installation,
    mail_confirmation,
    mail_is_set_up,
)
from trato.foundation.public import set_preferences as store_preferences
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.people.trying import status_of, tried
from trato.web.samples.queries import sample_data_state
from trato.web.settings.confirming import confirmation_token, user_of_token
from trato.web.settings.forms import CompanyForm, PreferencesForm
from trato.web.settings.pages import settings_pages
from trato.web.shell.toasts import say

QUICKLY = ("language", "theme", "single_keys")


@require_safe
@staff_page()
def settings(request: StaffRequest) -> HttpResponse:
    search = request.GET.get("q", "")
    facts = {"pages": settings_pages(seen_by=request.actor, search=search), "search": search}
    return render(request, "web/settings/index.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page()
def preferences(request: StaffRequest) -> HttpResponse:
    """The page, and the small choices that the shell sends from anywhere."""
    if request.method == "POST" and "whole" not in request.POST:
        return _choose_quickly(request)
    form = PreferencesForm(request.POST) if request.method == "POST" else PreferencesForm.of(request.user)
    user = tried(form, lambda: store_preferences(by=request.actor, **form.cleaned_data))
    if user:
        return _saved(request, user)
    return render(request, "web/settings/preferences.html", _own_facts(request, form), status=status_of(form))


def _saved(request: StaffRequest, user: User) -> HttpResponse:
    """Said in the language that was just chosen."""
    with override(user.language):
        say(request, _("Saved."))
    return redirect("web:preferences")


def _own_facts(request: StaffRequest, form: PreferencesForm) -> dict[str, Any]:
    return {
        "form": form,
        "asks_for_confirmation": mail_is_set_up() and not has_confirmed_address(request.user),
    }


def _choose_quickly(request: StaffRequest) -> HttpResponse:
    chosen: dict[str, Any] = {name: request.POST[name] for name in QUICKLY if name in request.POST}
    if "single_keys" in chosen:
        chosen["single_keys"] = chosen["single_keys"] == "true"
    store_preferences(by=request.actor, **chosen)
    if request.htmx:
        return HttpResponse(status=204)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else "web:preferences")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("foundation.manage_installation")
def company(request: StaffRequest) -> HttpResponse:
    form = CompanyForm(request.POST) if request.method == "POST" else CompanyForm.of(installation())
    if tried(form, lambda: change_installation(form.facts(), by=request.actor)):
        say(request, _("Saved."))
        return redirect("web:company")
    facts = {"form": form, "sample_data": sample_data_state(seen_by=request.actor)}
    return render(request, "web/settings/company.html", facts, status=status_of(form))


@require_POST
@staff_page()
def send_confirmation(request: StaffRequest) -> HttpResponse:
    path = reverse("web:confirm_address", kwargs={"token": confirmation_token(request.user)})
    mail_confirmation(request.user, path=path)
    say(request, _("A mail is on its way to %(email)s.") % {"email": request.user.email})
    return redirect("web:preferences")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_own_address(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing: programs that look into mail open links too."""
    user = user_of_token(token)
    if request.method == "POST":
        confirm_address(by=user.acting())
    facts = {"email": user.email, "is_done": request.method == "POST"}
    return render(request, "web/settings/confirm_address.html", facts)
