"""Lists taken out by programs, in any format in which people take them out."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from ninja import Router

from trato.api.exports.schemas import ExportList, ExportShown, Wanted, told
from trato.api.keys.bearer import ApiRequest
from trato.api.problems.answers import answer, nothing
from trato.foundation.exports import public as exports
from trato.foundation.exports.public import (
    FILE_TYPES,
    Export,
    ExportRefused,
    count_export,
    export_of,
    file_of,
    recent_exports,
)
from trato.foundation.public import RecordKind, UnknownKind, record_kind, sortable_fields
from trato.kit.pieces import pieces_of

router = Router(tags=["Exports"])
FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file",
            "content": {type_.partition(";")[0]: {"schema": {"type": "string"}} for type_ in FILE_TYPES.values()},
        }
    }
}


@router.post(
    "",
    response={202: ExportShown},
    url_name="exports_start",
    operation_id="start_export",
    summary="Take records out into a file",
)
def start(request: ApiRequest, wanted: Wanted) -> HttpResponse:
    """In the background. Ask for the export to see how far it is, then for its file.

    What is taken out is what the token's owner may read and export when the file is written.
    """
    one = _started(wanted, request)
    return answer(told(one), status=202, headers={"Location": reverse("api:exports_show", args=[one.id])})


@router.get("", response=ExportList, url_name="exports_index", operation_id="list_exports", summary="List exports")
def index(request: ApiRequest) -> HttpResponse:
    """The last twenty; administrators see everybody's."""
    return answer({"results": [told(one) for one in recent_exports(seen_by=request.auth.actor)]})


@router.get(
    "/{uuid:export_id}",
    response=ExportShown,
    url_name="exports_show",
    operation_id="get_export",
    summary="How far an export is",
)
def show(request: ApiRequest, export_id: UUID) -> HttpResponse:
    return answer(told(export_of(export_id, seen_by=request.auth.actor)))


@router.get(
    "/{uuid:export_id}/file",
    url_name="exports_file",
    operation_id="get_export_file",
    summary="The file of a finished export",
    openapi_extra=FILE,
)
def file(request: ApiRequest, export_id: UUID) -> HttpResponse:
    """It is kept for seven days."""
    one = export_of(export_id, seen_by=request.auth.actor)
    handed_out: Any = StreamingHttpResponse(pieces_of(file_of(one)), content_type=FILE_TYPES[one.format])
    handed_out["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=one.file_name)
    handed_out["Cache-Control"] = "private, no-store"
    return handed_out  # type: ignore[no-any-return]  # a streamed answer is no HttpResponse to the stubs


@router.post(
    "/{uuid:export_id}/stop",
    response=ExportShown,
    url_name="exports_stop",
    operation_id="stop_export",
    summary="Stop an export",
)
def stop(request: ApiRequest, export_id: UUID) -> HttpResponse:
    """The half file is thrown away."""
    return answer(told(exports.stop_export(export_id, by=request.auth.actor)))


@router.delete(
    "/{uuid:export_id}",
    response={204: None},
    url_name="exports_delete",
    operation_id="delete_export",
    summary="Delete the file of an export",
)
def delete(request: ApiRequest, export_id: UUID) -> HttpResponse:
    """Before the time for which it is kept."""
    exports.delete_export(export_id, by=request.auth.actor)
    return nothing()


def _started(wanted: Wanted, request: ApiRequest) -> Export:
    """What cannot be read is refused now and not by the worker."""
    kind, by = _kind(wanted.kind), request.auth.actor
    wish = wanted.wish(kind)
    if wish.sort and wish.sort not in {spec.name for spec in sortable_fields(kind, seen_by=by)}:
        raise ExportRefused(_("One cannot sort by “%(name)s”.") % {"name": wish.sort}, field="sort")
    count_export(wish, by=by, limit=1)
    return exports.start_export(
        wish, format_=wanted.format, card_version=wanted.card_version, has_mark=wanted.has_mark, by=by
    )


def _kind(name: str) -> RecordKind:
    try:
        return record_kind(name)
    except UnknownKind:
        raise ExportRefused(_("There is nothing called “%(name)s”.") % {"name": name[:50]}, field="kind") from None
