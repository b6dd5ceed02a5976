"""Pin what one needs often."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trato.foundation.public import NotFound, record_kind
from trato.foundation.shortcuts.public import pin_page, pin_record, unpin
from trato.web.people.requests import StaffRequest
from trato.web.records.queries import open_record, root_of
from trato.web.shell.at_hand import PinButton, menu_pages, said
from trato.web.shell.toasts import say

WANTED = "wanted"


@login_required
@require_POST
def record_pin(request: StaffRequest, plural: str, id: UUID) -> HttpResponse:
    kind = record_kind(plural)
    record = open_record(kind, root_of(kind, id, seen_by=request.actor), by=request.actor)
    if is_kept := request.POST.get(WANTED) == "yes":
        pin_record(kind.name, record.id, by=request.actor)
    else:
        unpin(record_id=record.id, by=request.actor)
    say(request, said(record.name, is_kept=is_kept))
    button = PinButton(reverse("web:record_pin", args=[plural, record.id]), "", is_kept)
    return _answer(request, button, record.url)


@login_required
@require_POST
def page_pin(request: StaffRequest) -> HttpResponse:
    entry = menu_pages(request.actor).get(request.POST.get("address", ""))
    if entry is None:
        raise NotFound(_("There is no such page in your menu."))
    if is_kept := request.POST.get(WANTED) == "yes":
        pin_page(entry.url, by=request.actor)
    else:
        unpin(address=entry.url, by=request.actor)
    say(request, said(entry.label, is_kept=is_kept))
    return _answer(request, PinButton(reverse("web:page_pin"), entry.url, is_kept), entry.url)


def _answer(request: StaffRequest, button: PinButton, here: str) -> HttpResponse:
    if not request.htmx:
        return HttpResponseRedirect(here)
    return render(request, "web/shortcuts/pinned.html", {"pin": button})
