"""One's own news: the bell, its menu, all of them, and where one wants to be told what."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trato.foundation.public import (
    choose_notifications,
    has_confirmed_address,
    mail_is_set_up,
    mark_read,
    news_of,
    own_channels,
)
from trato.web.notifications.forms import chosen_channels, chosen_ids
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.shell.toasts import say

IN_THE_MENU = 10


@require_safe
@staff_page()
def notifications(request: StaffRequest) -> HttpResponse:
    news = news_of(request.actor, before=request.GET.get("before", ""))
    template = "web/notifications/lines.html" if request.htmx else "web/notifications/index.html"
    return render(request, template, {"news": news})


@require_safe
@never_cache
@staff_page()
def bell(request: StaffRequest) -> HttpResponse:
    """The shell knows how many are unread."""
    return render(request, "web/notifications/bell.html")


@require_safe
@never_cache
@staff_page()
def latest_notifications(request: StaffRequest) -> HttpResponse:
    facts = {"news": news_of(request.actor, limit=IN_THE_MENU)}
    return render(request, "web/notifications/menu.html", facts)


@require_POST
@staff_page()
def read_notifications(request: StaffRequest) -> HttpResponse:
    """Those that were shown, or all of them."""
    mark_read(chosen_ids(request.POST), by=request.actor)
    return render(request, "web/notifications/read.html") if request.htmx else redirect("web:notifications")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page()
def notification_choices(request: StaffRequest) -> HttpResponse:
    if request.method == "POST":
        choose_notifications(chosen_channels(request.POST, by=request.actor), by=request.actor)
        say(request, _("Saved."))
        return redirect("web:notification_choices")
    is_mailed = mail_is_set_up() and has_confirmed_address(request.user)
    facts = {"channels": own_channels(request.user.id), "is_mailed": is_mailed, "has_server": mail_is_set_up()}
    return render(request, "web/notifications/choices.html", facts)
