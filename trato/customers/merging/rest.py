"""Merging and unmerging for programs. `{id}` stays, `other` is merged away."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field

from trato.api.public import ApiRequest, record_shown, refuse_stale
from trato.customers.merging.acting import MERGE, UNMERGE
from trato.customers.merging.choosing import chosen_fields
from trato.customers.merging.queries import standing
from trato.foundation.public import RecordKind, declared_kind, record_kind


class Merged(BaseModel):
    model_config = ConfigDict(extra="forbid")

    other: UUID = Field(description="The record that is merged away.")
    values: dict[str, str] = Field(
        {},
        description="Whose value a field has afterwards: this or other. Without it this record's, where it has one.",
    )


def merging_router(name: str) -> Router:
    kind = declared_kind(name)
    router = Router(tags=[kind.plural.capitalize()])
    _add_merge(router, kind)
    _add_unmerge(router, kind)
    return router


def _add_merge(router: Router, declared: RecordKind) -> None:
    name, plural = declared.name, declared.plural

    @router.post(
        "/{uuid:record_id}/merge",
        response=dict[str, Any],
        url_name=f"{plural}_merge",
        operation_id=f"merge_{plural}",
        summary=f"Merge another {name} into this one",
    )
    def merge(request: ApiRequest, record_id: UUID, asked: Merged) -> HttpResponse:
        """Nothing is rewritten: the other one's notes, tasks and addresses are read with this one's, and its own id
        answers with this record, which lists it in `merged_ids`. It can be taken back at any later time.
        """
        by, kind = request.auth.actor, record_kind(name)
        sides = chosen_fields(kind, asked.values, by=by)
        refuse_stale(request, kind, standing(kind, [record_id], by=by)[record_id].root)
        MERGE[name]({asked.other: record_id}, by=by, sides=sides)
        return record_shown(kind, record_id, request)


def _add_unmerge(router: Router, declared: RecordKind) -> None:
    name, plural = declared.name, declared.plural

    @router.post(
        "/{uuid:record_id}/unmerge",
        response=dict[str, Any],
        url_name=f"{plural}_unmerge",
        operation_id=f"unmerge_{name}",
        summary=f"Take a merged {name} out again",
    )
    def unmerge(request: ApiRequest, record_id: UUID) -> HttpResponse:
        """Of the one that was merged away. It comes back with all that had been merged into it; values chosen at the
        merge go back where nobody edited them since.
        """
        UNMERGE[name]([record_id], by=request.auth.actor)
        return record_shown(record_kind(name), record_id, request)
