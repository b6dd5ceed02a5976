"""Tabs are made, renamed, shared, moved and deleted."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trato.foundation.public import (
    RecordKind,
    SavedView,
    ViewRefused,
    delete_view,
    duplicate_view,
    move_view,
    restore_view,
    save_view,
    seen_view,
)
from trato.web.lists.answering import list_again
from trato.web.lists.saving import make_view, rename_view, state_of, view_form
from trato.web.lists.views import listed_kind
from trato.web.people.requests import StaffRequest
from trato.web.shell.toasts import say


@login_required
@require_POST
def view_create(request: StaffRequest, plural: str) -> HttpResponse:
    kind = listed_kind(request, plural)
    return _shown(request, kind, None, lambda: make_view(kind, request.POST, by=request.actor))


@login_required
@require_POST
def view_change(request: StaffRequest, plural: str, view_id: UUID) -> HttpResponse:
    kind, view = listed_kind(request, plural), seen_view(view_id, by=request.actor)
    return _shown(request, kind, view, lambda: rename_view(view, request.POST, by=request.actor))


@login_required
@require_POST
def view_save(request: StaffRequest, plural: str, view_id: UUID) -> HttpResponse:
    kind = listed_kind(request, plural)
    view = save_view(view_id, by=request.actor, query=state_of(kind, request.POST, by=request.actor).state())
    say(request, _("“%(name)s” is saved as it is now.") % {"name": view.name})
    return list_again(request, kind, f"view={view.id}")


@login_required
@require_POST
def view_duplicate(request: StaffRequest, plural: str, view_id: UUID) -> HttpResponse:
    kind = listed_kind(request, plural)
    return list_again(request, kind, f"view={duplicate_view(view_id, by=request.actor).id}")


@login_required
@require_POST
def view_move(request: StaffRequest, plural: str, view_id: UUID) -> HttpResponse:
    kind = listed_kind(request, plural)
    move_view(view_id, by=request.actor, steps=-1 if request.POST.get("to") == "start" else 1)
    return list_again(request, kind, request.POST.get("state", "") or f"view={view_id}")


@login_required
@require_POST
def view_delete(request: StaffRequest, plural: str, view_id: UUID) -> HttpResponse:
    kind, view = listed_kind(request, plural), delete_view(view_id, by=request.actor)
    undo = reverse("web:view_restore", args=[plural, view.id])
    say(request, _("The view “%(name)s” is deleted.") % {"name": view.name}, undo_url=undo)
    return list_again(request, kind, "")


@login_required
@require_POST
def view_restore(request: StaffRequest, plural: str, view_id: UUID) -> HttpResponse:
    kind = listed_kind(request, plural)
    return list_again(request, kind, f"view={restore_view(view_id, by=request.actor).id}")


def _shown(
    request: StaffRequest, kind: RecordKind, view: SavedView | None, do: Callable[[], SavedView]
) -> HttpResponse:
    """The tab that came of it, or the form again with what was typed and why it was refused."""
    try:
        return list_again(request, kind, f"view={do().id}")
    except ViewRefused as refusal:
        return render(request, "web/lists/menus/view.html", _refused(request, kind, view, refusal), status=422)


def _refused(request: StaffRequest, kind: RecordKind, view: SavedView | None, refusal: ViewRefused) -> dict[str, Any]:
    given: QueryDict = request.POST
    form = view_form(view, by=request.actor)
    form = replace(form, name=given.get("name", ""), audience=given.get("audience", form.audience))
    form = replace(form, team=given.get("team", ""), error=str(refusal))
    return {"kind": kind, "form": form, "state": given.get("state", "")}
