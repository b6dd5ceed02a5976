"""Search over every kind of record: a page, and the options of the palette."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from trato.web.people.requests import StaffRequest
from trato.web.search.results import IN_THE_PALETTE, ON_THE_PAGE, results


@login_required
@require_GET
def search(request: StaffRequest) -> HttpResponse:
    text = request.GET.get("q", "")
    limit = IN_THE_PALETTE if request.htmx else ON_THE_PAGE
    facts = {"text": text, "groups": results(text, seen_by=request.actor, limit=limit)}
    template = "web/search/options.html" if request.htmx else "web/search/show.html"
    return render(request, template, facts)
