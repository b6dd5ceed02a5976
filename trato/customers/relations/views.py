"""What a contact is to others, on his page; and the kinds of relations among the settings."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trato.customers.contacts.models import Contact
from trato.customers.contacts.queries import members_of
from trato.customers.relations.forms import shown_types, typed_types, with_spares
from trato.customers.relations.models import ContactRelation
from trato.customers.relations.queries import offered_others, relation_names, relation_seen_by, told_from
from trato.customers.relations.use_cases.relate import (
    change_relation,
    relate_again,
    relate_contacts,
    unrelate_contacts,
)
from trato.customers.relations.use_cases.types import choose_relation_types
from trato.foundation.public import NotAllowed, NotFound, explained
from trato.kit.errors import DomainError
from trato.web.public import StaffRequest, repanelled, retold, say

FACTS = ("note", "since", "until")


@login_required
@require_POST
def relate(request: StaffRequest, id: UUID) -> HttpResponse:
    given = request.POST
    facts = {name: given[name] for name in FACTS if given.get(name)}
    try:
        relate_contacts(id, given.get("relation", ""), given.get("other", ""), by=request.actor, facts=facts)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return _refused(request, id, explained(refusal))
    return _page(request, id)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, id: UUID) -> HttpResponse:
    """Its days and its note. Who the other one is, and what they are to each other, is another relation."""
    row = relation_seen_by(id, request.actor)
    if request.method == "GET":
        return _change(request, row)
    refused = _refused_change(request, id)
    return _change(request, row, error=refused) if refused else _page(request, _whose(request, row))


def _refused_change(request: StaffRequest, id_: UUID) -> str:
    """Why it stays as it was; nothing when it was changed."""
    try:
        change_relation(id_, {name: request.POST.get(name, "") for name in FACTS}, by=request.actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return explained(refusal)
    return ""


def _change(request: StaffRequest, row: ContactRelation, *, error: str = "") -> HttpResponse:
    """With what was typed where it was refused; without a script a page of its own."""
    about = _whose(request, row)
    typed = request.POST if error else {name: str(getattr(row, name) or "") for name in FACTS}
    facts = {"row": row, "contact": about, "typed": typed, "error": error, "told": told_from(row, about)}
    template = "customers/relations/change.html" if request.htmx else "customers/relations/change_page.html"
    return render(request, template, facts, status=422 if error else 200)


@login_required
@require_POST
def unrelate(request: StaffRequest, id: UUID) -> HttpResponse:
    row = unrelate_contacts(id, by=request.actor)
    said = _("No longer related: %(one)s and %(other)s") % {"one": row.contact.name, "other": row.other.name}
    say(request, said, undo_url=reverse("customers:relate_again", args=[id]))
    return _page(request, _whose(request, row))


@login_required
@require_POST
def again(request: StaffRequest, id: UUID) -> HttpResponse:
    relate_again(id, by=request.actor)
    return _page(request, _whose(request, relation_seen_by(id, request.actor)))


@login_required
@require_GET
def others(request: StaffRequest, id: UUID) -> HttpResponse:
    """Who may be meant, for the box."""
    found = offered_others(request.GET.get("other", ""), besides=id, seen_by=request.actor)
    return render(request, "web/records/suggestions.html", {"suggestions": found})


@login_required
@require_http_methods(["GET", "POST"])
def relation_types(request: StaffRequest) -> HttpResponse:
    if not request.actor.may("customers.manage_relations"):
        raise NotAllowed(_("Your role does not allow this."))
    return _types(request, shown_types()) if request.method == "GET" else _chosen(request)


def _chosen(request: StaffRequest) -> HttpResponse:
    try:
        choose_relation_types(typed_types(request.POST), by=request.actor)
    except DomainError as refusal:
        return _types(request, typed_types(request.POST), error=explained(refusal))
    say(request, _("The kinds of relations are kept."))
    return redirect("customers:relation_types")


def _types(request: StaffRequest, rows: list[tuple[str, str, str]], *, error: str = "") -> HttpResponse:
    facts = {"rows": with_spares(rows), "error": error}
    return render(request, "customers/relations/types.html", facts, status=422 if error else 200)


def _whose(request: StaffRequest, row: ContactRelation) -> UUID:
    """The one of the two on whose page one is, as its address says."""
    here = str(request.htmx.current_url_abs_path or "") if request.htmx else ""
    return row.other.root_id if str(row.other.root_id) in here else row.contact.root_id


def _page(request: StaffRequest, id_: UUID) -> HttpResponse:
    if request.htmx:
        return HttpResponse(retold(request, "contact", id_) + repanelled(request, "contact", id_))
    return HttpResponseRedirect(reverse("web:record", args=["contacts", id_]))


def _refused(request: StaffRequest, id_: UUID, reason: str) -> HttpResponse:
    """The box with what was typed; without a script a page of its own."""
    if not Contact.objects.seen_by(request.actor).filter(pk__in=members_of(id_)).exists():
        raise NotFound(_("There is no such record, or it is not yours to see."))
    facts = {"contact": id_, "names": relation_names(), "typed": request.POST, "error": reason}
    template = "customers/relations/box.html" if request.htmx else "customers/relations/page.html"
    return render(request, template, facts, status=422)
