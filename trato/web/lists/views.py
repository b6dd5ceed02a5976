"""The list of any kind of record, its menus, and the cells and cards that are changed in it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trato.foundation.public import NotAllowed, NotFound, RecordKind, record_kind
from trato.kit.remembering import remembering
from trato.web.change_sets.forms import cursor_in
from trato.web.lists import news
from trato.web.lists.answering import list_again, told_only
from trato.web.lists.asked import asked_of
from trato.web.lists.cell import editor_facts, is_gone, reading_facts, told, why
from trato.web.lists.filters import found_values
from trato.web.lists.menus import MENUS
from trato.web.lists.page import list_page, list_part
from trato.web.lists.trash import trash_page
from trato.web.lists.undoing import undo, undo_url
from trato.web.people.requests import StaffRequest
from trato.web.records.editing import Editing, anew, save, start_editing
from trato.web.records.forms import version_in
from trato.web.records.queries import field_seen_by
from trato.web.shell.toasts import say


def listed_kind(request: StaffRequest, plural: str) -> RecordKind:
    kind = record_kind(plural)
    if not request.actor.may(kind.right("see")):
        raise NotAllowed(_("Your role does not let you see these records."))
    return kind


@login_required
@require_GET
def list_records(request: StaffRequest, plural: str) -> HttpResponse:
    asked = asked_of(listed_kind(request, plural), request.GET, by=request.actor)
    if "add" in request.GET:
        return list_again(request, asked.kind, asked.query_string)
    if request.htmx and asked.is_part:
        template = "web/lists/cards.html" if asked.shape.layout == "board" else "web/lists/rows.html"
        return render(request, template, list_part(asked))
    template = "web/lists/show.html#list" if request.htmx else "web/lists/show.html"
    with remembering():
        return render(request, template, list_page(asked))


@login_required
@require_GET
def list_trash(request: StaffRequest, plural: str) -> HttpResponse:
    kind = listed_kind(request, plural)
    facts = trash_page(kind, before=cursor_in(request.GET, "before"), by=request.actor)
    return render(request, "web/lists/trash.html", facts)


@login_required
@require_GET
def list_news(request: StaffRequest, plural: str) -> HttpResponse:
    """For a list that hears of changes: asked by its script, for the state that it shows."""
    kind = listed_kind(request, plural)
    asked = asked_of(kind, QueryDict(request.GET.get("state", "")), by=request.actor)
    return render(request, "web/lists/news.html", news.list_news(asked, request.GET))


@login_required
@require_GET
def list_menu(request: StaffRequest, plural: str, which: str) -> HttpResponse:
    """What a list's buttons open: asked for when they are pressed, because most never are."""
    asked = asked_of(listed_kind(request, plural), request.GET, by=request.actor)
    if which not in MENUS:
        raise NotFound(_("There is no such menu."))
    facts = {"kind": asked.kind, "asked": asked, "state": asked.query_string, **MENUS[which](asked, request.GET)}
    return render(request, f"web/lists/menus/{which}.html", facts)


@login_required
@require_GET
def list_values(request: StaffRequest, plural: str, name: str) -> HttpResponse:
    """Records or tags that may be meant by what was typed into the menu."""
    kind = listed_kind(request, plural)
    asked = asked_of(kind, request.GET.copy(), by=request.actor)
    found = found_values(asked, field_seen_by(kind, name, request.actor), request.GET.get("typed", ""))
    return render(request, "web/lists/menus/values.html", {"options": found, "control_type": "checkbox"})


@login_required
@require_http_methods(["GET", "POST"])
def list_cell(request: StaffRequest, plural: str, id: UUID, name: str) -> HttpResponse:
    editing = start_editing(plural, id, name, request.actor)
    if request.method == "POST":
        return _saved(request, editing)
    if "reading" in request.GET:
        return render(request, "web/lists/cell.html", reading_facts(editing))
    editing.refuse_unless_editable()
    return render(request, "web/lists/cell_editor.html", editor_facts(editing, editing.editor))


def _saved(request: StaffRequest, editing: Editing) -> HttpResponse:
    outcome = save(editing, request.POST)
    now = anew(editing)
    if outcome.status != 200:
        facts = editor_facts(now, outcome.row)
        return render(request, "web/lists/cell_editor.html", facts, status=outcome.status)
    _say_changed(request, editing, now)
    response = render(request, "web/lists/cell.html", reading_facts(now))
    return told_only(request, news={"list-again": True}) if is_gone(now) else response


def _say_changed(request: StaffRequest, editing: Editing, now: Editing) -> None:
    if now.record.version > editing.record.version:
        way_back = "" if is_gone(now) else undo_url(editing, version=now.record.version)
        say(request, told(editing, now), undo_url=way_back)


@login_required
@require_POST
def list_move(request: StaffRequest, plural: str, id: UUID, name: str) -> HttpResponse:
    """A card that was put into another column."""
    editing = start_editing(plural, id, name, request.actor)
    outcome = save(editing, request.POST)
    now = anew(editing)
    if outcome.status != 200:
        messages.error(request, why(outcome))
        return told_only(request, status=outcome.status, news={"list-again": True})
    _say_changed(request, editing, now)
    return told_only(request, news={"moved": {"id": str(id), "version": now.record.version}})


@login_required
@require_POST
def list_cell_undo(request: StaffRequest, plural: str, id: UUID, name: str) -> HttpResponse:
    editing = start_editing(plural, id, name, request.actor)
    say(request, undo(editing, version=version_in(request.GET, "version") or 0))
    return told_only(request, news={"value-changed": {"id": str(id), "name": name}})
