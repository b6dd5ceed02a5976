"""Lists for programs: records like others, and who is on them."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Schema
from pydantic import ConfigDict, Field, WithJsonSchema

from trato.api.public import ApiRequest, ListParameters, answer, records_router, refuse_unknown
from trato.customers.lists.queries import list_seen_by, members_page
from trato.customers.lists.use_cases.members import MOST_AT_ONCE, add_to_list, remove_from_list


class Members(Schema):
    model_config = ConfigDict(extra="forbid")

    ids: list[UUID] = Field(min_length=1, max_length=MOST_AT_ONCE)


class Moved(Schema):
    changed: int


class Member(Schema):
    id: UUID
    name: str


class MemberPage(Schema):
    results: list[Member]
    paging: Annotated[Any, WithJsonSchema({"type": "object"})]


router = records_router("list")
MEMBERS = "/{uuid:list_id}/members"


@router.get(
    MEMBERS,
    response=MemberPage,
    url_name="list_members",
    operation_id="list_list_members",
    summary="Who is on a list",
)
def members(request: ApiRequest, list_id: UUID, parameters: Query[ListParameters]) -> HttpResponse:
    """By name, those that the colleague sees. With all their fields: `POST /contacts/search` with `{"list": id}`."""
    refuse_unknown(request, ListParameters)
    one = list_seen_by(list_id, request.auth.actor)
    return answer(members_page(one, request.auth.actor, limit=parameters.limit, after=parameters.after))


@router.post(
    MEMBERS, response=Moved, url_name="list_members_add", operation_id="add_to_list", summary="Put records onto a list"
)
def add(request: ApiRequest, list_id: UUID, given: Members) -> HttpResponse:
    """Whoever is on it already stays. Refused as a whole when one of them is not the colleague's to see."""
    return answer({"changed": len(add_to_list(list_id, given.ids, by=request.auth.actor))})


@router.delete(
    MEMBERS,
    response=Moved,
    url_name="list_members_remove",
    operation_id="remove_from_list",
    summary="Take records off a list",
)
def remove(request: ApiRequest, list_id: UUID, given: Members) -> HttpResponse:
    return answer({"changed": len(remove_from_list(list_id, given.ids, by=request.auth.actor))})
