"""Up to a thousand records in one request, each row with an answer of its own."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from trato.api.keys.bearer import ApiRequest
from trato.api.problems.answers import answer
from trato.api.records.batch_acts import Batch, create_rows, trash_rows, update_rows, upsert_rows
from trato.api.records.schemas import writing_schema
from trato.foundation.public import RecordKind, record_kind

MOST_ROWS = 1_000
Atomic = Annotated[bool, Field(description="All rows or none: one that is refused refuses all of them (422).")]


class RowError(BaseModel):
    field: str
    message: str


class RowResult(BaseModel):
    """`row` counts from 0. A refused row has errors, every other one an id and a version."""

    row: int
    status: Literal["created", "updated", "unchanged", "archived", "refused"]
    id: UUID | None = None
    version: int | None = None
    errors: list[RowError] = []


class BatchAnswer(BaseModel):
    results: list[RowResult]
    refused: int = Field(description="How many rows were refused; the others are done.")


class ArchiveRows(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ids: list[UUID] = Field(min_length=1, max_length=MOST_ROWS)
    atomic: Atomic = False


RESPONSE = {200: BatchAnswer, 207: BatchAnswer}


def add_batches(router: Router, kind: RecordKind) -> None:
    _add_writing(router, kind)
    _add_upsert(router, kind)
    _add_archive(router, kind)


def _add_writing(router: Router, kind: RecordKind) -> None:
    creating: Any = _rows(kind, "Create")
    updating: Any = _rows(kind, "Update", needs_id=True)

    @router.post("/batch/create", response=RESPONSE, **_named(kind, "create", f"Create many {kind.plural}"))
    def create(request: ApiRequest, batch: creating) -> HttpResponse:
        """1 to 1,000 rows. 200 when every row was created, 207 when some were refused: see `status` of each."""
        return _answered(create_rows(_batch(kind, batch, request)))

    @router.post("/batch/update", response=RESPONSE, **_named(kind, "update", f"Change many {kind.plural}"))
    def update(request: ApiRequest, batch: updating) -> HttpResponse:
        """Each row has an `id` and the fields that change; with a `version` it is refused when anything changed."""
        return _answered(update_rows(_batch(kind, batch, request)))


def _add_upsert(router: Router, kind: RecordKind) -> None:
    upserting: Any = _rows(kind, "Upsert", key=(str, Field(description="A field that names a record, such as email.")))

    @router.post("/batch/upsert", response=RESPONSE, **_named(kind, "upsert", f"Create or change many {kind.plural}"))
    def upsert(request: ApiRequest, batch: upserting) -> HttpResponse:
        """`key` names the field by which a row is recognised as being there: it is changed then, else created.

        An absorbed record is found as the one it was merged into. A value that two rows have is refused in the second.
        """
        return _answered(upsert_rows(_batch(kind, batch, request), key=batch.key))


def _add_archive(router: Router, kind: RecordKind) -> None:
    @router.post(
        "/batch/archive", response=RESPONSE, **_named(kind, "archive", f"Put many {kind.plural} into the trash")
    )
    def archive(request: ApiRequest, batch: ArchiveRows) -> HttpResponse:
        """They leave lists and search and can be restored one by one."""
        given = Batch(
            record_kind(kind.name), [{"id": id_} for id_ in batch.ids], request.auth.actor, is_atomic=batch.atomic
        )
        return _answered(trash_rows(given))


def _named(kind: RecordKind, act: str, summary: str) -> dict[str, Any]:
    name = f"{kind.plural}_batch_{act}"
    return {"url_name": name, "operation_id": f"batch_{act}_{kind.plural}", "summary": summary}


def _rows(kind: RecordKind, act: str, *, needs_id: bool = False, **more: Any) -> Any:
    """The engine checks the rows, so that one that is wrong refuses only itself."""
    shape = writing_schema(kind).model_json_schema()
    if needs_id:
        own = {"id": {"type": "string", "format": "uuid"}, "version": {"type": "integer"}}
        shape = {**shape, "properties": {**own, **shape["properties"]}, "required": ["id"]}
    rows = Annotated[list[dict[str, Any]], WithJsonSchema({"type": "array", "items": shape, **_BOUNDS})]
    fields: Any = {"rows": (rows, Field(min_length=1, max_length=MOST_ROWS)), "atomic": (Atomic, False), **more}
    return create_model(f"{act}{kind.plural.title()}", __config__=ConfigDict(extra="forbid"), **fields)


_BOUNDS = {"minItems": 1, "maxItems": MOST_ROWS}


def _batch(kind: RecordKind, given: Any, request: ApiRequest) -> Batch:
    return Batch(record_kind(kind.name), given.rows, request.auth.actor, is_atomic=given.atomic)


def _answered(batch: Batch) -> HttpResponse:
    return answer({"results": batch.told(), "refused": len(batch.refused)}, status=207 if batch.refused else 200)
