"""Sample data in one click, and away in one."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trato.foundation.public import load_sample_data
from trato.foundation.public import remove_sample_data as remove_samples
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.samples.queries import RIGHT
from trato.web.samples.telling import removed_in_words
from trato.web.shell.toasts import say


@require_POST
@staff_page(RIGHT)
def sample_data(request: StaffRequest) -> HttpResponse:
    load_sample_data(by=request.actor)
    say(request, _("Sample data is loaded. You can remove it in the company's settings."))
    return redirect("/")


@require_POST
@staff_page(RIGHT)
def remove_sample_data(request: StaffRequest) -> HttpResponse:
    say(request, removed_in_words(remove_samples(by=request.actor)))
    return redirect("/")
