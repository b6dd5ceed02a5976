"""Pages of segments that are not those of any record."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from trato.customers.segments.forms import refused_rules, said_of_rules, segment_made
from trato.customers.segments.page import member_kind_called, moves_page, new_page, overlap_page, rules_page, why_page
from trato.customers.segments.queries import segment_seen_by
from trato.kit.errors import DomainError
from trato.web.public import StaffRequest


@login_required
@require_http_methods(["GET", "POST"])
def segment_from_list(request: StaffRequest, plural: str) -> HttpResponse:
    kind = member_kind_called(plural, request.actor)
    if request.method == "GET":
        return render(request, "customers/segments/new.html", new_page(kind, request.GET, request.actor))
    made = segment_made(kind, request.POST, by=request.actor)
    if isinstance(made, DomainError):
        facts = new_page(kind, request.GET, request.actor, given=request.POST, refusal=made)
        return render(request, "customers/segments/new.html", facts, status=422)
    messages.success(request, said_of_rules(segment_seen_by(made, request.actor)))
    return redirect("web:record", "segments", made)


@login_required
@require_http_methods(["GET", "POST"])
def segment_rules(request: StaffRequest, id: UUID) -> HttpResponse:
    one = segment_seen_by(id, request.actor)
    if request.method == "GET":
        return render(request, "customers/segments/rules.html", rules_page(one, request.actor))
    if refusal := refused_rules(one, request.POST, by=request.actor):
        facts = rules_page(one, request.actor, given=request.POST.get("rules", ""), refusal=refusal)
        return render(request, "customers/segments/rules.html", facts, status=422)
    messages.success(request, said_of_rules(segment_seen_by(id, request.actor)))
    return redirect("web:record", "segments", id)


@login_required
@require_GET
def segment_moves(request: StaffRequest, id: UUID) -> HttpResponse:
    one = segment_seen_by(id, request.actor)
    return render(request, "customers/segments/moves.html", moves_page(one, request.actor))


@login_required
@require_GET
def segment_overlap(request: StaffRequest, id: UUID) -> HttpResponse:
    facts = overlap_page(segment_seen_by(id, request.actor), request.GET.getlist("with"), request.actor)
    return render(request, "customers/segments/overlap.html", facts)


@login_required
@require_GET
def segment_why(request: StaffRequest, id: UUID, record_id: UUID) -> HttpResponse:
    one = segment_seen_by(id, request.actor)
    return render(request, "customers/segments/why.html", why_page(one, record_id, request.actor))
