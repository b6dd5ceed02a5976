"""Settings → Jobs and Readers: what runs behind the pages, what is stuck, and why."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from trato.foundation.public import (
    blocking_session,
    cancel_job,
    job_counts,
    jobs_in,
    label_of_task,
    reader_states,
    retry_job,
    retry_reader,
    schedules,
    workers_alive,
)
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.shell.toasts import say

MANAGE = "foundation.manage_operations"


@require_safe
@staff_page(MANAGE)
def readers(request: StaffRequest) -> HttpResponse:
    return render(request, "web/operations/readers.html", {"readers": reader_states(), "holder": blocking_session()})


@require_POST
@staff_page(MANAGE)
def retry(request: StaffRequest, name: str) -> HttpResponse:
    retry_reader(name, by=request.actor)
    say(request, _("%(name)s is tried again now.") % {"name": name})
    return redirect("web:readers")


@require_safe
@staff_page(MANAGE)
def jobs(request: StaffRequest) -> HttpResponse:
    groups = {state: jobs_in(state) for state in ("failed", "doing", "todo")}
    facts = {"groups": groups, "counts": job_counts(), "schedules": schedules(), "workers": workers_alive()}
    return render(request, "web/operations/jobs.html", facts)


@require_POST
@staff_page(MANAGE)
def again(request: StaffRequest, job_id: int) -> HttpResponse:
    task = retry_job(job_id, by=request.actor)
    say(request, _("“%(job)s” starts as soon as a worker is free.") % {"job": label_of_task(task)})
    return redirect("web:jobs")


@require_POST
@staff_page(MANAGE)
def cancel(request: StaffRequest, job_id: int) -> HttpResponse:
    task = cancel_job(job_id, by=request.actor)
    say(request, _("“%(job)s” will not run.") % {"job": label_of_task(task)})
    return redirect("web:jobs")
