"""Files brought in by programs, step by step as on the pages: columns, matching, preview, run."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from trato.api.imports.schemas import Columns, ImportList, ImportShown, Matching, told
from trato.api.keys.bearer import ApiRequest
from trato.api.paging.parameters import refuse_unknown
from trato.api.problems.answers import answer
from trato.api.problems.errors import WrongContentType
from trato.foundation import public as foundation
from trato.foundation.public import Import, UnknownKind, error_file, import_of, importable_kind, recent_imports
from trato.kit.errors import DomainError

router = Router(tags=["Imports"])
MULTIPART: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}
CSV: dict[str, Any] = {
    "responses": {200: {"description": "CSV", "content": {"text/csv": {"schema": {"type": "string"}}}}}
}


class FileRefused(DomainError):
    """There is no file in the request, or nobody knows what it holds."""


class UploadParameters(Schema):
    kind: str = Field(description="What the file holds: contacts, companies.")
    sheet: str = Field("", description="Of a workbook; the first that holds something when it is not said.")


@router.post(
    "",
    response={201: ImportShown},
    url_name="imports_start",
    operation_id="start_import",
    summary="Upload a file",
    openapi_extra=MULTIPART,
)
def start(request: ApiRequest, parameters: Query[UploadParameters]) -> HttpResponse:
    """A CSV, XLSX, vCard or JSON Lines file in the field `file` of a multipart form.

    What it is, how it is written and its columns are recognised."""
    refuse_unknown(request, UploadParameters)
    kind, sheet = _kind(parameters.kind), parameters.sheet
    one = foundation.start_import(kind=kind, sheet=sheet, by=request.auth.actor, **_file(request))
    return _shown(one, status=201, headers={"Location": reverse("api:imports_show", args=[one.id])})


@router.get("", response=ImportList, url_name="imports_index", operation_id="list_imports", summary="List imports")
def index(request: ApiRequest) -> HttpResponse:
    """The last twenty; administrators see everybody's."""
    return answer({"results": [told(one) for one in recent_imports(seen_by=request.auth.actor)]})


@router.get(
    "/{uuid:import_id}",
    response=ImportShown,
    url_name="imports_show",
    operation_id="get_import",
    summary="How far an import is",
)
def show(request: ApiRequest, import_id: UUID) -> HttpResponse:
    return _shown(import_of(import_id, seen_by=request.auth.actor))


@router.post(
    "/{uuid:import_id}/columns",
    response=ImportShown,
    url_name="imports_columns",
    operation_id="choose_import_columns",
    summary="Say which column is which field",
)
def columns(request: ApiRequest, import_id: UUID, chosen: Columns) -> HttpResponse:
    """Over what was recognised."""
    return _shown(foundation.choose_columns(import_id, fields=chosen.fields, by=request.auth.actor))


@router.post(
    "/{uuid:import_id}/matching",
    response=ImportShown,
    url_name="imports_matching",
    operation_id="choose_import_matching",
    summary="Say how rows are recognised",
)
def matching(request: ApiRequest, import_id: UUID, chosen: Matching) -> HttpResponse:
    """By which field, and what happens with a row that is there: update it, skip it, or create another one."""
    return _shown(foundation.choose_matching(import_id, key=chosen.key, rule=chosen.rule, by=request.auth.actor))


@router.post(
    "/{uuid:import_id}/preview",
    response=ImportShown,
    url_name="imports_preview",
    operation_id="preview_import",
    summary="Find out what would happen",
)
def preview(request: ApiRequest, import_id: UUID) -> HttpResponse:
    """The first rows go in and out again; `preview` tells what became of them."""
    return _shown(foundation.preview_import(import_id, by=request.auth.actor))


@router.post(
    "/{uuid:import_id}/run",
    response={202: ImportShown},
    url_name="imports_run",
    operation_id="run_import",
    summary="Bring the file in",
)
def run(request: ApiRequest, import_id: UUID) -> HttpResponse:
    """In the background; also to go on with one that was stopped. Ask for the import to see how far it is."""
    return _shown(foundation.run_import(import_id, by=request.auth.actor), status=202)


@router.post(
    "/{uuid:import_id}/stop",
    response=ImportShown,
    url_name="imports_stop",
    operation_id="stop_import",
    summary="Stop an import",
)
def stop(request: ApiRequest, import_id: UUID) -> HttpResponse:
    """What is in stays; it can go on from there."""
    return _shown(foundation.stop_import(import_id, by=request.auth.actor))


@router.get(
    "/{uuid:import_id}/errors",
    url_name="imports_errors",
    operation_id="get_import_errors",
    summary="The rows that could not go in",
    openapi_extra=CSV,
)
def errors(request: ApiRequest, import_id: UUID) -> HttpResponse:
    """As CSV, with line, column, value and reason in front: mended, it can be brought in."""
    one = import_of(import_id, seen_by=request.auth.actor)
    return StreamingHttpResponse(error_file(one), content_type="text/csv; charset=utf-8")  # type: ignore[return-value]  # a streamed answer is no HttpResponse to the stubs


def _shown(one: Import, **more: Any) -> HttpResponse:
    one.refresh_from_db()
    return answer(told(one), **more)


def _kind(name: str) -> str:
    try:
        return importable_kind(name).name
    except UnknownKind:
        raise FileRefused(_("There is nothing called “%(name)s”.") % {"name": name[:60]}, field="kind") from None


def _file(request: ApiRequest) -> dict[str, Any]:
    if request.content_type != "multipart/form-data":
        raise WrongContentType(_("Files come with Content-Type: multipart/form-data, in the field “file”."))
    file = request.FILES.get("file")
    if file is None or isinstance(file, list):
        raise FileRefused(_("There is no file in the field “file”."), field="file")
    return {"file_name": file.name or "", "content": file.chunks()}
