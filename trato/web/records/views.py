"""The record page of any kind, its fields, its story, and the way to the trash and back."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trato.foundation.public import NotFound, record_kind
from trato.foundation.shortcuts.public import note_opened
from trato.kit.remembering import remembering
from trato.web.people.requests import StaffRequest
from trato.web.records.editing import Editing, Outcome, anew, changed_rows, save, start_editing
from trato.web.records.forms import version_in
from trato.web.records.page import FieldRow, beside, head, news_since, record_page
from trato.web.records.queries import OpenRecord, is_seen, open_record, root_of, suggestions
from trato.web.records.story import story_page
from trato.web.records.wanted import Wanted, wanted_now, wanted_of
from trato.web.shell.toasts import say


@login_required
@require_GET
def record(request: StaffRequest, plural: str, id: UUID) -> HttpResponse:
    kind = record_kind(plural)
    root = root_of(kind, id, seen_by=request.actor)
    if root != id:
        return redirect("web:record", kind.plural, root)
    opened = open_record(kind, id, by=request.actor)
    note_opened(kind.name, id, by=request.actor)
    return _page(request, opened)


@login_required
@require_http_methods(["GET", "POST", "PATCH"])
def record_field(request: StaffRequest, plural: str, id: UUID, name: str) -> HttpResponse:
    editing = start_editing(plural, id, name, request.actor)
    if request.method != "GET":
        return _saved(request, editing, save(editing, _given(request)))
    if "reading" in request.GET:
        return _field(request, editing, editing.reading)
    editing.refuse_unless_editable()
    return _field(request, editing, editing.editor)


@login_required
@require_GET
def record_history(request: StaffRequest, plural: str, id: UUID, name: str) -> HttpResponse:
    editing = start_editing(plural, id, name, request.actor)
    if not request.htmx:
        return _field(request, editing, editing.with_origins)
    facts = {"record": editing.record, "kind": editing.record.kind, "row": editing.with_origins}
    return render(request, "web/records/provenance.html", facts)


@login_required
@require_GET
def record_suggestions(request: StaffRequest, plural: str, id: UUID, name: str) -> HttpResponse:
    editing = start_editing(plural, id, name, request.actor)
    found = suggestions(editing.spec, request.GET.get("value", ""), seen_by=request.actor)
    return render(request, "web/records/suggestions.html", {"suggestions": found})


@login_required
@require_GET
def record_story(request: StaffRequest, plural: str, id: UUID) -> HttpResponse:
    kind = record_kind(plural)
    record = open_record(kind, root_of(kind, id, seen_by=request.actor), by=request.actor)
    before, wanted = request.GET.get("before", ""), wanted_of(request.GET)
    if not request.htmx:
        return _page(request, record, before=before)
    story = story_page(kind, record.id, seen_by=request.actor, before=before, wanted=wanted)
    return _story(request, {"record": record, "kind": kind, "story": story}, record.url + wanted.address)


@login_required
@require_GET
def record_news(request: StaffRequest, plural: str, id: UUID) -> HttpResponse:
    kind = record_kind(plural)
    record = open_record(kind, root_of(kind, id, seen_by=request.actor), by=request.actor)
    if not request.htmx:
        return redirect("web:record", kind.plural, record.id)
    facts = news_since(record, version_in(request.GET, "version"), request.actor, wanted_now(request))
    return render(request, "web/records/news.html", facts)


@login_required
@require_POST
def record_trash(request: StaffRequest, plural: str, id: UUID) -> HttpResponse:
    kind = record_kind(plural)
    opened = open_record(kind, root_of(kind, id, seen_by=request.actor), by=request.actor)
    kind.trash([opened.id], by=request.actor)
    undo = reverse("web:record_restore", args=[kind.plural, opened.id])
    say(request, _("%(name)s is in the trash.") % {"name": opened.name}, undo_url=undo)
    return _go(request, reverse("web:list", args=[kind.plural]))


@login_required
@require_POST
def record_restore(request: StaffRequest, plural: str, id: UUID) -> HttpResponse:
    kind = record_kind(plural)
    root = root_of(kind, id, seen_by=request.actor)
    if kind.restore is None:
        raise NotFound(_("There is no such record, or it is not yours to see."))
    say(request, _restored(kind.restore([root], by=request.actor)))
    return _go(request, reverse("web:record", args=[kind.plural, root]))


def _restored(taken: list[str]) -> str:
    if not taken:
        return _("Restored.")
    return _("Restored. Others use these now, so they were left out: %(values)s") % {"values": ", ".join(taken)}


def _given(request: StaffRequest) -> QueryDict:
    return request.POST if request.method == "POST" else QueryDict(request.body, encoding="utf-8")


def _page(request: StaffRequest, opened: OpenRecord, *, status: int = 200, **facts: Any) -> HttpResponse:
    came_from = request.GET.get("from", "")
    with remembering():
        page = record_page(opened, request.actor, wanted=wanted_of(request.GET), **facts)
        page |= {"came_from": came_from, "is_walking": "from" in request.GET}
        return render(request, "web/records/show.html", page, status=status)


def _story(request: StaffRequest, facts: dict[str, Any], address: str) -> HttpResponse:
    """What is older goes below what is there; another filter is a story anew, under an address of its own."""
    if "before" in request.GET:
        return render(
            request, "web/records/stretches.html", {**facts, "under": request.GET.get("under", ""), "is_older": True}
        )
    answer = render(request, "web/records/story.html", facts)
    answer.headers["HX-Push-Url"] = address
    return answer


def _field(request: StaffRequest, editing: Editing, row: FieldRow, *, status: int = 200) -> HttpResponse:
    """The field alone where htmx asks; without a script the whole page around it."""
    if not request.htmx:
        return _page(request, editing.record, row=row, status=status)
    facts = {"record": editing.record, "kind": editing.record.kind, "row": row}
    return render(request, "web/records/field.html", facts, status=status)


def _saved(request: StaffRequest, editing: Editing, outcome: Outcome) -> HttpResponse:
    now = anew(editing)
    if outcome.status != 200:
        return _field(request, now, outcome.row, status=outcome.status)
    if not is_seen(now.record.kind, now.record.id, by=request.actor):
        return _given_away(request, now.record)
    if not request.htmx:
        address = reverse("web:record", args=[now.record.kind.plural, now.record.id])
        return HttpResponseRedirect(f"{address}#field-{now.spec.name}")
    return render(request, "web/records/saved.html", _around(editing, now, outcome.row, wanted_now(request)))


def _given_away(request: StaffRequest, record: OpenRecord) -> HttpResponse:
    """A new owner or team can take a record out of its editor's sight."""
    say(request, _("Saved. %(name)s is with others now and no longer yours to see.") % {"name": record.name})
    return _go(request, reverse("web:list", args=[record.kind.plural]))


def _around(before: Editing, now: Editing, row: FieldRow, wanted: Wanted) -> dict[str, Any]:
    """The saved field and everything on the page that speaks of it."""
    kind, id_ = now.record.kind, now.record.id
    fields = {"record": now.record, "kind": kind, "row": row, "others": changed_rows(before, now)}
    story = story_page(kind, id_, seen_by=now.actor, wanted=wanted)
    return {**fields, "head": head(now.record, now.actor), "story": story, **beside(now.record, now.actor)}


def _go(request: StaffRequest, address: str) -> HttpResponse:
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else HttpResponseRedirect(address)
