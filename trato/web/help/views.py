"""Short pages that say how things are done."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trato.foundation.public import HelpPage, NotFound, contributions
from trato.web.people.requests import StaffRequest


@login_required
@require_GET
def help_index(request: StaffRequest) -> HttpResponse:
    return render(request, "web/help/index.html", {"pages": contributions(HelpPage)})


@login_required
@require_GET
def help_page(request: StaffRequest, name: str) -> HttpResponse:
    pages = contributions(HelpPage)
    page = next((each for each in pages if each.name == name), None)
    if page is None:
        raise NotFound(_("There is no such help page."))
    return render(request, "web/help/show.html", {"page": page, "pages": pages})
