"""Settings → Consents, and what one contact agreed to, with its proof."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trato.customers.consent.files import LEDGER_COLUMNS, exported_lines
from trato.customers.consent.forms import ConsentForm, NewPurposeForm, PurposeForm, WordingForm
from trato.customers.consent.models import Purpose
from trato.customers.consent.page import (
    brought_in,
    current_of,
    found_purpose,
    ledger_page,
    made,
    own_contact,
    purpose_page,
    recorded,
)
from trato.customers.consent.queries import seen_contact
from trato.customers.consent.use_cases import purposes as acts
from trato.customers.consent.use_cases.links import renew_preference_link
from trato.kit.clock import now
from trato.web.public import StaffRequest, say, staff_page, status_of, tried

MANAGE = "customers.manage_purposes"
RECORD = "customers.record_consents"


@require_safe
@staff_page(MANAGE)
def purposes(request: StaffRequest) -> HttpResponse:
    rows = list(Purpose.objects.order_by("archived_at", "label"))
    return render(request, "customers/consents/purposes.html", {"purposes": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MANAGE)
def new_purpose(request: StaffRequest) -> HttpResponse:
    form = NewPurposeForm(request.POST or None)
    new = tried(form, lambda: made(form, request))
    if new:
        say(request, _("The purpose %(name)s was created.") % {"name": new})
        return redirect("customers:purposes")
    return render(request, "customers/consents/new_purpose.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MANAGE)
def purpose(request: StaffRequest, purpose_id: UUID) -> HttpResponse:
    shown = found_purpose(purpose_id)
    form = PurposeForm(request.POST) if request.method == "POST" else PurposeForm.of(shown)
    if tried(form, lambda: acts.change_purpose(purpose_id, by=request.actor, **form.cleaned_data)):
        say(request, _("Saved."))
        return redirect("customers:purpose", purpose_id)
    facts = {"form": form, "wording_form": WordingForm(wordings=current_of(shown))}
    return purpose_page(request, shown, facts, status_of(form))


@require_POST
@staff_page(MANAGE)
def write_wording(request: StaffRequest, purpose_id: UUID) -> HttpResponse:
    shown = found_purpose(purpose_id)
    form = WordingForm(request.POST, wordings=current_of(shown))
    version = tried(form, lambda: acts.write_wording(purpose_id, form.texts(), by=request.actor))
    if version:
        say(request, _("Version %(version)s is in use from now on.") % {"version": version})
        return redirect("customers:purpose", purpose_id)
    return purpose_page(request, shown, {"form": PurposeForm.of(shown), "wording_form": form}, status_of(form))


@require_POST
@staff_page(MANAGE)
def archive_purpose(request: StaffRequest, purpose_id: UUID) -> HttpResponse:
    acts.archive_purpose(purpose_id, by=request.actor)
    say(request, _("Nobody is asked for it any more."), undo_url=reverse("customers:reuse_purpose", args=[purpose_id]))
    return redirect("customers:purposes")


@require_POST
@staff_page(MANAGE)
def reuse_purpose(request: StaffRequest, purpose_id: UUID) -> HttpResponse:
    acts.reuse_purpose(purpose_id, by=request.actor)
    return redirect("customers:purposes")


@require_safe
@staff_page()
def consents(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """What holds, every entry with its exact words, to be printed; and the form for what is new."""
    contact = seen_contact(contact_id, seen_by=request.actor)
    return ledger_page(request, contact, ConsentForm(contact=contact))


@require_POST
@staff_page()
def record(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    contact = own_contact(request, contact_id)
    form = ConsentForm(request.POST, contact=contact)
    if tried(form, lambda: recorded(request, form)) is None:
        return ledger_page(request, contact, form, status=422)
    say(request, _("It stands in the ledger."))
    return redirect("customers:consents", contact.id)


@require_POST
@staff_page()
def renew_link(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    renew_preference_link(contact_id, by=request.actor)
    say(request, _("There is a new link. Earlier ones no longer work."))
    return redirect("customers:consents", contact_id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("foundation.import_records")
def bring_in(request: StaffRequest) -> HttpResponse:
    facts: dict[str, Any] = {"columns": LEDGER_COLUMNS}
    if request.method == "POST":
        facts |= brought_in(request)
    status = 422 if "refusal" in facts else 200
    return render(request, "customers/consents/bring_in.html", facts, status=status)


@require_safe
@staff_page("customers.export_contacts")
def export(request: StaffRequest) -> HttpResponse:
    answer: Any = StreamingHttpResponse(exported_lines(request.actor), content_type="text/csv; charset=utf-8")
    name = f"consents-{now():%Y-%m-%d}.csv"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    handed_out: HttpResponse = answer
    return handed_out
