"""What the settings pages of forms show."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from trato.foundation.public import Actor, NotAllowed, NotFound
from trato.kit.errors import DomainError
from trato.sales.lead_forms.drawing import code_of, drawn
from trato.sales.lead_forms.forms import FormPage, typed_form
from trato.sales.lead_forms.limits import LIMITS
from trato.sales.lead_forms.models import Answer, LeadForm
from trato.sales.lead_forms.queries import (
    KEPT_DAYS,
    answers_kept_back,
    latest_answers,
    lead_forms,
    refused_lately,
    taken_counts,
)
from trato.sales.lead_forms.questions import questions_of
from trato.sales.lead_forms.receiving import write_counts
from trato.sales.lead_forms.use_cases.save import MANAGE, save_lead_form
from trato.web.public import StaffRequest, say

SHOWN = 20


def refuse_strangers(actor: Actor) -> None:
    if not actor.may(MANAGE):
        raise NotAllowed(_("Your role does not allow this."))


def index_page(actor: Actor) -> dict[str, Any]:
    counts = taken_counts()
    return {"forms": [(form, *counts.get(form.id, (0, 0))) for form in lead_forms()]}


def open_page(form: LeadForm) -> dict[str, Any]:
    """With the numbers of this moment, also those that were only added up in this process."""
    write_counts(LIMITS.tally.taken())
    with translation.override(form.languages[0]):
        one = drawn(form, form.languages[0])
    return {
        "form": form,
        "one": one,
        "code": code_of(form),
        "refused": refused_lately(form),
        "kept_days": KEPT_DAYS,
        "kept_back": [(each, told_values(each, form)) for each in answers_kept_back(form, limit=SHOWN)],
        "latest": [(each, told_values(each, form)) for each in latest_answers(form, limit=SHOWN)],
    }


def told_values(answer: Answer, form: LeadForm | None) -> list[tuple[str, str]]:
    labels = {each.name: each.label for each in questions_of(form)} if form else {}
    return [(labels.get(name, name), _text(value)) for name, value in answer.given.items()]


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def saved(request: StaffRequest, form: LeadForm | None) -> HttpResponse:
    """What was typed stays in the page when it is refused."""
    facts = typed_form(request.POST)
    try:
        made = save_lead_form(facts, by=request.actor, form_id=form.id if form else None)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        page = FormPage(facts, dict(refusal.fields) or {"": refusal.message})
        return change_page(request, page, form, status=422)
    say(request, _("The form is saved."))
    return redirect("sales:lead_form", made.id)


def change_page(request: StaffRequest, page: FormPage, form: LeadForm | None, *, status: int = 200) -> HttpResponse:
    return render(request, "sales/lead_forms/change.html", {"page": page, "form": form}, status=status)
