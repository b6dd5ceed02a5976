"""Where a person begins."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from trato.foundation.public import is_set_up, record_kinds
from trato.web.people.requests import StaffRequest


@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """Before the company is set up there is nobody to sign in: the page that says how to begin comes first."""
    if not request.user.is_authenticated and not is_set_up():
        return redirect(_address("web:first_run") or "account_login")
    return start(request)


@login_required
def start(request: StaffRequest) -> HttpResponse:
    first = next((kind for kind in record_kinds() if request.actor.may(kind.right("see"))), None)
    return redirect("web:list", first.plural) if first else render(request, "web/home/nothing.html")


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
