"""A change set as programs read it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from trato.api.records.schemas import Paging
from trato.foundation.public import (
    ChangeSet,
    ChangeSetRefusal,
    SetPreview,
    progress_of_set,
    why_not_undone,
)


class Chosen(Schema):
    """Either `ids`, or `all` that match `filters` (as in the address of a list) but for `without`."""

    model_config = ConfigDict(extra="forbid")

    ids: list[UUID] = Field(default_factory=list, max_length=10_000)
    all: bool = False
    filters: dict[str, list[str]] = Field(default_factory=dict, max_length=50)
    without: list[UUID] = Field(default_factory=list, max_length=10_000)


class Asked(Schema):
    """`act`: edit, assign, tag, untag, trash, restore. `values` are new values by field; null empties one."""

    model_config = ConfigDict(extra="forbid")

    kind: str = Field(max_length=50)
    act: str = Field(max_length=30)
    selection: Chosen
    values: dict[str, Any] = Field(default_factory=dict, max_length=200)


class Progress(Schema):
    percent: int
    records_a_second: int
    seconds_left: int | None


class ChangeSetShown(Schema):
    id: UUID
    act: str
    label: str
    kind: str
    state: str
    actor: UUID | None
    door: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    total: int
    counts: dict[str, int]
    progress: Progress
    failure: str
    undoes: UUID | None
    can_be_undone: bool


class ChangeSets(Schema):
    results: list[ChangeSetShown]
    paging: Paging


class RefusalShown(Schema):
    kind: str
    id: UUID
    fields: list[str]
    reason: str


class Refusals(Schema):
    results: list[RefusalShown]
    paging: Paging


class PreviewShown(Schema):
    """`total` and `changeable` are counted; the others are found by trying the first `tried` records."""

    total: int
    changeable: int
    tried: int
    changed: int
    same: int
    refused: int


def document(one: ChangeSet) -> dict[str, Any]:
    progress = progress_of_set(one)
    return {
        "id": one.id,
        "act": one.kind,
        "label": one.label,
        "kind": one.record_type,
        "state": one.state,
        "actor": one.actor_id,
        "door": one.door,
        "created_at": one.created_at,
        "started_at": one.started_at,
        "finished_at": one.finished_at,
        "total": one.total,
        "counts": one.counts,
        "progress": {
            "percent": progress.percent,
            "records_a_second": progress.rate,
            "seconds_left": progress.seconds_left,
        },
        "failure": one.failure,
        "undoes": one.undoes_id,
        "can_be_undone": not why_not_undone(one),
    }


def preview_document(found: SetPreview) -> dict[str, int]:
    return {
        "total": found.total,
        "changeable": found.changeable,
        "tried": found.tried,
        "changed": found.outcome.changed,
        "same": found.outcome.same,
        "refused": found.outcome.refused,
    }


def refusal_document(each: ChangeSetRefusal) -> dict[str, Any]:
    return {"kind": each.record_type, "id": each.record_id, "fields": each.fields, "reason": each.reason}
