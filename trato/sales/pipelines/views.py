"""Pipelines and stages among the settings."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trato.foundation.public import NotFound
from trato.sales.pipelines.forms import NewPipelineForm, PipelineForm, RemoveStageForm, StageForm
from trato.sales.pipelines.models import Pipeline, Stage
from trato.sales.pipelines.queries import pipelines_now
from trato.sales.pipelines.use_cases import pipelines as pipeline_verbs
from trato.sales.pipelines.use_cases import stages as stage_verbs
from trato.web.public import StaffRequest, say, staff_page, status_of, tried

RIGHT = "sales.manage_pipelines"
PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
@staff_page(RIGHT)
def pipelines(request: StaffRequest) -> HttpResponse:
    form = NewPipelineForm(*_sent(request))
    made = tried(form, lambda: pipeline_verbs.make_pipeline(form.cleaned_data["name"], by=request.actor))
    if made:
        return redirect("sales:pipeline", made.code)
    rows = [(each, pipelines_now().stages_of(each.code)) for each in pipelines_now().every]
    return render(request, "sales/pipelines/index.html", {"form": form, "rows": rows}, status=status_of(form))


@require_http_methods(PAGE)
@staff_page(RIGHT)
def pipeline(request: StaffRequest, code: str) -> HttpResponse:
    one = _pipeline(code)
    held = {"name": one.name, "is_archived": one.is_archived}
    form = PipelineForm(request.POST if request.method == "POST" else None, initial=held)
    if tried(form, lambda: pipeline_verbs.change_pipeline(code, by=request.actor, **form.cleaned_data)):
        say(request, _("Saved."))
        return redirect("sales:pipeline", code)
    facts = {"form": form, "pipeline": one, "stages": pipelines_now().stages_of(code)}
    return render(request, "sales/pipelines/show.html", facts, status=status_of(form))


@require_POST
@staff_page(RIGHT)
def move_pipeline(request: StaffRequest, code: str) -> HttpResponse:
    codes = [each.code for each in pipelines_now().every]
    pipeline_verbs.order_pipelines(moved(codes, code, request.POST.get("to", "")), by=request.actor)
    return redirect("sales:pipelines")


@require_POST
@staff_page(RIGHT)
def move_stage(request: StaffRequest, code: str) -> HttpResponse:
    stage = _stage(code)
    codes = [each.code for each in pipelines_now().stages_of(stage.pipeline_id)]
    stage_verbs.order_stages(stage.pipeline_id, moved(codes, code, request.POST.get("to", "")), by=request.actor)
    return redirect("sales:pipeline", stage.pipeline_id)


@require_http_methods(PAGE)
@staff_page(RIGHT)
def new_stage(request: StaffRequest, code: str) -> HttpResponse:
    one, form = _pipeline(code), StageForm(None, *_sent(request))
    if tried(form, lambda: stage_verbs.make_stage(code, form.facts(), by=request.actor)):
        return redirect("sales:pipeline", code)
    return render(request, "sales/pipelines/stage.html", {"form": form, "pipeline": one}, status=status_of(form))


@require_http_methods(PAGE)
@staff_page(RIGHT)
def stage(request: StaffRequest, code: str) -> HttpResponse:
    one = _stage(code)
    form = StageForm(one, *_sent(request))
    if tried(form, lambda: stage_verbs.change_stage(code, form.facts(), by=request.actor)):
        say(request, _("Saved."))
        return redirect("sales:pipeline", one.pipeline_id)
    return _stage_page(request, one, form, RemoveStageForm(_others(one)))


@require_POST
@staff_page(RIGHT)
def remove_stage(request: StaffRequest, code: str) -> HttpResponse:
    one = _stage(code)
    form = RemoveStageForm(_others(one), request.POST)
    removed = tried(form, lambda: _removed(one, form.cleaned_data["to"], request))
    return redirect("sales:pipeline", one.pipeline_id) if removed else _stage_page(request, one, StageForm(one), form)


def _removed(one: Stage, to: str, request: StaffRequest) -> bool:
    stage_verbs.remove_stage(one.code, to=to, by=request.actor)
    return True


def _stage_page(request: StaffRequest, one: Stage, form: StageForm, removing: RemoveStageForm) -> HttpResponse:
    facts = {
        "form": form,
        "stage": one,
        "pipeline": _pipeline(one.pipeline_id),
        "removing": removing,
        "count": stage_verbs.deals_in(one.code) if pipelines_now().are_kept else 0,
    }
    return render(request, "sales/pipelines/stage.html", facts, status=max(status_of(form), status_of(removing)))


def moved(codes: Sequence[str], code: str, to: str) -> list[str]:
    """One place up or down."""
    places = list(codes)
    at = places.index(code)
    there = min(max(at + {"up": -1, "down": 1}.get(to, 0), 0), len(places) - 1)
    places.insert(there, places.pop(at))
    return places


def _pipeline(code: str) -> Pipeline:
    if found := pipelines_now().by_code.get(code):
        return found
    raise NotFound(_("There is no such pipeline."))


def _stage(code: str) -> Stage:
    found = pipelines_now().stage_by_code.get(code)
    if found is None or found.is_archived:
        raise NotFound(_("There is no such stage."))
    return found


def _others(one: Stage) -> list[Stage]:
    return [each for each in pipelines_now().stages_of(one.pipeline_id) if each.code != one.code]


def _sent(request: StaffRequest) -> tuple[Any, ...]:
    return (request.POST,) if request.method == "POST" else ()
