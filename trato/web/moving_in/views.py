"""Moving in from another program: one page, from the files to what became of them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trato.foundation.moving_in import public as moves
from trato.foundation.moving_in.public import Move, move_of, unknown_words
from trato.foundation.public import Import
from trato.web.moving_in.forms import FilesForm, PlainForm, StartForm, chosen_people, chosen_places, chosen_words
from trato.web.moving_in.page import shown, started
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.people.trying import status_of, tried
from trato.web.shell.toasts import say

RIGHT = "foundation.import_records"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(RIGHT)
def start(request: StaffRequest) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = StartForm(*sent, initial={"system": "hubspot"})
    move = tried(form, lambda: moves.start_move(form.cleaned_data["system"], form.uploads(), by=request.actor))
    if move:
        return redirect("web:move", move.id)
    return render(request, "web/moving_in/start.html", started(form, by=request.actor), status=status_of(form))


@require_safe
@staff_page(RIGHT)
def show(request: StaffRequest, id: UUID) -> HttpResponse:
    return _page(request, id)


@require_POST
@staff_page(RIGHT)
def add_files(request: StaffRequest, id: UUID) -> HttpResponse:
    form = FilesForm(request.POST, request.FILES)
    return _done(request, id, lambda: moves.add_move_files(id, form.uploads(), by=request.actor), form=form)


@require_POST
@staff_page(RIGHT)
def choose_system(request: StaffRequest, id: UUID) -> HttpResponse:
    system = request.POST.get("system", "")
    return _done(request, id, lambda: moves.choose_system(id, system, by=request.actor))


@require_POST
@staff_page(RIGHT)
def choose_people(request: StaffRequest, id: UUID) -> HttpResponse:
    people = chosen_people(request.POST, move_of(id, seen_by=request.actor).people)
    return _done(request, id, lambda: moves.choose_people(id, people, by=request.actor))


@require_POST
@staff_page(RIGHT)
def choose_what_it_holds(request: StaffRequest, id: UUID, file: UUID) -> HttpResponse:
    kind = request.POST.get("kind", "")
    return _done(request, id, lambda: moves.choose_what_it_holds(id, file, kind, by=request.actor))


@require_POST
@staff_page(RIGHT)
def choose_words(request: StaffRequest, id: UUID, file: UUID) -> HttpResponse:
    move = move_of(id, seen_by=request.actor)
    one = Import.objects.filter(move=move, pk=file).first()
    said = chosen_words(request.POST, unknown_words(one) if one else [])
    return _done(request, id, lambda: moves.choose_words_of(id, file, said, by=request.actor))


@require_POST
@staff_page(RIGHT)
def make_fields(request: StaffRequest, id: UUID, file: UUID) -> HttpResponse:
    places = chosen_places(request.POST)
    return _done(request, id, lambda: moves.make_fields_of(id, file, places, by=request.actor))


@require_POST
@staff_page(RIGHT)
def run(request: StaffRequest, id: UUID) -> HttpResponse:
    return _done(request, id, lambda: moves.run_move(id, by=request.actor))


@require_POST
@staff_page(RIGHT)
def stop(request: StaffRequest, id: UUID) -> HttpResponse:
    return _done(request, id, lambda: moves.stop_move(id, by=request.actor))


@require_POST
@staff_page(RIGHT)
def discard(request: StaffRequest, id: UUID) -> HttpResponse:
    moves.discard_move(id, by=request.actor)
    say(request, _("Discarded. Nothing of it was brought in."))
    return redirect("web:move_start")


def _done(
    request: StaffRequest, id: UUID, act: Callable[[], Move | Import], *, form: FilesForm | PlainForm | None = None
) -> HttpResponse:
    """The page again: as it is now, or with why not."""
    move_of(id, seen_by=request.actor)
    asked = form or PlainForm(request.POST)
    if tried(asked, act):
        return redirect("web:move", id)
    return _page(request, id, asked)


def _page(request: StaffRequest, id: UUID, form: FilesForm | PlainForm | None = None) -> HttpResponse:
    move = move_of(id, seen_by=request.actor)
    facts: dict[str, Any] = shown(move, form, by=request.actor)
    return render(request, "web/moving_in/show.html", facts, status=status_of(form) if form else 200)
