"""What contacts are to each other, for programs."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from trato.api.public import ApiRequest, answer, nothing
from trato.customers.contacts.models import Contact
from trato.customers.relations.models import ContactRelation
from trato.customers.relations.queries import relation_seen_by, relation_types, relations_about
from trato.customers.relations.use_cases.relate import change_relation, relate_contacts, unrelate_contacts
from trato.foundation.public import NotFound, refuse_erased

router = Router(tags=["Relations"])
MOST = 200


class Facts(Schema):
    model_config = ConfigDict(extra="forbid")

    note: str | None = Field(None, max_length=2_000)
    since: date | None = None
    until: date | None = None


class NewRelation(Facts):
    contact_id: UUID
    relation: str = Field(max_length=100, description="What the contact is to the other, in the words of the settings.")
    other_id: UUID


class Side(Schema):
    id: UUID
    name: str


class RelationShown(Schema):
    id: UUID
    contact: Side
    relation: str = Field(description="What the contact is to the other.")
    back: str = Field(description="What the other is to the contact.")
    other: Side
    note: str
    since: date | None
    until: date | None
    version: int


class RelationsShown(Schema):
    results: list[RelationShown]


class TypeShown(Schema):
    relation: str
    back: str


class TypesShown(Schema):
    results: list[TypeShown]


@router.get("", url_name="relations_index", response=RelationsShown, summary="List what a contact is to others")
def index(request: ApiRequest, contact_id: UUID) -> HttpResponse:
    actor = request.auth.actor
    if not Contact.objects.seen_by(actor).filter(pk=contact_id).exists():
        refuse_erased(contact_id)
        raise NotFound("There is no such record, or it is not yours to see.")
    return answer({"results": [_facts(each) for each in relations_about(contact_id, seen_by=actor)[:MOST]]})


@router.get("/types", url_name="relations_types", response=TypesShown, summary="List the kinds of relations")
def types(request: ApiRequest) -> HttpResponse:
    return answer({"results": [{"relation": name, "back": other} for name, other in relation_types()]})


@router.post("", url_name="relations_create", response={201: RelationShown}, summary="Relate two contacts")
def create(request: ApiRequest, given: NewRelation) -> HttpResponse:
    facts = given.dict(include={"note", "since", "until"}, exclude_none=True)
    made = relate_contacts(given.contact_id, given.relation, given.other_id, by=request.auth.actor, facts=facts)
    location = {"Location": reverse("api:relations_show", args=[made.id])}
    return answer(_facts(made), status=201, headers=location)


@router.get("/{relation_id}", url_name="relations_show", response=RelationShown, summary="Read a relation")
def show(request: ApiRequest, relation_id: UUID) -> HttpResponse:
    row = relation_seen_by(relation_id, request.auth.actor)
    if row.deleted_at is not None:
        raise NotFound("There is no such relation, or it is not yours to see.")
    return answer(_facts(row))


@router.patch("/{relation_id}", url_name="relations_update", response=RelationShown, summary="Change note and days")
def update(request: ApiRequest, relation_id: UUID, given: Facts) -> HttpResponse:
    return answer(_facts(change_relation(relation_id, given.dict(exclude_unset=True), by=request.auth.actor)))


@router.delete("/{relation_id}", url_name="relations_delete", response={204: None}, summary="Take a relation back")
def delete(request: ApiRequest, relation_id: UUID) -> HttpResponse:
    unrelate_contacts(relation_id, by=request.auth.actor)
    return nothing()


def _facts(row: ContactRelation) -> dict[str, Any]:
    return {
        "id": row.id,
        "contact": {"id": row.contact.root_id, "name": row.contact.root.name},
        "relation": row.type.name,
        "back": row.type.other_name,
        "other": {"id": row.other.root_id, "name": row.other.root.name},
        "note": row.note,
        "since": row.since,
        "until": row.until,
        "version": row.version,
    }
