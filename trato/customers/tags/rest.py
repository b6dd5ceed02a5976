"""Tags for programs. They are made by using them: see the field `tags` of contacts and companies."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from trato.api.public import (
    ApiRequest,
    ListParameters,
    Paging,
    answer,
    cursor_of,
    page,
    parts_of,
    refuse_unknown,
)
from trato.customers.tags.queries import tags_beginning
from trato.foundation.public import NotAllowed, record_kinds


class TagParameters(ListParameters):
    q: str = Field("", description="How the name begins.")


class TagShown(Schema):
    id: UUID
    name: str


class TagPage(Schema):
    results: list[TagShown]
    paging: Paging


router = Router(tags=["Tags"])


@router.get("", response=TagPage, url_name="tags_index", operation_id="list_tags", summary="List tags")
def index(request: ApiRequest, parameters: Query[TagParameters]) -> HttpResponse:
    """In alphabetical order."""
    refuse_unknown(request, TagParameters)
    _refuse_strangers(request)
    last = str(parts_of(parameters.after, count=1)[0]) if parameters.after else ""
    found = list(tags_beginning(parameters.q, after=last)[: parameters.limit + 1])
    shown = found[: parameters.limit]
    after = cursor_of([shown[-1].key]) if len(found) > len(shown) else None
    return answer(page([{"id": tag.id, "name": tag.name} for tag in shown], after=after))


def _refuse_strangers(request: ApiRequest) -> None:
    """A tag says something about those who have it, so one must see records that may have one."""
    if not any(request.auth.actor.may(kind.right("see")) for kind in record_kinds() if "tags" in kind.by_name):
        raise NotAllowed("Your role does not allow this.")
