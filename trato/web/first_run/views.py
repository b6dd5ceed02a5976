"""The first page of all, and the doors behind it."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from trato.foundation.public import FirstRunLink, LinkRefused, first_run_link, record_sign_in, set_up
from trato.web.first_run.doors import doors
from trato.web.first_run.forms import FirstRunForm
from trato.web.first_run.guessing import guesses
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.people.trying import status_of, tried

SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: HttpRequest, token: str) -> HttpResponse:
    """Company and administrator, by the link that the console showed."""
    try:
        link = first_run_link(token)
    except LinkRefused as refusal:
        status = 404 if refusal.code == "link-unknown" else 410
        return render(request, "web/first_run/refused.html", {"refusal": refusal}, status=status)
    return _ask(request, token, link)


def _ask(request: HttpRequest, token: str, link: FirstRunLink) -> HttpResponse:
    form = FirstRunForm(request.POST or None, initial=guesses(request, email=link.email))
    user = tried(form, lambda: set_up(token, company=form.facts(), administrator=form.administrator()))
    if user:
        login(request, user, backend=SIGNED_IN_BY)
        record_sign_in(by=user.acting())
        return redirect("web:welcome")
    return render(request, "web/first_run/new.html", {"form": form}, status=status_of(form))


@require_safe
@staff_page()
def welcome(request: StaffRequest) -> HttpResponse:
    return render(request, "web/first_run/doors.html", {"doors": doors()})
