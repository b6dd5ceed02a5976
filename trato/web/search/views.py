"""Search over every kind of record: a page, and the options of the palette."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trato.web.people.requests import StaffRequest
from trato.web.search.results import IN_THE_PALETTE, ON_THE_PAGE, results
from trato.web.shell.at_hand import lately, pinned
from trato.web.shell.helping import help_called


@login_required
@require_GET
def search(request: StaffRequest) -> HttpResponse:
    text = request.GET.get("q", "")
    if request.htmx and not text.strip():
        return _at_hand(request)
    limit = IN_THE_PALETTE if request.htmx else ON_THE_PAGE
    facts = {"text": text, "groups": results(text, seen_by=request.actor, limit=limit)}
    if request.htmx:
        facts["helps"] = help_called(text)
    template = "web/search/options.html" if request.htmx else "web/search/show.html"
    return render(request, template, facts)


def _at_hand(request: StaffRequest) -> HttpResponse:
    """Before anything is typed."""
    kept = pinned(request.actor)
    groups = [(_("Pinned"), "pinned", kept), (_("Opened lately"), "lately", lately(request.actor, but=kept))]
    return render(request, "web/shortcuts/at_hand.html", {"groups": groups})
