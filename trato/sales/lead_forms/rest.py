"""Leads for programs: what a form does, with a token."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict, Field, WithJsonSchema

from trato.api.public import ApiRequest, answer
from trato.customers.public import Contact
from trato.foundation.public import NotFound
from trato.sales.lead_forms import arriving
from trato.sales.lead_forms.arriving import Arrival
from trato.sales.lead_forms.errors import AnswerRefused
from trato.sales.lead_forms.models import LeadForm
from trato.sales.lead_forms.queries import form_by_key, wording_of
from trato.sales.lead_forms.questions import offered_fields
from trato.sales.lead_forms.use_cases.capture import capture_lead

router = Router(tags=["Leads"])
VALUES = {"type": "object", "examples": [{"name": "Núria Bosch", "email": "nuria@bakery.example"}]}


class Agreed(Schema):
    model_config = ConfigDict(extra="forbid")

    wording: int = Field(ge=1, le=100_000, description="The version of the wording that was read.")
    language: str = Field(max_length=20, description="The language in which it was read.")


class NewLead(Schema):
    model_config = ConfigDict(extra="forbid")

    values: Annotated[dict[str, Any], WithJsonSchema(VALUES)] = Field(description="Fields of contacts by their names.")
    form: str = Field("", max_length=40, description="The key of a form whose source and consent hold.")
    agreed: Agreed | None = Field(None, description="To the consent of that form.")
    page: str = Field("", max_length=2_000)
    referrer: str = Field("", max_length=2_000)
    campaign: dict[str, str] = Field({}, description="source, medium, campaign, term, content.", max_length=10)
    language: str = Field("", max_length=20)


class LeadShown(Schema):
    id: UUID = Field(description="Of the answer that was kept.")
    contact_id: UUID | None = Field(description="Where the colleague may see that contact.")
    is_new: bool | None
    filled: list[str] = Field(description="Fields that were written.")
    unused: list[str] = Field(description="Fields that hold something else already, or could not be written.")


@router.post(
    "", response={201: LeadShown}, url_name="leads_create", operation_id="create_lead", summary="Tell of a lead"
)
def create(request: ApiRequest, given: NewLead) -> HttpResponse:
    """Makes a contact or completes the one with this e-mail. What stands there already is never overwritten."""
    actor = request.auth.actor
    form = _form(given.form)
    kept = capture_lead(_arrival(given, form), form=form, by=actor)
    assert kept.contact_id is not None
    is_seen = Contact.objects.seen_by(actor).filter(cluster__id=kept.contact_id).exists()
    told = {"contact_id": kept.contact_id, "is_new": kept.is_new} if is_seen else {"contact_id": None, "is_new": None}
    fields = {"filled": kept.filled, "unused": kept.unused} if is_seen else {"filled": [], "unused": []}
    return answer({"id": kept.id, **told, **fields}, status=201)


def _form(key: str) -> LeadForm | None:
    form = form_by_key(key) if key else None
    if key and form is None:
        raise NotFound("There is no such form, or it is closed.")
    return form


def _arrival(given: NewLead, form: LeadForm | None) -> Arrival:
    known = {spec.name for spec in offered_fields()}
    if strange := sorted(set(given.values) - known):
        raise AnswerRefused("There is no such field that a lead can have.", field=f"values/{strange[0][:60]}")
    wording = wording_of(form, given.agreed.wording, given.agreed.language) if form and given.agreed else None
    if given.agreed and wording is None:
        raise AnswerRefused("There is no such version of the wording.", field="agreed")
    campaign = {f"utm_{name}": text for name, text in given.campaign.items()}
    return Arrival(
        given={name: value for name, value in given.values.items() if value not in (None, "")},
        page=arriving.page_address(given.page),
        referrer=arriving.page_address(given.referrer),
        campaign=arriving.campaign_of(campaign),
        language=arriving.storable(given.language, 20),
        has_agreed=wording is not None,
        wording=wording.version if wording else None,
        wording_language=wording.language if wording else "",
    )
