"""Settings → People → a file: who is in it and what would become of them, then what did."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from trato.foundation.public import BroughtIn, PersonRow, bring_people_in, counted, plan_people
from trato.web.people.file_forms import PeopleFileForm, PeopleRowsForm
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.people.trying import status_of, tried
from trato.web.shell.toasts import say


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("foundation.manage_people")
def people_file(request: StaffRequest) -> HttpResponse:
    if "rows" in request.POST:
        return _bring_in(request)
    form = PeopleFileForm(request.POST, request.FILES) if request.method == "POST" else PeopleFileForm()
    rows = tried(form, form.rows)
    if rows:
        return _preview(request, PeopleRowsForm.of(rows), rows)
    if rows is not None:
        form.add_error("file", _("Nobody stands in this file."))
    return render(request, "web/people/file.html", {"form": form}, status=status_of(form))


def _preview(request: StaffRequest, form: PeopleRowsForm, rows: list[PersonRow], *, status: int = 200) -> HttpResponse:
    planned = plan_people(rows)
    facts = {"form": form, "planned": planned, "counts": counted(planned)}
    return render(request, "web/people/file_preview.html", facts, status=status)


def _bring_in(request: StaffRequest) -> HttpResponse:
    form = PeopleRowsForm(request.POST)
    done = tried(form, lambda: bring_people_in(form.cleaned_data["rows"], by=request.actor, roles=_roles(form)))
    if done is None:
        return _preview(request, form, form.cleaned_data.get("rows", []), status=422)
    if done.refused:
        return render(request, "web/people/file_done.html", {"done": done, "said": _said(done)})
    say(request, _said(done))
    return redirect("web:people")


def _roles(form: PeopleRowsForm) -> list[UUID]:
    return list(form.cleaned_data["roles"])


def _said(done: BroughtIn) -> str:
    came = ngettext("%(count)s colleague came in.", "%(count)s colleagues came in.", done.created)
    return came % {"count": done.created}
