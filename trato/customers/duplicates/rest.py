"""The queue for programs. Merging itself is at the records."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from trato.api.public import ApiRequest, answer, nothing
from trato.customers.duplicates.queries import Suggested, queue, refuse_without_right
from trato.customers.duplicates.use_cases.keep_apart import keep_apart
from trato.foundation.public import record_kind

router = Router(tags=["Duplicates"])
Kind = Literal["contact", "company"]


@router.get(
    "/{kind}",
    response=dict[str, Any],
    url_name="duplicates_index",
    operation_id="list_duplicates",
    summary="List suggested duplicates",
)
def index(request: ApiRequest, kind: Kind) -> HttpResponse:
    """Pairs of which the colleague sees both, the most alike first, fifty at most: work them off to see more."""
    by = request.auth.actor
    refuse_without_right(record_kind(kind), by)
    found = queue(record_kind(kind), seen_by=by)
    return answer({"results": [_told(each) for each in found]})


@router.post(
    "/{kind}/{uuid:suggestion_id}/not-the-same",
    response={204: None},
    url_name="duplicates_keep_apart",
    operation_id="keep_duplicates_apart",
    summary="Say that two are not the same",
)
def not_the_same(request: ApiRequest, kind: Kind, suggestion_id: UUID) -> HttpResponse:
    """It is remembered, and not suggested again."""
    keep_apart(record_kind(kind), [suggestion_id], by=request.auth.actor)
    return nothing()


def _told(one: Suggested) -> dict[str, Any]:
    return {
        "id": one.id,
        "score": one.score,
        "reasons": list(one.reasons),
        "records": [{"id": one.one, "name": one.one_name}, {"id": one.other, "name": one.other_name}],
        "may_merge": one.may_merge,
    }
