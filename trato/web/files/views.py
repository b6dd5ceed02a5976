"""The files of a record: bring some, look at one, take it off, put it back."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trato.foundation import public as foundation
from trato.foundation.public import Receipt, StoredFileRefused, begin_receiving, file_seen_by, record_kind
from trato.web.files.receiving import keep_received, refuse_uneditable
from trato.web.files.serving import served
from trato.web.people.requests import StaffRequest
from trato.web.records.files import panel_facts
from trato.web.records.page import head
from trato.web.records.queries import OpenRecord, open_record, root_of
from trato.web.shell.toasts import say


@csrf_exempt  # asked in `_received`: the check reads the form, and by then it must be known where its files go
@login_required
@require_http_methods(["GET", "POST"])
def record_files(request: StaffRequest, plural: str, id: UUID) -> HttpResponse:
    record = _opened(request, plural, id)
    if request.method == "GET":
        return _panel(request, record)
    refuse_uneditable(record)
    return _received(request, record, begin_receiving(request))


@login_required
@require_GET
def record_file(request: StaffRequest, plural: str, id: UUID, file_id: UUID) -> StreamingHttpResponse:
    kind = record_kind(plural)
    root = root_of(kind, id, seen_by=request.actor)
    return served(file_seen_by(file_id, request.actor, kind=kind, root=root))


@login_required
@require_POST
def record_file_remove(request: StaffRequest, plural: str, id: UUID, file_id: UUID) -> HttpResponse:
    record = _opened(request, plural, id)
    file_seen_by(file_id, request.actor, kind=record.kind, root=record.id)
    file = foundation.remove_file(file_id, by=request.actor)
    undo = reverse("web:record_file_restore", args=[plural, id, file_id])
    say(request, _("“%(name)s” is removed.") % {"name": file.name}, undo_url=undo)
    return _panel(request, record, is_of_head=file.photo_at is not None)


@login_required
@require_POST
def record_file_restore(request: StaffRequest, plural: str, id: UUID, file_id: UUID) -> HttpResponse:
    record = _opened(request, plural, id)
    file = foundation.restore_file(file_id, by=request.actor)
    return _panel(request, record, is_of_head=file.photo_at is not None)


@login_required
@require_POST
def record_file_photo(request: StaffRequest, plural: str, id: UUID, file_id: UUID) -> HttpResponse:
    record = _opened(request, plural, id)
    file_seen_by(file_id, request.actor, kind=record.kind, root=record.id)
    try:
        foundation.choose_photo(file_id, by=request.actor)
    except StoredFileRefused as refusal:
        return _panel(request, record, problems=[str(refusal)])
    return _panel(request, record, is_of_head=True)


@login_required
@require_POST
def record_file_photo_off(request: StaffRequest, plural: str, id: UUID, file_id: UUID) -> HttpResponse:
    record = _opened(request, plural, id)
    file_seen_by(file_id, request.actor, kind=record.kind, root=record.id)
    foundation.take_photo_off(file_id, by=request.actor)
    again = reverse("web:record_file_photo", args=[plural, id, file_id])
    say(request, _("The photo is off. Its file stays."), undo_url=again)
    return _panel(request, record, is_of_head=True)


def _opened(request: StaffRequest, plural: str, id_: UUID) -> OpenRecord:
    kind = record_kind(plural)
    return open_record(kind, root_of(kind, id_, seen_by=request.actor), by=request.actor)


@csrf_protect
def _received(request: StaffRequest, record: OpenRecord, receipt: Receipt) -> HttpResponse:
    keep_received(request, receipt, record)
    return _panel(request, record, problems=receipt.problems)


def _panel(
    request: StaffRequest, record: OpenRecord, *, problems: list[str] | None = None, is_of_head: bool = False
) -> HttpResponse:
    """Without a script, the page again; what was not kept is then said on it."""
    if request.htmx:
        facts = panel_facts(record, problems=problems or (), head=head(record, request.actor) if is_of_head else None)
        return render(request, "web/files/changed.html", facts, status=422 if problems else 200)
    for sentence in problems or ():
        say(request, sentence)
    return HttpResponseRedirect(record.url)
