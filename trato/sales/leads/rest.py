"""What is done about leads, for programs."""

from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from trato.api.public import ApiRequest, answer, nothing
from trato.sales.leads.use_cases.convert import Wanted, convert_lead
from trato.sales.leads.use_cases.status import contact_leads, qualify_leads, unqualify_lead

router = Router(tags=["Leads"])


class Conversion(Schema):
    model_config = ConfigDict(extra="forbid")

    name: str = Field("", max_length=300, description="Without one, that of the company or of the person.")
    pipeline: str = Field("", max_length=100)
    amount: str = Field("", max_length=60)


class Converted(Schema):
    deal_id: UUID


class StatusGiven(Schema):
    model_config = ConfigDict(extra="forbid")

    status: Literal["contacted", "qualified", "unqualified"]
    reason: str = Field("", max_length=20, description="Needed with unqualified.")
    words: str = Field("", max_length=10_000, description="More about it, as a note on the contact.")


@router.post(
    "/{uuid:contact_id}/convert",
    response={201: Converted},
    url_name="leads_convert",
    operation_id="convert_lead",
    summary="Make a deal of a lead",
)
def convert(request: ApiRequest, contact_id: UUID, given: Conversion) -> HttpResponse:
    """The contact becomes an opportunity; nothing is copied."""
    wanted = Wanted(name=given.name, pipeline=given.pipeline, amount=given.amount)
    return answer({"deal_id": convert_lead(contact_id, wanted, by=request.auth.actor)}, status=201)


@router.post(
    "/{uuid:contact_id}/status",
    response={204: None},
    url_name="leads_status",
    operation_id="set_lead_status",
    summary="Say what is being done about a lead",
)
def status(request: ApiRequest, contact_id: UUID, given: StatusGiven) -> HttpResponse:
    actor = request.auth.actor
    if given.status == "unqualified":
        unqualify_lead(contact_id, reason=given.reason, words=given.words, by=actor)
    else:
        {"contacted": contact_leads, "qualified": qualify_leads}[given.status]([contact_id], by=actor)
    return nothing(status=204)
