"""Templates of tasks among the settings, and applied on the page of a contact or company."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trato.customers.about.queries import plural_of
from trato.customers.task_templates.forms import Template, typed_lines, with_spares
from trato.customers.task_templates.models import OWNER_RULES
from trato.customers.task_templates.queries import lines_of, template_of, templates
from trato.customers.task_templates.use_cases import apply_template, delete_template, save_template
from trato.customers.tasks.models import PRIORITIES
from trato.foundation.public import NotAllowed, NotFound, explained
from trato.kit.errors import DomainError
from trato.web.public import StaffRequest, colleagues, repanelled, retold, say


@login_required
@require_GET
def task_templates(request: StaffRequest) -> HttpResponse:
    _refuse_strangers(request)
    return render(request, "customers/task_templates/index.html", {"templates": templates()})


@login_required
@require_http_methods(["GET", "POST"])
def new_template(request: StaffRequest) -> HttpResponse:
    _refuse_strangers(request)
    return _saved(request, None) if request.method == "POST" else _form(request, Template())


@login_required
@require_http_methods(["GET", "POST"])
def change_template(request: StaffRequest, id: UUID) -> HttpResponse:
    _refuse_strangers(request)
    template = template_of(id)
    return (
        _saved(request, id)
        if request.method == "POST"
        else _form(request, Template(template.name, lines_of(template), id))
    )


@login_required
@require_POST
def delete(request: StaffRequest, id: UUID) -> HttpResponse:
    delete_template(id, by=request.actor)
    say(request, _("The template is deleted. Tasks that were made of it stay."))
    return redirect("customers:task_templates")


@login_required
@require_http_methods(["GET", "POST"])
def apply(request: StaffRequest, kind: str, about: UUID) -> HttpResponse:
    """The box that offers them, and what was chosen in it."""
    plural_of(kind)
    if request.method == "POST":
        return _applied(request, kind, about)
    if not request.actor.may("customers.create_tasks"):
        raise NotAllowed(_("Your role does not allow this."))
    facts = {"kind_name": kind, "about": about, "templates": templates()}
    return render(request, "customers/task_templates/apply.html", facts)


def _applied(request: StaffRequest, kind: str, about: UUID) -> HttpResponse:
    try:
        template = UUID(request.POST.get("template", ""))
    except ValueError as nothing:
        raise NotFound(_("There is no such template.")) from nothing
    made = apply_template(template, kind, [about], by=request.actor)
    said = ngettext("%(count)s task was made.", "%(count)s tasks were made.", made.total) % {"count": made.total}
    say(request, said, undo_url=reverse("web:change_set_undo", args=[made.id]))
    return _told(request, kind, about)


def _told(request: StaffRequest, kind: str, about: UUID) -> HttpResponse:
    if request.htmx:
        return HttpResponse(retold(request, kind, about) + repanelled(request, kind, about))
    return HttpResponseRedirect(reverse("web:record", args=[plural_of(kind), about]))


def _refuse_strangers(request: StaffRequest) -> None:
    if not request.actor.may("customers.manage_tasks"):
        raise NotAllowed(_("Your role does not allow this."))


def _saved(request: StaffRequest, id_: UUID | None) -> HttpResponse:
    name, lines = request.POST.get("name", ""), typed_lines(request.POST)
    try:
        save_template(name, lines, by=request.actor, template_id=id_)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return _form(request, Template(name, lines, id_), error=explained(refusal), status=422)
    say(request, _("The template is saved."))
    return redirect("customers:task_templates")


def _form(request: StaffRequest, facts: Template, *, error: str = "", status: int = 200) -> HttpResponse:
    offered = {"rules": OWNER_RULES, "priorities": PRIORITIES, "people": colleagues()}
    said = {"name": facts.name, "lines": with_spares(facts.lines), "id": facts.id, "error": error}
    return render(request, "customers/task_templates/form.html", {**offered, **said}, status=status)
