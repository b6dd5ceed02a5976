"""Many records at once: choose, look, carry out, stop, undo; and what everybody did so."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trato.foundation import public as foundation
from trato.foundation.public import ACTS, ChangeSet, SetState, change_set_of
from trato.web.change_sets.answering import answered, gone_to
from trato.web.change_sets.forms import ValuesForm, cursor_in, selection_in
from trato.web.change_sets.page import index, previewed, shown_set, undo_previewed
from trato.web.people.requests import StaffRequest

PAGE = ["GET", "HEAD", "POST"]


@login_required
@require_GET
def change_sets(request: StaffRequest) -> HttpResponse:
    facts = index(before=cursor_in(request.GET, "before"), by=request.actor)
    return render(request, "web/change_sets/index.html", facts)


@login_required
@require_POST
def start_change_set(request: StaffRequest) -> HttpResponse:
    given = request.POST
    back = given.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    facts = {"kind": given.get("kind", ""), "act": given.get("act", ""), "back": back if is_ours else ""}
    one = foundation.start_change_set(selection=selection_in(given), by=request.actor, **facts)
    return redirect("web:change_set_values" if ACTS[one.kind].takes else "web:change_set_preview", one.id)


@login_required
@require_http_methods(PAGE)
def give_values(request: StaffRequest, id: UUID) -> HttpResponse:
    one = change_set_of(id, seen_by=request.actor)
    if not one.is_draft or not ACTS[one.kind].takes:
        return redirect("web:change_set", id)
    form = ValuesForm(one, request.actor, request.POST if request.method == "POST" else None)
    if form.is_bound and form.accept():
        return redirect("web:change_set_preview", id)
    facts = {"one": one, "form": form, "kind": form.kind, "act": form.act, "back": one.selection.get("back", "")}
    return render(request, "web/change_sets/values.html", facts, status=422 if form.is_bound else 200)


@login_required
@require_GET
def preview_change_set(request: StaffRequest, id: UUID) -> HttpResponse:
    one = change_set_of(id, seen_by=request.actor)
    if not one.is_draft:
        return redirect("web:change_set", id)
    if ACTS[one.kind].takes and not one.values:
        return redirect("web:change_set_values", id)
    preview = foundation.preview_change_set(id, by=request.actor)
    return render(request, "web/change_sets/preview.html", previewed(one, preview, by=request.actor))


@login_required
@require_GET
def change_set(request: StaffRequest, id: UUID) -> HttpResponse:
    one = change_set_of(id, seen_by=request.actor)
    if one.is_draft:
        return redirect("web:change_set_preview", id)
    told = request.GET.get("told_after", "")
    after, told_after = cursor_in(request.GET, "after"), int(told) if told.isdecimal() and len(told) < 16 else 0
    facts = shown_set(one, after=after, told_after=told_after, by=request.actor)
    return render(request, "web/change_sets/show.html", facts)


@login_required
@require_POST
def carry_out(request: StaffRequest, id: UUID) -> HttpResponse:
    return answered(request, foundation.carry_out(id, by=request.actor))


@login_required
@require_POST
def stop_change_set(request: StaffRequest, id: UUID) -> HttpResponse:
    foundation.stop_change_set(id, by=request.actor)
    return redirect("web:change_set", id)


@login_required
@require_http_methods(PAGE)
def undo(request: StaffRequest, id: UUID) -> HttpResponse:
    if request.method == "POST":
        return answered(request, foundation.undo(id, by=request.actor))
    one: ChangeSet = change_set_of(id, seen_by=request.actor)
    if one.is_draft or one.state == SetState.WAITING:
        return gone_to(request, "web:change_set", id)
    preview = foundation.preview_undo(id, by=request.actor)
    return render(request, "web/change_sets/undo.html", undo_previewed(one, preview, by=request.actor))
