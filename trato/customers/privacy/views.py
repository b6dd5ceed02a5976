"""Requests of people about their data: answering, erasing, proving it; and Settings → Retention."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trato.customers.privacy.files import KEPT_FOR
from trato.customers.privacy.forms import EraseForm, RetentionForm
from trato.customers.privacy.models import AccessExport, ExportState, RetentionRule
from trato.customers.privacy.people import requested_contact, subject_of_contact
from trato.customers.privacy.queries import MOST_COUNTED, certificate_facts, erasure_of, first_of, recent_requests
from trato.customers.privacy.use_cases import answer, erase, retention
from trato.foundation.public import NotFound, held_about, removed_by
from trato.kit.pieces import pieces_of
from trato.web.public import StaffRequest, say, staff_page, status_of, tried

ANSWER = "customers.answer_privacy_requests"
MANAGE = "customers.manage_retention"


@require_safe
@staff_page(ANSWER)
def requests(request: StaffRequest) -> HttpResponse:
    answers, erasures = recent_requests()
    return render(request, "customers/privacy/requests.html", {"answers": answers, "erasures": erasures})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(ANSWER)
def contact_data(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """What is kept about one contact, the files that answered them, and the way to erase it all."""
    contact = requested_contact(contact_id, seen_by=request.actor)
    form = EraseForm(request.POST or None, wanted=contact.name)
    begun = tried(form, lambda: erase.erase_contact(contact.id, by=request.actor))
    if begun:
        return redirect("customers:certificate", begun.id)
    return render(request, "customers/privacy/contact.html", _about(contact, form), status=status_of(form))


@require_POST
@staff_page(ANSWER)
def start_answer(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    one = answer.start_access_export(contact_id, by=request.actor)
    say(request, _("The file is being written. It stands here when it is done."))
    return redirect("customers:contact_data", one.contact_id)


@require_safe
@staff_page(ANSWER)
def answer_file(request: StaffRequest, export_id: UUID) -> HttpResponse:
    one, path = answer.fetch_access_export(export_id, by=request.actor)
    handed_out: Any = StreamingHttpResponse(pieces_of(path), content_type="application/zip")
    handed_out["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=one.file_name)
    handed_out["Cache-Control"] = "private, no-store"
    result: HttpResponse = handed_out
    return result


@require_POST
@staff_page(ANSWER)
def delete_answer(request: StaffRequest, export_id: UUID) -> HttpResponse:
    one = answer.export_seen(export_id, seen_by=request.actor)
    answer.delete_access_export(export_id, by=request.actor)
    return redirect("customers:contact_data", one.contact_id)


@require_safe
@staff_page(ANSWER)
def certificate(request: StaffRequest, erasure_id: UUID) -> HttpResponse:
    """What was erased, when and by whom; printable. Nothing on it says who it was."""
    one = erasure_of(erasure_id)
    facts = {"erasure": one, "removed": removed_by(one)}
    return render(request, "customers/privacy/certificate.html", facts)


@require_safe
@staff_page(ANSWER)
def certificate_json(request: StaffRequest, erasure_id: UUID) -> HttpResponse:
    return JsonResponse(certificate_facts(erasure_of(erasure_id)))


@require_safe
@staff_page(MANAGE)
def rules(request: StaffRequest) -> HttpResponse:
    rows = RetentionRule.objects.order_by("created_at")
    return render(request, "customers/privacy/rules.html", {"rules": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MANAGE)
def new_rule(request: StaffRequest) -> HttpResponse:
    form = RetentionForm(request.POST or None)
    made = tried(form, lambda: retention.save_rule(None, by=request.actor, **form.cleaned_data))
    if made:
        return redirect("customers:retention_rule", made.id)
    return render(request, "customers/privacy/rule.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MANAGE)
def rule(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    shown = _rule(rule_id)
    form = RetentionForm(request.POST) if request.method == "POST" else RetentionForm.of(shown)
    if tried(form, lambda: retention.save_rule(rule_id, by=request.actor, **form.cleaned_data)):
        say(request, _("Saved. It is off until you switch it on."))
        return redirect("customers:retention_rule", rule_id)
    count, first = first_of(shown, seen_by=request.actor)
    facts = {"form": form, "rule": shown, "count": count, "most": MOST_COUNTED, "first": first}
    return render(request, "customers/privacy/rule.html", facts, status=status_of(form))


@require_POST
@staff_page(MANAGE)
def switch_rule(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    is_on = request.POST.get("is_on") == "yes"
    retention.switch_rule(rule_id, is_on=is_on, by=request.actor)
    say(request, _("It runs every night from now on.") if is_on else _("It does not run any more."))
    return redirect("customers:retention_rule", rule_id)


@require_POST
@staff_page(MANAGE)
def delete_rule(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    retention.delete_rule(rule_id, by=request.actor)
    say(request, _("The rule was deleted."))
    return redirect("customers:retention")


def _about(contact: Any, form: EraseForm) -> dict[str, Any]:
    answers = AccessExport.objects.filter(contact_id=contact.id).exclude(state=ExportState.GONE)
    return {
        "contact": contact,
        "form": form,
        "held": held_about(subject_of_contact(contact.id)),
        "answers": [(each, each.created_at + KEPT_FOR) for each in answers.order_by("-created_at")],
    }


def _rule(rule_id: UUID) -> RetentionRule:
    found = RetentionRule.objects.filter(pk=rule_id).first()
    if found is None:
        raise NotFound(_("There is no such rule."))
    return found
