"""Many records at once, for programs: start, watch, stop, look at what an undo would do, undo."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from trato.api.change_sets.documents import (
    Asked,
    ChangeSets,
    ChangeSetShown,
    PreviewShown,
    Refusals,
    document,
    preview_document,
    refusal_document,
)
from trato.api.keys.bearer import ApiRequest
from trato.api.paging.cursors import cursor_of, page, parts_of, unreadable_cursor
from trato.api.paging.parameters import ListParameters, refuse_unknown
from trato.api.problems.answers import answer
from trato.foundation import public as foundation
from trato.foundation.public import Actor, ChangeSet, change_set_of, change_sets_before, refusals_of

router = Router(tags=["Change sets"])


@router.get(
    "", response=ChangeSets, url_name="change_sets_index", operation_id="list_change_sets", summary="List change sets"
)
def index(request: ApiRequest, parameters: Query[ListParameters]) -> HttpResponse:
    """Newest first: imports, bulk edits and undos; one's own, or with the right for it everybody's."""
    refuse_unknown(request, ListParameters)
    before = _uuid(parameters.after)
    found = change_sets_before(before, seen_by=request.auth.actor, limit=parameters.limit + 1)
    shown = found[: parameters.limit]
    after = cursor_of([shown[-1].id]) if len(found) > len(shown) else None
    return answer(page([document(each) for each in shown], after=after))


@router.post(
    "",
    response={202: ChangeSetShown},
    url_name="change_sets_create",
    operation_id="create_change_set",
    summary="Change many records",
)
def create(request: ApiRequest, asked: Asked) -> HttpResponse:
    """Small ones are done when this answers; of the others `state` and `progress` tell how far they are."""
    by = request.auth.actor
    return answer(document(foundation.carry_out(_prepared(asked, by).id, by=by)), status=202)


@router.post(
    "/preview",
    response=PreviewShown,
    url_name="change_sets_preview",
    operation_id="preview_change_set",
    summary="Preview a change of many records",
)
def preview(request: ApiRequest, asked: Asked) -> HttpResponse:
    """Counted, and tried with the first records. Nothing is changed."""
    by = request.auth.actor
    return answer(preview_document(foundation.preview_change_set(_prepared(asked, by).id, by=by)))


@router.get(
    "/{uuid:change_set_id}",
    response=ChangeSetShown,
    url_name="change_sets_show",
    operation_id="get_change_set",
    summary="Get one change set",
)
def show(request: ApiRequest, change_set_id: UUID) -> HttpResponse:
    """With its progress."""
    return answer(document(change_set_of(change_set_id, seen_by=request.auth.actor)))


@router.get(
    "/{uuid:change_set_id}/refusals",
    response=Refusals,
    url_name="change_sets_refusals",
    operation_id="list_change_set_refusals",
    summary="What could not be changed, and why",
)
def refusals(request: ApiRequest, change_set_id: UUID, parameters: Query[ListParameters]) -> HttpResponse:
    """Records that could not be changed, or fields of them that stay as others wrote them."""
    refuse_unknown(request, ListParameters)
    one = change_set_of(change_set_id, seen_by=request.auth.actor)
    found = refusals_of(one.id, after=_number(parameters.after), limit=parameters.limit + 1)
    shown = found[: parameters.limit]
    after = cursor_of([shown[-1].pk]) if len(found) > len(shown) else None
    return answer(page([refusal_document(each) for each in shown], after=after))


@router.post(
    "/{uuid:change_set_id}/stop",
    response=ChangeSetShown,
    url_name="change_sets_stop",
    operation_id="stop_change_set",
    summary="Stop a change set",
)
def stop(request: ApiRequest, change_set_id: UUID) -> HttpResponse:
    """After what is being written. What was done stays, and can be undone."""
    return answer(document(foundation.stop_change_set(change_set_id, by=request.auth.actor)))


@router.get(
    "/{uuid:change_set_id}/undo",
    response=PreviewShown,
    url_name="change_sets_undo_preview",
    operation_id="preview_undo",
    summary="Preview an undo",
)
def preview_undo(request: ApiRequest, change_set_id: UUID) -> HttpResponse:
    """What would be put back and what would stay. Nothing is changed."""
    return answer(preview_document(foundation.preview_undo(change_set_id, by=request.auth.actor)))


@router.post(
    "/{uuid:change_set_id}/undo",
    response={202: ChangeSetShown},
    url_name="change_sets_undo",
    operation_id="undo_change_set",
    summary="Undo a change set",
)
def undo(request: ApiRequest, change_set_id: UUID) -> HttpResponse:
    """Answers the change set that takes the other back; it can be undone as well."""
    return answer(document(foundation.undo(change_set_id, by=request.auth.actor)), status=202)


def _prepared(asked: Asked, by: Actor) -> ChangeSet:
    selection: dict[str, Any] = asked.selection.model_dump(mode="json")
    one = foundation.start_change_set(kind=asked.kind, act=asked.act, selection=selection, by=by)
    return foundation.give_values(one.id, values=asked.values, by=by) if asked.values else one


def _uuid(cursor: str) -> UUID | None:
    if not cursor:
        return None
    try:
        return UUID(str(parts_of(cursor, count=1)[0]))
    except ValueError as bent:
        raise unreadable_cursor() from bent


def _number(cursor: str) -> int:
    (number,) = parts_of(cursor, count=1) if cursor else (0,)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**63:
        raise unreadable_cursor()
    return number
