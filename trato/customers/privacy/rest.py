"""Requests of people about their data, for programs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from ninja import Router, Schema

from trato.api.public import ApiRequest, answer
from trato.customers.privacy.models import AccessExport
from trato.customers.privacy.queries import certificate_facts, erasure_of
from trato.customers.privacy.use_cases import answer as answering
from trato.customers.privacy.use_cases.erase import erase_contact
from trato.foundation.public import Actor, NotAllowed
from trato.kit.pieces import pieces_of


class Doer(Schema):
    kind: str
    id: UUID | None


class Certificate(Schema):
    id: UUID
    kind: str
    ids: list[UUID]
    why: str
    state: str
    by: Doer
    begun_at: datetime
    finished_at: datetime | None
    removed: dict[str, int]


class Answer(Schema):
    id: UUID
    contact_id: UUID
    state: str
    size: int
    created_at: datetime
    finished_at: datetime | None


router = Router(tags=["Privacy"])
erasures = Router(tags=["Privacy"])
answers = Router(tags=["Privacy"])
FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "A ZIP file.",
            "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


@router.post(
    "/{uuid:record_id}/erase",
    response={202: Certificate},
    url_name="contacts_erase",
    operation_id="erase_contact",
    summary="Erase a contact for ever",
)
def erase(request: ApiRequest, record_id: UUID) -> HttpResponse:
    """With everything that is kept about them. It cannot be undone; the contact answers 410 from now on."""
    one = erase_contact(record_id, by=request.auth.actor)
    headers = {"Location": reverse("api:erasures_show", args=[one.id])}
    return answer(certificate_facts(erasure_of(one.id)), status=202, headers=headers)


@router.post(
    "/{uuid:record_id}/access-export",
    response={202: Answer},
    url_name="contacts_access_export",
    operation_id="answer_access_request",
    summary="Write down all that is known about a contact",
)
def start(request: ApiRequest, record_id: UUID) -> HttpResponse:
    """In the background. Ask the address in Location until it is finished, then fetch its file within 30 days."""
    one = answering.start_access_export(record_id, by=request.auth.actor)
    headers = {"Location": reverse("api:access_exports_show", args=[one.id])}
    return answer(_answer(one), status=202, headers=headers)


@erasures.get(
    "/{uuid:erasure_id}",
    response=Certificate,
    url_name="erasures_show",
    operation_id="get_erasure",
    summary="The certificate of an erasure",
)
def certificate(request: ApiRequest, erasure_id: UUID) -> HttpResponse:
    """What went, when and by whom. Nothing in it says who it was."""
    _refuse_others(request.auth.actor)
    return answer(certificate_facts(erasure_of(erasure_id)))


@answers.get(
    "/{uuid:export_id}",
    response=Answer,
    url_name="access_exports_show",
    operation_id="get_access_export",
    summary="How far an answer is",
)
def show(request: ApiRequest, export_id: UUID) -> HttpResponse:
    _refuse_others(request.auth.actor)
    return answer(_answer(answering.export_seen(export_id, seen_by=request.auth.actor)))


@answers.get(
    "/{uuid:export_id}/file",
    url_name="access_exports_file",
    operation_id="fetch_access_export",
    summary="Fetch an answer",
    openapi_extra=FILE,
)
def file(request: ApiRequest, export_id: UUID) -> HttpResponse:
    """That it was fetched stands in the log."""
    one, path = answering.fetch_access_export(export_id, by=request.auth.actor)
    handed_out: Any = StreamingHttpResponse(pieces_of(path), content_type="application/zip")
    handed_out["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=one.file_name)
    handed_out["Cache-Control"] = "private, no-store"
    result: HttpResponse = handed_out
    return result


def _answer(one: AccessExport) -> dict[str, Any]:
    names = ("id", "contact_id", "state", "size", "created_at", "finished_at")
    return {name: getattr(one, name) for name in names}


def _refuse_others(by: Actor) -> None:
    if not by.may(answering.ANSWER):
        raise NotAllowed(answering.not_allowed())
