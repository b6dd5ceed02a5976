"""What the pages of consents show, and what their forms do."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from trato.customers.consent.files import received_text
from trato.customers.consent.forms import ConsentForm, NewPurposeForm
from trato.customers.consent.links import preference_path
from trato.customers.consent.models import Purpose
from trato.customers.consent.queries import current_wordings, ledger_of, seen_contact, standing_of
from trato.customers.consent.use_cases import purposes as acts
from trato.customers.consent.use_cases.bring_in import bring_in_consents
from trato.customers.consent.use_cases.record import record_consents
from trato.customers.contacts.models import Contact
from trato.foundation.public import NotAllowed, NotFound
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.web.public import StaffRequest, once

RECORD = "customers.record_consents"


def own_contact(request: StaffRequest, contact_id: UUID) -> Contact:
    contact = seen_contact(contact_id, seen_by=request.actor)
    if not Contact.objects.within(request.actor, RECORD).filter(pk=contact.pk, deleted_at=None).exists():
        raise NotAllowed(_("You may see this contact but not write down its consents."))
    return contact


def brought_in(request: StaffRequest) -> dict[str, Any]:
    try:
        content = received_text(request.FILES.get("file"))
        return {"outcome": bring_in_consents(content, by=request.actor.at("import"))}
    except DomainError as refusal:
        return {"refusal": refusal.message}


def made(form: NewPurposeForm, request: StaffRequest) -> Purpose:
    given = form.cleaned_data
    facts = {name: given[name] for name in ("code", "label", "description", "channels")}
    return acts.create_purpose(wordings=form.texts(), by=request.actor, **facts)


def recorded(request: StaffRequest, form: ConsentForm) -> UUID:
    said = {name: str(value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}

    def make() -> UUID:
        written = record_consents([form.statement()], by=request.actor)
        return written[0].id if written else form.contact.id

    return once(request.POST.get("form_mark", ""), make, values=said, by=request.actor)


def ledger_page(request: StaffRequest, contact: Contact, form: ConsentForm, *, status: int = 200) -> HttpResponse:
    facts = {
        "contact": contact,
        "standing": standing_of(contact.id),
        "entries": ledger_of(contact.id, seen_by=request.actor),
        "form": form,
        "link": request.build_absolute_uri(preference_path(contact.id)),
        "may_record": Contact.objects.within(request.actor, RECORD).filter(pk=contact.id, deleted_at=None).exists(),
        "asked_at": now(),
    }
    return render(request, "customers/consents/ledger.html", facts, status=status)


def purpose_page(request: StaffRequest, shown: Purpose, facts: dict[str, Any], status: int) -> HttpResponse:
    wordings = shown.wordings.order_by("-version", "language")
    page = {"purpose": shown, "wordings": wordings, **facts}
    return render(request, "customers/consents/purpose.html", page, status=status)


def current_of(shown: Purpose) -> list[Any]:
    return list(current_wordings([shown])[shown.id])


def found_purpose(purpose_id: UUID) -> Purpose:
    found = Purpose.objects.filter(pk=purpose_id).first()
    if found is None:
        raise NotFound(_("There is no such purpose."))
    return found
