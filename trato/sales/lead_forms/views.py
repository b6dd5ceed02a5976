"""Forms among the settings: made, looked at, and what came in by them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trato.sales.lead_forms import queries
from trato.sales.lead_forms.forms import NEW, FormPage
from trato.sales.lead_forms.page import change_page, index_page, open_page, refuse_strangers, saved
from trato.sales.lead_forms.use_cases import receive, save
from trato.sales.lead_forms.use_cases.save import FormFacts, facts_of
from trato.web.public import StaffRequest, say


@login_required
@require_GET
def lead_forms(request: StaffRequest) -> HttpResponse:
    refuse_strangers(request.actor)
    return render(request, "sales/lead_forms/index.html", index_page(request.actor))


@login_required
@require_http_methods(["GET", "POST"])
def new_lead_form(request: StaffRequest) -> HttpResponse:
    refuse_strangers(request.actor)
    return saved(request, None) if request.method == "POST" else change_page(request, FormPage(NEW), None)


@login_required
@require_GET
def lead_form(request: StaffRequest, form_id: UUID) -> HttpResponse:
    refuse_strangers(request.actor)
    return render(request, "sales/lead_forms/open.html", open_page(queries.lead_form(form_id)))


@login_required
@require_http_methods(["GET", "POST"])
def change_lead_form(request: StaffRequest, form_id: UUID) -> HttpResponse:
    refuse_strangers(request.actor)
    form = queries.lead_form(form_id)
    if request.method == "POST":
        return saved(request, form)
    return change_page(request, FormPage(FormFacts(**facts_of(form))), form)


@login_required
@require_POST
def delete_lead_form(request: StaffRequest, form_id: UUID) -> HttpResponse:
    save.delete_lead_form(form_id, by=request.actor)
    say(request, _("The form is deleted. What came in by it stays."))
    return redirect("sales:lead_forms")


@login_required
@require_POST
def admit_answer(request: StaffRequest, answer_id: UUID) -> HttpResponse:
    answer = receive.admit_answer(answer_id, by=request.actor)
    say(request, _("They are a lead now."))
    return redirect("sales:lead_form", answer.form_id)


@login_required
@require_POST
def drop_answer(request: StaffRequest, answer_id: UUID) -> HttpResponse:
    form_id = receive.drop_answer(answer_id, by=request.actor)
    say(request, _("The answer is deleted."))
    return redirect("sales:lead_form", form_id)
