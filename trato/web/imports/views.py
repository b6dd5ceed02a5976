"""Imports: a file, its columns, how rows are matched, what would happen, and what happened."""

from collections.abc import Callable
from itertools import chain
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trato.foundation import public as foundation
from trato.foundation.public import Import, columns_of, error_file, import_of, new_words
from trato.web.imports.forms import ColumnsForm, MappingForm, MatchingForm, UploadForm, WordsForm, reading_form
from trato.web.imports.page import columns, kept_mappings, notes, previewed, resulted, runs, wizard
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.people.trying import status_of, tried
from trato.web.shell.toasts import say

RIGHT = "foundation.import_records"
PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
@staff_page(RIGHT)
def start(request: StaffRequest) -> HttpResponse:
    form = UploadForm(request.actor, *_sent(request), initial={"kind": request.GET.get("kind", "")})
    one = tried(form, lambda: foundation.start_import(by=request.actor, **form.facts()))
    if one:
        return redirect("web:import_columns", one.id)
    return render(request, "web/imports/start.html", {"form": form, **runs(request.actor)}, status=status_of(form))


@require_safe
@staff_page(RIGHT)
def show(request: StaffRequest, id: UUID) -> HttpResponse:
    one = import_of(id, seen_by=request.actor)
    if one.is_draft:
        return redirect(f"web:import_{one.state}", one.id)
    return show_import(request, one, MappingForm())


def show_import(request: StaffRequest, one: Import, mapping: MappingForm) -> HttpResponse:
    """As it runs, and what became of it."""
    told = resulted(one)
    here = "run" if one.is_under_way else "result"
    facts = {**wizard(one, here, by=request.actor), **told, "notes": notes(told["counts"]), "mapping_form": mapping}
    return render(request, "web/imports/show.html", facts, status=status_of(mapping))


@require_http_methods(PAGE)
@staff_page(RIGHT)
def choose_columns(request: StaffRequest, id: UUID) -> HttpResponse:
    one = import_of(id, seen_by=request.actor)
    if not one.is_draft:
        return redirect("web:import", id)
    form = ColumnsForm(one, columns_of(one, by=request.actor), request.actor, *_sent(request)[:1])
    if tried(form, lambda: foundation.choose_columns(id, by=request.actor, **form.chosen())):
        return _after_columns(request, id)
    return _page(request, "columns", one, lambda: columns(one, form, reading_form(one)), status=status_of(form))


def _after_columns(request: StaffRequest, id: UUID) -> HttpResponse:
    """A file of a move goes back among its others."""
    one = import_of(id, seen_by=request.actor)
    if one.move_id:
        return redirect("web:move", one.move_id)
    return redirect("web:import_words" if new_words(one, by=request.actor) else "web:import_matching", id)


@require_http_methods(PAGE)
@staff_page(RIGHT)
def choose_words(request: StaffRequest, id: UUID) -> HttpResponse:
    """What stands in the file and means nothing here."""
    one = import_of(id, seen_by=request.actor)
    form = WordsForm(new_words(one, by=request.actor) if one.is_draft else [], request.actor, *_sent(request)[:1])
    if tried(form, lambda: foundation.choose_words(id, words=form.chosen(), by=request.actor)):
        return redirect("web:import_matching", id)
    return _page(request, "words", one, lambda: {"form": form, "groups": form.groups()}, status=status_of(form))


@require_POST
@staff_page(RIGHT)
def choose_reading(request: StaffRequest, id: UUID) -> HttpResponse:
    one = import_of(id, seen_by=request.actor)
    form = reading_form(one, request.POST)
    if tried(form, lambda: foundation.choose_reading(id, reading=form.reading(), by=request.actor)):
        return redirect("web:import_columns", id)
    shown = ColumnsForm(one, columns_of(one, by=request.actor), request.actor)
    return _page(request, "columns", one, lambda: columns(one, shown, form), status=status_of(form))


@require_POST
@staff_page(RIGHT)
def use_mapping(request: StaffRequest, id: UUID) -> HttpResponse:
    foundation.choose_mapping(id, name=request.POST.get("name", ""), by=request.actor)
    return redirect("web:import_columns", id)


@require_http_methods(PAGE)
@staff_page(RIGHT)
def choose_matching(request: StaffRequest, id: UUID) -> HttpResponse:
    one = import_of(id, seen_by=request.actor)
    form = MatchingForm(one, request.actor, *_sent(request))
    if tried(form, lambda: foundation.choose_matching(id, by=request.actor, **form.facts())):
        foundation.preview_import(id, by=request.actor)
        return redirect("web:import_preview", id)
    return _page(request, "matching", one, lambda: {"form": form}, status=status_of(form))


@require_POST
@staff_page(RIGHT)
def keep_mapping(request: StaffRequest, id: UUID) -> HttpResponse:
    one, form = import_of(id, seen_by=request.actor), MappingForm(request.POST)
    if tried(form, lambda: foundation.keep_mapping(id, name=form.cleaned_data["name"], by=request.actor)):
        say(request, _("Kept. Files with these columns are brought in this way from now on."))
        return redirect("web:import", id)
    return show_import(request, one, form)


@require_safe
@staff_page(RIGHT)
def mappings(request: StaffRequest) -> HttpResponse:
    return render(request, "web/imports/mappings.html", {"rows": kept_mappings(request.actor)})


@require_POST
@staff_page(RIGHT)
def forget_mapping(request: StaffRequest, id: UUID) -> HttpResponse:
    foundation.forget_mapping(id, by=request.actor)
    return redirect("web:import_mappings")


@require_http_methods(PAGE)
@staff_page(RIGHT)
def preview(request: StaffRequest, id: UUID) -> HttpResponse:
    if request.method == "POST":
        foundation.preview_import(id, by=request.actor)
        return redirect("web:import_preview", id)
    one = import_of(id, seen_by=request.actor)
    return _page(request, "preview", one, lambda: {**previewed(one), "notes": notes(one.preview)})


@require_POST
@staff_page(RIGHT)
def run(request: StaffRequest, id: UUID) -> HttpResponse:
    foundation.run_import(id, by=request.actor)
    return redirect("web:import", id)


@require_POST
@staff_page(RIGHT)
def stop(request: StaffRequest, id: UUID) -> HttpResponse:
    foundation.stop_import(id, by=request.actor)
    return redirect("web:import", id)


@require_safe
@staff_page(RIGHT)
def errors(request: StaffRequest, id: UUID) -> HttpResponse:
    one = import_of(id, seen_by=request.actor)
    # Spreadsheets need the mark to see that it is UTF-8.
    answer = StreamingHttpResponse(chain(["\ufeff"], error_file(one)), content_type="text/csv; charset=utf-8")
    name = f"errors-{one.file_name.removesuffix('.csv')}.csv"
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer  # type: ignore[return-value]  # a streamed answer is no HttpResponse to the stubs


def _sent(request: StaffRequest) -> tuple[Any, ...]:
    """The form as it was sent; nothing when the page is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _page(
    request: StaffRequest, step: str, one: Import, facts: Callable[[], dict[str, Any]], *, status: int = 200
) -> HttpResponse:
    """A page of an import that has not begun; one that has is shown as it runs."""
    if not one.is_draft:
        return redirect("web:import", one.id)
    shown = {**wizard(one, step, by=request.actor), **facts()}
    return render(request, f"web/imports/{step}.html", shown, status=status)
