"""The list of any kind of record."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trato.foundation.public import NotAllowed, record_kind
from trato.web.lists.asked import asked_of
from trato.web.lists.page import list_page, list_part
from trato.web.people.requests import StaffRequest


@login_required
@require_GET
def list_records(request: StaffRequest, plural: str) -> HttpResponse:
    kind = record_kind(plural)
    if not request.actor.may(kind.right("see")):
        raise NotAllowed(_("Your role does not let you see these records."))
    asked = asked_of(kind, request.GET, by=request.actor)
    if request.htmx and asked.after:
        return render(request, "web/lists/rows.html", list_part(asked))
    template = "web/lists/show.html#list" if request.htmx else "web/lists/show.html"
    return render(request, template, list_page(asked))
