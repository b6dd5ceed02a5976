"""Pipelines and stages for programs."""

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from trato.api.public import ApiRequest, answer, nothing
from trato.foundation.public import NotAllowed
from trato.sales.pipelines.models import Stage
from trato.sales.pipelines.queries import pipelines_now
from trato.sales.pipelines.use_cases.pipelines import change_pipeline, make_pipeline
from trato.sales.pipelines.use_cases.stages import StageFacts, change_stage, make_stage, remove_stage

router = Router(tags=["Pipelines"])
State = Literal["open", "won", "lost"]


class StageGiven(Schema):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=100)
    state: State = "open"
    probability: int = Field(0, ge=0, le=100)
    rots_after_days: int | None = Field(None, ge=1, le=3_650)
    required_fields: list[str] = Field([], max_length=50)
    checklist: list[str] = Field([], max_length=20)

    def facts(self) -> StageFacts:
        return StageFacts(**self.model_dump())


class StageShown(Schema):
    code: str
    name: str
    state: str
    probability: int
    rots_after_days: int | None
    required_fields: list[str]
    checklist: list[str]


class PipelineShown(Schema):
    code: str
    name: str
    archived: bool
    stages: list[StageShown]


class PipelineList(Schema):
    results: list[PipelineShown]


class PipelineGiven(Schema):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=100)
    archived: bool = False


class NewPipeline(Schema):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=100)


@router.get(
    "",
    response=PipelineList,
    url_name="pipelines_index",
    operation_id="list_pipelines",
    summary="List pipelines",
)
def pipelines(request: ApiRequest) -> HttpResponse:
    """In their order, each with the stages that are in use."""
    if not request.auth.actor.may("sales.see_deals"):
        raise NotAllowed("Your role does not allow this.")
    return answer({"results": [_told(each.code) for each in pipelines_now().every]})


@router.post(
    "",
    response={201: PipelineShown},
    url_name="pipelines_make",
    operation_id="make_pipeline",
    summary="Make a pipeline",
)
def make(request: ApiRequest, given: NewPipeline) -> HttpResponse:
    made = make_pipeline(given.name, by=request.auth.actor)
    return answer(_told(made.code), status=201)


@router.put(
    "/{code}",
    response=PipelineShown,
    url_name="pipelines_change",
    operation_id="change_pipeline",
    summary="Change a pipeline",
)
def change(request: ApiRequest, code: str, given: PipelineGiven) -> HttpResponse:
    one = change_pipeline(code, name=given.name, is_archived=given.archived, by=request.auth.actor)
    return answer(_told(one.code))


@router.post(
    "/{code}/stages",
    response={201: StageShown},
    url_name="stages_make",
    operation_id="make_stage",
    summary="Make a stage",
)
def add_stage(request: ApiRequest, code: str, given: StageGiven) -> HttpResponse:
    return answer(_stage(make_stage(code, given.facts(), by=request.auth.actor)), status=201)


@router.put(
    "/stages/{code}",
    response=StageShown,
    url_name="stages_change",
    operation_id="change_stage",
    summary="Change a stage",
)
def alter_stage(request: ApiRequest, code: str, given: StageGiven) -> HttpResponse:
    return answer(_stage(change_stage(code, given.facts(), by=request.auth.actor)))


@router.delete(
    "/stages/{code}",
    response={204: None},
    url_name="stages_remove",
    operation_id="remove_stage",
    summary="Take a stage out of use",
)
def retire_stage(request: ApiRequest, code: str, to: str = "") -> HttpResponse:
    """Deals that stand in it go to the stage `to`, which has to be given then."""
    remove_stage(code, to=to, by=request.auth.actor)
    return nothing()


def _told(code: str) -> dict[str, Any]:
    known = pipelines_now()
    one = known.by_code[code]
    stages = [_stage(each) for each in known.stages_of(code)]
    return {"code": one.code, "name": one.name, "archived": one.is_archived, "stages": stages}


def _stage(one: Stage) -> dict[str, Any]:
    names = ("code", "name", "state", "probability", "rots_after_days", "required_fields", "checklist")
    return {name: getattr(one, name) for name in names}
