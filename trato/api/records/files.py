"""Endpoints for the files of a kind of record."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import AwareDatetime

from trato.api.idempotency.arriving import with_files
from trato.api.keys.bearer import ApiRequest
from trato.api.problems.answers import answer, nothing
from trato.api.records.queries import document_of
from trato.api.records.receiving import FilesRequest, Receiving, received_files
from trato.foundation.public import (
    NotFound,
    RecordKind,
    StoredFile,
    add_files,
    content_of,
    file_seen_by,
    files_of,
    refuse_uneditable,
    remove_file,
)

MULTIPART: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                }
            }
        },
    }
}
CONTENT: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The bytes as they were sent.",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


class FileShown(Schema):
    """`content_type` is told by the content, `digest` is its SHA-256."""

    id: UUID
    name: str
    content_type: str
    size: int
    digest: str
    added_by: UUID | None
    created_at: AwareDatetime


class FileList(Schema):
    results: list[FileShown]


def add_file_endpoints(router: Router, kind: RecordKind) -> None:
    _add_list(router, kind)
    _add_one(router, kind)


def _add_list(router: Router, kind: RecordKind) -> None:
    @router.get(
        "/{uuid:record_id}/files",
        response=FileList,
        url_name=f"{kind.plural}_files",
        operation_id=f"list_{kind.name}_files",
        summary=f"List the files of a {kind.name}",
    )
    def index(request: ApiRequest, record_id: UUID) -> HttpResponse:
        """Newest first, the newest 500."""
        root = document_of(kind, record_id, seen_by=request.auth.actor).id
        return answer({"results": [_facts(file) for file in files_of(kind, root)]})

    @router.post(
        "/{uuid:record_id}/files",
        response={201: FileList},
        url_name=f"{kind.plural}_files_add",
        operation_id=f"add_{kind.name}_files",
        summary=f"Add files to a {kind.name}",
        openapi_extra=MULTIPART,
    )
    @with_files(Receiving(kind))
    def add(request: FilesRequest, record_id: UUID) -> HttpResponse:
        """All of them, or none when one cannot be kept."""
        root = document_of(kind, record_id, seen_by=request.auth.actor).id
        refuse_uneditable(kind, root, request.auth.actor)
        kept = add_files(received_files(request), kind=kind.name, record_id=root, by=request.auth.actor)
        return answer({"results": [_facts(file) for file in kept]}, status=201)


def _add_one(router: Router, kind: RecordKind) -> None:
    @router.get(
        "/{uuid:record_id}/files/{uuid:file_id}/content",
        url_name=f"{kind.plural}_file_content",
        operation_id=f"get_{kind.name}_file_content",
        summary=f"Get the content of a file of a {kind.name}",
        openapi_extra=CONTENT,
    )
    def content(request: ApiRequest, record_id: UUID, file_id: UUID) -> StreamingHttpResponse:
        file = _file(kind, record_id, file_id, request)
        return served(file)

    @router.delete(
        "/{uuid:record_id}/files/{uuid:file_id}",
        response={204: None},
        url_name=f"{kind.plural}_file_delete",
        operation_id=f"delete_{kind.name}_file",
        summary=f"Remove a file of a {kind.name}",
    )
    def delete(request: ApiRequest, record_id: UUID, file_id: UUID) -> HttpResponse:
        """Into the trash, from which a colleague can restore it."""
        remove_file(_file(kind, record_id, file_id, request).id, by=request.auth.actor)
        return nothing()


def served(file: StoredFile) -> StreamingHttpResponse:
    try:
        content = content_of(file.id)
    except FileNotFoundError as lost:
        raise NotFound(_("The content of this file is missing. `trato doctor` says more.")) from lost
    answer = StreamingHttpResponse(content, content_type=file.content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"  # noqa: FBT003  # Django's
    answer.headers["Content-Length"] = str(file.size)
    return answer


def _file(kind: RecordKind, record_id: UUID, file_id: UUID, request: ApiRequest) -> StoredFile:
    root = document_of(kind, record_id, seen_by=request.auth.actor).id
    return file_seen_by(file_id, request.auth.actor, kind=kind, root=root)


def _facts(file: StoredFile) -> dict[str, Any]:
    return {
        "id": file.id,
        "name": file.name,
        "content_type": file.content_type,
        "size": file.size,
        "digest": file.digest,
        "added_by": file.added_by_id,
        "created_at": file.created_at,
    }
