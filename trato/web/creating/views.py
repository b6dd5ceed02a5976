"""A new record of any kind from the few fields it begins with."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trato.foundation.public import NotAllowed, NotFound, UnknownKind, record_kind
from trato.kit.errors import DomainError
from trato.web.creating.forms import NewRecord
from trato.web.creating.once import once
from trato.web.people.requests import StaffRequest


@login_required
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, kind: str) -> HttpResponse:
    form = _form(request, kind)
    if request.method == "GET":
        return _shown(request, form, status=200)
    try:
        made = once(form.sent, form.create, values=form.values(), by=request.actor)
    except DomainError as refusal:
        form.tell(refusal)
        return _shown(request, form, status=422)
    return _gone_to(request, reverse("web:record", args=[form.kind.plural, made]))


def _form(request: StaffRequest, name: str) -> NewRecord:
    try:
        kind = record_kind(name)
    except UnknownKind as unknown:
        raise NotFound(_("There is no such kind of record.")) from unknown
    if not request.actor.may(kind.right("create")):
        raise NotAllowed(_("Your role does not let you create these records."))
    if request.method == "POST":
        return NewRecord(kind, request.actor, request.POST)
    return NewRecord(kind, request.actor, begun=request.GET.dict())


def _shown(request: StaffRequest, form: NewRecord, *, status: int) -> HttpResponse:
    template = "web/creating/new.html#form" if request.htmx else "web/creating/new.html"
    return render(request, template, {"form": form, "kind": form.kind}, status=status)


def _gone_to(request: StaffRequest, url: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": url})
    answer = redirect(url)
    answer.status_code = 303
    return answer
