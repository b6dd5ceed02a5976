"""The list again after something was done beside it: in place where htmx asks, else by going there."""

import json
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from trato.foundation.public import RecordKind
from trato.web.lists.asked import asked_of
from trato.web.lists.page import list_page
from trato.web.people.requests import StaffRequest


def list_again(request: StaffRequest, kind: RecordKind, query: str) -> HttpResponse:
    asked = asked_of(kind, QueryDict(query), by=request.actor)
    if not request.htmx:
        return HttpResponseRedirect(asked.address())
    response = render(request, "web/lists/again.html", list_page(asked))
    response["HX-Push-Url"] = asked.address()
    response["HX-Retarget"] = "#list"
    response["HX-Reswap"] = "outerHTML"
    return response


def told_only(request: HttpRequest, *, status: int = 200, news: Mapping[str, object] | None = None) -> HttpResponse:
    """Toasts, and news for the scripts of the page."""
    response = render(request, "web/lists/told.html", status=status)
    if news:
        response["HX-Trigger"] = json.dumps(news)
    return response
