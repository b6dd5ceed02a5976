"""Tasks on the page of a contact or company: written, completed, reopened."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trato.customers.about.queries import plural_of, refuse_unseen
from trato.customers.tasks.forms import TaskForm, refused_task, typed_task
from trato.customers.tasks.models import PRIORITIES, REPEATS, Task
from trato.customers.tasks.queries import about_of, page_about, task_seen_by
from trato.customers.tasks.use_cases.create import create_tasks
from trato.customers.tasks.use_cases.postpone import postpone_tasks, put_back_tasks
from trato.customers.tasks.use_cases.update import complete_tasks, reopen_tasks
from trato.foundation.public import NotAllowed, NotFound
from trato.kit.errors import DomainError
from trato.web.public import StaffRequest, colleagues, once, repanelled, retold, say


@login_required
@require_http_methods(["GET", "POST"])
def write_task(request: StaffRequest, kind: str, about: UUID) -> HttpResponse:
    return _box(request, kind, about, TaskForm()) if request.method == "GET" else _tried(request, kind, about)


@login_required
@require_POST
def complete_task(request: StaffRequest, id: UUID) -> HttpResponse:
    task = task_seen_by(id, request.actor)
    complete_tasks([id], by=request.actor)
    undo = reverse("customers:reopen_task", args=[id])
    say(request, _("Done: %(name)s") % {"name": task.name}, undo_url=undo)
    return _around(request, task)


@login_required
@require_POST
def reopen_task(request: StaffRequest, id: UUID) -> HttpResponse:
    task = task_seen_by(id, request.actor)
    reopen_tasks([id], by=request.actor)
    return _around(request, task)


@login_required
@require_POST
def postpone_task(request: StaffRequest, id: UUID) -> HttpResponse:
    task = task_seen_by(id, request.actor)
    before = urlencode({"due_on": str(task.due_on or ""), "due_at": task.due_at.isoformat() if task.due_at else ""})
    postpone_tasks([id], by=request.actor)
    undo = f"{reverse('customers:put_back_task', args=[id])}?{before}"
    say(request, _("Postponed: %(name)s") % {"name": task.name}, undo_url=undo)
    return _around(request, task)


@login_required
@require_POST
def put_back_task(request: StaffRequest, id: UUID) -> HttpResponse:
    task = task_seen_by(id, request.actor)
    put_back_tasks({id: (request.GET.get("due_on", ""), request.GET.get("due_at", ""))}, by=request.actor)
    return _around(request, task)


def _tried(request: StaffRequest, kind: str, about: UUID) -> HttpResponse:
    try:
        _written(request, kind, about)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return _box(request, kind, about, refused_task(request.POST, refusal), status=422)
    say(request, _("The task is saved."))
    return _told(request, kind, about)


def _written(request: StaffRequest, kind: str, about: UUID) -> None:
    values = typed_task(request.POST, kind=kind, about=about)
    once(
        request.POST.get("form_mark", ""),
        lambda: create_tasks([values], by=request.actor)[0].id,
        values={name: str(value) for name, value in values.items()},
        by=request.actor,
    )


def _box(request: StaffRequest, kind: str, about: UUID, form: TaskForm, *, status: int = 200) -> HttpResponse:
    """The form, with what was typed; without a script it is a page of its own."""
    if not request.actor.may("customers.create_tasks"):
        raise NotAllowed(_("Your role does not allow this."))
    template = "customers/composer/task.html"
    facts = _facts(request, kind, about, form)
    if request.htmx:
        return render(request, template, facts, status=status)
    return render(request, "customers/composer/page.html", {**facts, "part": template}, status=status)


def _told(request: StaffRequest, kind: str, about: UUID) -> HttpResponse:
    """An empty form, and the story and the open tasks with the new one."""
    facts = _facts(request, kind, about, TaskForm())
    if not request.htmx:
        return HttpResponseRedirect(facts["page"])
    box = render_to_string("customers/composer/task.html", facts, request)
    return HttpResponse(box + retold(request, kind, about) + repanelled(request, kind, about))


def _facts(request: StaffRequest, kind: str, about: UUID, form: TaskForm) -> dict[str, Any]:
    refuse_unseen(kind, about, by=request.actor)
    owner = form.values.get("owner") or str(request.actor.id)
    page = reverse("web:record", args=[plural_of(kind), about])
    said = {"kind_name": kind, "about": about, "form": form, "owner": owner, "page": page}
    return said | {"owners": colleagues(), "priorities": PRIORITIES, "repeats": REPEATS}


def _around(request: StaffRequest, task: Task) -> HttpResponse:
    """The page one is on changes where it tells of the task; which page that is, its address says."""
    if not request.htmx:
        return HttpResponseRedirect(page_about(task))
    here = str(request.htmx.current_url_abs_path or "")
    return _day_again(request) if here.startswith(reverse("customers:my_day")) else _story_again(request, task, here)


def _day_again(request: StaffRequest) -> HttpResponse:
    return render(request, "customers/my_day/again.html")


def _story_again(request: StaffRequest, task: Task, here: str) -> HttpResponse:
    told = next(((kind, id_) for kind, id_ in about_of(task) if str(id_) in here), None)
    if told is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return HttpResponse(retold(request, *told) + repanelled(request, *told))
