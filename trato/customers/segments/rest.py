"""Segments for programs: records like others, with their rules, members and reasons."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Schema
from pydantic import ConfigDict, Field, WithJsonSchema

from trato.api.public import ApiRequest, ListParameters, answer, records_router, refuse_unknown
from trato.customers.segments.queries import members_page, rules_seen_by, segment_seen_by, size_seen_by, why
from trato.customers.segments.use_cases.rules import change_rules

EXAMPLE = {"and": [{"field": "lifecycle_stage", "value": "customer"}, {"event": "customers.note_written"}]}
TREE = {"type": ["object", "null"], "additionalProperties": True, "examples": [EXAMPLE]}


class Rules(Schema):
    model_config = ConfigDict(extra="forbid")

    rules: Annotated[Any, WithJsonSchema(TREE)]


class SegmentRules(Schema):
    rules: Annotated[Any, WithJsonSchema(TREE)]
    size: int = Field(description="How many of its members the colleague sees.")
    counted: bool = Field(description="False while it is being counted anew.")


class Reason(Schema):
    place: str
    is_true: bool
    held: str


class Reasons(Schema):
    is_member: bool
    reasons: list[Reason]


class Member(Schema):
    id: UUID
    name: str


class MemberPage(Schema):
    results: list[Member]
    paging: Annotated[Any, WithJsonSchema({"type": "object"})]


router = records_router("segment")


@router.get(
    "/{uuid:segment_id}/rules",
    response=SegmentRules,
    url_name="segment_rules",
    operation_id="get_segment_rules",
    summary="The rules of a segment",
)
def rules(request: ApiRequest, segment_id: UUID) -> HttpResponse:
    """The same tree that `POST /contacts/search` takes. Refused where it asks for what the colleague may not see."""
    return _shown(segment_id, request)


@router.put(
    "/{uuid:segment_id}/rules",
    response=SegmentRules,
    url_name="segment_rules_change",
    operation_id="change_segment_rules",
    summary="Give a segment its rules",
)
def give(request: ApiRequest, segment_id: UUID, given: Rules) -> HttpResponse:
    """Null takes them away: then nobody is in it. Members are worked out by the workers, in a moment."""
    change_rules(segment_id, given.rules, by=request.auth.actor)
    return _shown(segment_id, request)


def _shown(segment_id: UUID, request: ApiRequest) -> HttpResponse:
    one = segment_seen_by(segment_id, request.auth.actor)
    seen = rules_seen_by(one, request.auth.actor)
    size = size_seen_by(one, request.auth.actor)
    return answer({"rules": seen or None, "size": size, "counted": one.stale_since is None})


@router.get(
    "/{uuid:segment_id}/members",
    response=MemberPage,
    url_name="segment_members",
    operation_id="list_segment_members",
    summary="Who is in a segment",
)
def members(request: ApiRequest, segment_id: UUID, parameters: Query[ListParameters]) -> HttpResponse:
    """By name, those that the colleague sees. With all their fields: `POST /contacts/search` with `{"segment": id}`."""
    refuse_unknown(request, ListParameters)
    one = segment_seen_by(segment_id, request.auth.actor)
    return answer(members_page(one, request.auth.actor, limit=parameters.limit, after=parameters.after))


@router.get(
    "/{uuid:segment_id}/why/{uuid:record_id}",
    response=Reasons,
    url_name="segment_why",
    operation_id="explain_segment_member",
    summary="Why a record is in a segment or not",
)
def explain(request: ApiRequest, segment_id: UUID, record_id: UUID) -> HttpResponse:
    """Each condition by its place in the rules, whether it is true of the record, and what the record has."""
    one = segment_seen_by(segment_id, request.auth.actor)
    is_member, reasons = why(one, record_id, request.auth.actor)
    told = [{"place": place, "is_true": each.is_true, "held": each.held} for place, each in reasons.items()]
    return answer({"is_member": is_member, "reasons": told})
