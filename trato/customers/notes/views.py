"""Notes in the story of a contact or company: written, mended, taken back."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trato.customers.about.queries import CUSTOMERS, plural_of
from trato.customers.notes.forms import NoteForm, chosen_mentions, refused_form, seen_version
from trato.customers.notes.models import Note
from trato.customers.notes.queries import note_seen_by, offered_to_mention, page_of, places_of
from trato.customers.notes.use_cases import change_note, delete_note, restore_note, write_note
from trato.foundation.public import Conflict, NotAllowed, NotFound
from trato.kit.errors import DomainError
from trato.web.public import StaffRequest, once, retold, say


@login_required
@require_POST
def write(request: StaffRequest, kind: str, about: UUID) -> HttpResponse:
    plural_of(kind)
    try:
        _written(request, **({f"{kind}_id": about} if kind in CUSTOMERS else {"about": (kind, about)}))
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return _composer(request, kind, about, refused_form(request.POST, refusal), status=422)
    say(request, _("The note is saved."))
    return _composer(request, kind, about, NoteForm())


@login_required
@require_GET
def mentionable(request: StaffRequest, kind: str, about: UUID) -> HttpResponse:
    offered = offered_to_mention(kind, about, request.GET.get("q", "")[:100], by=request.actor)
    return render(request, "customers/composer/mentionable.html", {"offered": offered})


@login_required
@require_GET
def note(request: StaffRequest, id: UUID) -> HttpResponse:
    return _told(request, note_seen_by(id, request.actor))


@login_required
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, id: UUID) -> HttpResponse:
    found = note_seen_by(id, request.actor)
    if not found.may_be_changed_by(request.actor):
        raise NotAllowed(_("Only its writer may change a note."))
    if request.method == "GET":
        return _editor(request, found, NoteForm(found.body))
    return _changed(request, found)


@login_required
@require_POST
def delete(request: StaffRequest, id: UUID) -> HttpResponse:
    found = note_seen_by(id, request.actor)
    delete_note(id, by=request.actor)
    say(request, _("The note is deleted."), undo_url=reverse("customers:restore_note", args=[id]))
    return _retold(request, found)


@login_required
@require_POST
def restore(request: StaffRequest, id: UUID) -> HttpResponse:
    return _retold(request, restore_note(id, by=request.actor))


def _written(request: StaffRequest, **about: Any) -> None:
    body = request.POST.get("body", "")
    said, mentions = {"body": body, "about": str(about)}, chosen_mentions(request.POST)
    once(
        request.POST.get("form_mark", ""),
        lambda: write_note(body, by=request.actor, mentions=mentions, **about).id,
        values=said,
        by=request.actor,
    )


def _composer(request: StaffRequest, kind: str, about: UUID, form: NoteForm, *, status: int = 200) -> HttpResponse:
    """The box anew with the story behind it; on a refusal the box alone, with what was typed."""
    page = reverse("web:record", args=[plural_of(kind), about])
    facts = {"kind": {"name": kind}, "record": {"id": about}, "form": form, "page": page}
    if not request.htmx:
        return HttpResponseRedirect(page) if status == 200 else _alone(request, "note.html", facts, status)
    box = render_to_string("customers/composer/note.html", facts, request)
    return HttpResponse(box if status != 200 else box + retold(request, kind, about), status=status)


def _alone(request: StaffRequest, part: str, facts: dict[str, Any], status: int) -> HttpResponse:
    """Without a script, a form that must be seen again is a page of its own."""
    return render(
        request, "customers/composer/page.html", {**facts, "part": f"customers/composer/{part}"}, status=status
    )


def _changed(request: StaffRequest, found: Note) -> HttpResponse:
    seen, body = seen_version(request.POST), request.POST.get("body", "")
    try:
        mentions = chosen_mentions(request.POST)
        return _told(request, change_note(found.id, body, by=request.actor, seen_version=seen, mentions=mentions))
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return _refused(request, found, refusal)


def _told(request: StaffRequest, found: Note) -> HttpResponse:
    return _reading(request, found) if request.htmx else HttpResponseRedirect(page_of(found))


def _reading(request: StaffRequest, found: Note) -> HttpResponse:
    facts = {"note": found, "author": str(found.author or ""), "may_change": found.may_be_changed_by(request.actor)}
    return render(request, "customers/timeline/note.html", facts)


def _editor(request: StaffRequest, found: Note, form: NoteForm, *, status: int = 200) -> HttpResponse:
    facts = {"note": found, "form": form, "page": page_of(found)}
    if not request.htmx:
        return _alone(request, "change.html", facts, status)
    return render(request, "customers/composer/change.html", facts, status=status)


def _refused(request: StaffRequest, found: Note, refusal: DomainError) -> HttpResponse:
    is_conflict = isinstance(refusal, Conflict)
    now = note_seen_by(found.id, request.actor)
    form = refused_form(request.POST, refusal, theirs=now.body if is_conflict else "")
    return _editor(request, now, form, status=409 if is_conflict else 422)


def _retold(request: StaffRequest, found: Note) -> HttpResponse:
    """On the page one is on, which its address says."""
    here, places = str(request.htmx.current_url_abs_path or ""), places_of(found)
    if not request.htmx or not places:
        return HttpResponseRedirect(page_of(found))
    kind, id_ = next((each for each in places if str(each[1]) in here), places[0])
    return HttpResponse(retold(request, kind, id_))
