"""Endpoints for a kind of record, made from its declaration."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Query, Router
from pydantic import Field

from trato.api.keys.bearer import ApiRequest
from trato.api.paging.moments import Moment
from trato.api.paging.parameters import ListParameters, refuse_unknown
from trato.api.problems.answers import answer, nothing
from trato.api.records.batches import add_batches
from trato.api.records.files import add_file_endpoints
from trato.api.records.filtering import BY_FIELDS, filters_in
from trato.api.records.preconditions import is_known, refuse_stale
from trato.api.records.queries import Asked, document_of, list_documents
from trato.api.records.schemas import page_schema, reading_schema, values_of, writing_schema
from trato.api.records.searches import add_search
from trato.api.records.shapes import as_given, refuse_locked_parts
from trato.foundation.public import (
    Actor,
    Filter,
    NotFound,
    RecordKind,
    RecordUpdate,
    declared_kind,
    operators_for,
    record_kind,
)

NAME, CHANGED = "name", "updated_at"


class RecordParameters(ListParameters):
    sort: str | None = Field(
        None,
        description="A sortable field, with a minus in front for the other way: -updated_at. Without it by name, or"
        " with `updated_since` by updated_at, so that nothing changes its place behind the cursor.",
    )
    fields: str = Field("", description="Names parted by commas: id,name,owner. Without it all of them.")
    q: str = Field("", description="Text to be found.")
    filter: str | None = Field(
        None,
        description="A tree of rules as JSON, the same that `POST …/search` takes, for an address of a few thousand"
        ' characters: `{"and": [{"field": "source", "value": "Fair"}, {"field": "email", "operator": "filled"}]}`.',
    )
    updated_since: Moment | None = Field(None, description="Only what changed at that moment or later.")

    def asked(self, filters: Sequence[Filter]) -> Asked:
        names = [name.strip() for name in self.fields.split(",") if name.strip()]
        return Asked(
            sort=(CHANGED if self.updated_since else NAME) if self.sort is None else self.sort,
            limit=self.limit,
            after=self.after,
            fields=names,
            filters=filters,
            updated_since=self.updated_since,
        )


def records_router(name: str) -> Router:
    kind = declared_kind(name)
    # Built once, for readers of every language: the names of the addresses, not of the pages.
    router = Router(tags=[kind.plural.capitalize()])
    _add_reading(router, kind)
    _add_writing(router, kind)
    _add_trash(router, kind)
    add_file_endpoints(router, kind)
    add_search(router, kind)
    add_batches(router, kind)
    return router


def _add_reading(router: Router, kind: RecordKind) -> None:
    @router.get(
        "",
        response=page_schema(kind),
        url_name=f"{kind.plural}_index",
        operation_id=f"list_{kind.plural}",
        summary=f"List {kind.plural}",
        openapi_extra={"parameters": [BY_FIELDS]},
    )
    def index(request: ApiRequest, parameters: Query[RecordParameters]) -> HttpResponse:
        """By cursor: `paging.next.after` leads to the next page and is missing on the last. What is asked for stays
        the same from page to page. `q`, `filter`, `updated_since` and fields hold together.
        """
        by, own = request.auth.actor, RecordParameters.model_fields
        refuse_unknown(request, RecordParameters, also=_asked_fields(request, kind, own, by))
        filters = filters_in(request.GET, kind, own=own, by=by)
        return answer(list_documents(kind, parameters.asked(filters), seen_by=by))

    @router.get(
        "/{uuid:record_id}",
        response=reading_schema(kind),
        url_name=f"{kind.plural}_show",
        operation_id=f"get_{kind.name}",
        summary=f"Get one {kind.name}",
    )
    def show(request: ApiRequest, record_id: UUID) -> HttpResponse:
        """The id of a merged record answers the one it was merged into, which lists it in `merged_ids`."""
        found = document_of(kind, record_id, seen_by=request.auth.actor)
        headers = {"ETag": found.tag}
        return (
            nothing(status=304, headers=headers)
            if is_known(request, found.tag)
            else answer(found.body, headers=headers)
        )


def _asked_fields(request: ApiRequest, kind: RecordKind, own: Collection[str], by: Actor) -> Collection[str]:
    """Those fields among its parameters that a list can be asked for."""
    named = {name.partition(".")[0] for name in request.GET if name not in own}
    known = record_kind(kind.name)
    return operators_for(known, seen_by=by, names=[name for name in named if name in known.by_name])


def _add_writing(router: Router, kind: RecordKind) -> None:
    schema: Any = writing_schema(kind)

    @router.post(
        "",
        response={201: reading_schema(kind)},
        url_name=f"{kind.plural}_create",
        operation_id=f"create_{kind.name}",
        summary=f"Create a {kind.name}",
    )
    def create(request: ApiRequest, values: schema) -> HttpResponse:
        """An unknown field, or one that is hidden from the colleague, is refused by name.

        The answer has no body when the record was given to somebody whose records the colleague does not see.
        """
        refuse_locked_parts(kind, list(values.model_fields_set), request.auth.actor)
        (saved,) = kind.create([as_given(kind, values_of(values))], by=request.auth.actor)
        return record_shown(kind, saved.id, request, status=201)

    @router.patch(
        "/{uuid:record_id}",
        response=reading_schema(kind),
        url_name=f"{kind.plural}_update",
        operation_id=f"update_{kind.name}",
        summary=f"Change a {kind.name}",
    )
    def update(request: ApiRequest, record_id: UUID, values: schema) -> HttpResponse:
        """Only what is given changes; null empties a field. With If-Match it is refused when anything changed.

        204 without a body means: it is changed, and with that no longer the colleague's to see.
        """
        refuse_locked_parts(kind, list(values.model_fields_set), request.auth.actor)
        root = document_of(kind, record_id, seen_by=request.auth.actor).id
        refuse_stale(request, kind, root)
        kind.update([RecordUpdate(id=root, values=as_given(kind, values_of(values)))], by=request.auth.actor)
        return record_shown(kind, root, request)


def _add_trash(router: Router, kind: RecordKind) -> None:
    @router.delete(
        "/{uuid:record_id}",
        response={204: None},
        url_name=f"{kind.plural}_delete",
        operation_id=f"delete_{kind.name}",
        summary=f"Put a {kind.name} into the trash",
    )
    def delete(request: ApiRequest, record_id: UUID) -> HttpResponse:
        """Into the trash, from which it can be restored."""
        root = document_of(kind, record_id, seen_by=request.auth.actor).id
        refuse_stale(request, kind, root)
        kind.trash([root], by=request.auth.actor)
        return nothing()

    @router.post(
        "/{uuid:record_id}/restore",
        response=reading_schema(kind),
        url_name=f"{kind.plural}_restore",
        operation_id=f"restore_{kind.name}",
        summary=f"Restore a {kind.name}",
    )
    def restore(request: ApiRequest, record_id: UUID) -> HttpResponse:
        """Back from the trash. Identities that another record took meanwhile stay there."""
        if kind.restore is not None:
            kind.restore([record_id], by=request.auth.actor)
        return record_shown(kind, record_id, request)


def record_shown(kind: RecordKind, record_id: UUID, request: ApiRequest, *, status: int = 200) -> HttpResponse:
    """Whoever gives a record away may not see it any more. It was written all the same."""
    address = {"Location": reverse(f"api:{kind.plural}_show", args=[record_id])} if status == 201 else {}
    try:
        found = document_of(kind, record_id, seen_by=request.auth.actor)
    except NotFound:
        return nothing(status=204 if status == 200 else status, headers=address)
    return answer(found.body, status=status, headers={"ETag": found.tag, **address})
