"""Exports: a list becomes a file, at once or in the background."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trato.foundation.exports import public as exports
from trato.foundation.exports.public import FILE_TYPES, LARGE, Wish, count_export, export_of, file_of
from trato.foundation.public import RecordKind, record_kind
from trato.kit.clock import now
from trato.web.exports.forms import ExportForm
from trato.web.exports.page import list_asked, runs, shown, started, wish_from
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.people.trying import status_of, tried

BLOCK = 64 * 1024


@require_safe
@staff_page()
def index(request: StaffRequest) -> HttpResponse:
    return render(request, "web/exports/index.html", runs(request.actor))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page()
def start(request: StaffRequest, plural: str) -> HttpResponse:
    kind = record_kind(plural)
    asked = list_asked(request, kind, request.actor)
    form = ExportForm(request.POST if request.method == "POST" else None, kind=kind)
    answer = tried(form, lambda: _exported(request, kind, wish_from(asked, request, form), form))
    if answer is not None:
        return answer
    facts = started(asked, wish_from(asked, request), form, by=request.actor)
    return render(request, "web/exports/start.html", facts, status=status_of(form))


@require_safe
@staff_page()
def show(request: StaffRequest, id: UUID) -> HttpResponse:
    one = export_of(id, seen_by=request.actor)
    return render(request, "web/exports/show.html", shown(one, by=request.actor))


@require_safe
@staff_page()
def file(request: StaffRequest, id: UUID) -> HttpResponse:
    one = export_of(id, seen_by=request.actor)
    return _handed_out(
        StreamingHttpResponse(_blocks(file_of(one))), one.file_name.removesuffix(f".{one.format}"), one.format
    )


@require_POST
@staff_page()
def stop(request: StaffRequest, id: UUID) -> HttpResponse:
    exports.stop_export(id, by=request.actor)
    return redirect("web:export", id)


@require_POST
@staff_page()
def delete(request: StaffRequest, id: UUID) -> HttpResponse:
    exports.delete_export(id, by=request.actor)
    return redirect("web:exports")


def _exported(request: StaffRequest, kind: RecordKind, wish: Wish, form: ExportForm) -> HttpResponse:
    """A small list is the answer itself; a large one is written by the workers."""
    shape = form.shape()
    if count_export(wish, by=request.actor, limit=LARGE + 1) > LARGE:
        one = exports.start_export(wish, **shape, by=request.actor)
        return redirect("web:export", one.id)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        exports.export_now(wish, path, **shape, by=request.actor)
        return _handed_out(HttpResponse(path.read_bytes()), f"{kind.plural}-{now():%Y-%m-%d}", shape["format_"])


def _handed_out(answer: Any, name: str, format_: str) -> HttpResponse:
    answer["Content-Type"] = FILE_TYPES[format_]
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.{format_}")
    answer["Cache-Control"] = "private, no-store"
    handed_out: HttpResponse = answer
    return handed_out


def _blocks(path: Path) -> Iterator[bytes]:
    """Opened only when somebody reads."""
    with path.open("rb") as file:
        yield from iter(lambda: file.read(BLOCK), b"")
