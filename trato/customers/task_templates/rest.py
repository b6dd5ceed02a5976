"""Templates of tasks for programs: which there are, and applying one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from trato.api.public import ApiRequest, answer
from trato.customers.task_templates.models import TaskTemplate
from trato.customers.task_templates.queries import lines_of, templates
from trato.customers.task_templates.use_cases import apply_template
from trato.foundation.public import NotAllowed

router = Router(tags=["Task templates"])


class TemplateLineShown(Schema):
    name: str
    details: str
    days: int = Field(description="After the day on which it is applied.")
    priority: str
    owner_rule: str
    user: str


class TemplateShown(Schema):
    id: UUID
    name: str
    lines: list[TemplateLineShown]


class TemplatesShown(Schema):
    results: list[TemplateShown]


class Applying(Schema):
    model_config = ConfigDict(extra="forbid")

    kind: str = Field(description="contact, company, or another kind that tasks can be about, such as deal")
    ids: list[UUID] = Field(max_length=200)


class Applied(Schema):
    change_set: UUID
    created: int


@router.get("", url_name="task_templates_index", response=TemplatesShown, summary="List the templates of tasks")
def index(request: ApiRequest) -> HttpResponse:
    if not request.auth.actor.may("customers.create_tasks"):
        raise NotAllowed("Your role does not allow this.")
    return answer({"results": [_facts(each) for each in templates()]})


@router.post(
    "/{template_id}/apply", url_name="task_templates_apply", response={201: Applied}, summary="Make the tasks of one"
)
def apply(request: ApiRequest, template_id: UUID, given: Applying) -> HttpResponse:
    made = apply_template(template_id, given.kind, given.ids, by=request.auth.actor)
    return answer({"change_set": made.id, "created": made.total}, status=201)


def _facts(template: TaskTemplate) -> dict[str, Any]:
    return {"id": template.id, "name": template.name, "lines": lines_of(template)}
