"""Pages on which two records are made one, and parted again."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trato.customers.merging.acting import MERGE, UNMERGE
from trato.customers.merging.forms import id_in, ids_in, seen_in, sides_in
from trato.customers.merging.page import chosen, compared, kind_at, searched, unmerging
from trato.customers.merging.use_cases.many import merge_many as merge_all
from trato.foundation.public import OthersWereFaster, RecordKind
from trato.web.public import StaffRequest, answered, say

PAGE = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(PAGE)
def merge(request: StaffRequest, plural: str, id: UUID) -> HttpResponse:
    kind = kind_at(plural, by=request.actor)
    if request.method == "POST":
        return _merged(request, kind, id, id_in(request.POST, "other"))
    if "with" not in request.GET:
        facts = searched(kind, id, request.GET.get("q", "")[:200], by=request.actor)
        return render(request, "customers/merging/search.html", facts)
    return _compared(request, compared(kind, id, id_in(request.GET, "with"), by=request.actor))


@login_required
@require_http_methods(PAGE)
def unmerge(request: StaffRequest, plural: str, id: UUID) -> HttpResponse:
    kind = kind_at(plural, by=request.actor)
    if request.method == "POST":
        return _unmerged(request, kind, id)
    return render(request, "customers/merging/unmerge.html", unmerging(kind, id, by=request.actor))


@login_required
@require_POST
def merge_chosen(request: StaffRequest, plural: str) -> HttpResponse:
    """From the bar of a list: two are compared, of several one is chosen that stays."""
    kind, ids = kind_at(plural, by=request.actor), ids_in(request.POST)
    if len(ids) == 2:
        return redirect(f"{reverse('customers:merge', args=[plural, ids[0]])}?with={ids[1]}")
    return render(request, "customers/merging/chosen.html", chosen(kind, ids, by=request.actor))


@login_required
@require_POST
def merge_many(request: StaffRequest, plural: str) -> HttpResponse:
    kind, ids, into = kind_at(plural, by=request.actor), ids_in(request.POST), id_in(request.POST, "into")
    back = reverse("web:record", args=[kind.plural, into])
    return answered(request, merge_all(kind, {i: into for i in ids if i != into}, by=request.actor, back=back))


def _merged(request: StaffRequest, kind: RecordKind, this: UUID, other: UUID) -> HttpResponse:
    sides, seen = sides_in(request.POST), seen_in(request.POST, {"this": this, "other": other})
    try:
        (one,) = MERGE[kind.name]({other: this}, by=request.actor, sides=sides, seen=seen)
    except OthersWereFaster as refusal:
        return _compared(request, compared(kind, this, other, by=request.actor, sides=sides, error=str(refusal)))
    say(request, _("They are one record now."), undo_url=reverse("web:change_set_undo", args=[one.change_set_id]))
    return redirect("web:record", kind.plural, one.into_id)


def _unmerged(request: StaffRequest, kind: RecordKind, id_: UUID) -> HttpResponse:
    (one,) = UNMERGE[kind.name]([id_], by=request.actor)
    undo = reverse("web:change_set_undo", args=[one.change_set])
    say(request, _("It is a record of its own again."), undo_url=undo)
    return redirect("web:record", kind.plural, id_)


def _compared(request: StaffRequest, facts: dict[str, Any]) -> HttpResponse:
    if facts["is_one"]:
        return redirect("web:record", facts["kind"].plural, facts["both"].this.record.id)
    status = 409 if facts["error"] else 200
    return render(request, "customers/merging/compare.html", facts, status=status)
