"""Traits for programs: what machines know about contacts and companies, and why."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict, Field, WithJsonSchema

from trato.api.public import ApiRequest, answer
from trato.customers.traits.models import Trait
from trato.customers.traits.queries import traits_of, value_of
from trato.customers.traits.use_cases.define import define_trait
from trato.customers.traits.use_cases.record import MOST_AT_ONCE, Scored, record_traits
from trato.foundation.public import NotAllowed, NotFound, record_kind, refuse_erased

Kind = Literal["contact", "company"]
ANY = {"type": ["string", "number", "null"], "examples": [0.93]}


class Option(Schema):
    model_config = ConfigDict(extra="forbid")

    code: str = Field(min_length=1, max_length=60)
    label: str = Field(min_length=1, max_length=80)


class Definition(Schema):
    model_config = ConfigDict(extra="forbid")

    label: str
    type: Literal["number", "choice", "text", "moment"]
    of: Kind = "contact"
    options: list[Option] = []
    description: str = ""


class TraitShown(Schema):
    code: str
    label: str
    type: str
    of: str
    field: str
    options: list[Option]
    description: str


class TraitList(Schema):
    results: list[TraitShown]


class Value(Schema):
    model_config = ConfigDict(extra="forbid")

    id: UUID
    value: Annotated[Any, WithJsonSchema(ANY)] = None
    reasons: list[str] = []


class Values(Schema):
    model_config = ConfigDict(extra="forbid")

    of: Kind = "contact"
    run: str = Field("", max_length=80, description="The run that the values came out of.")
    source: str = Field("", max_length=80, description="The model or program that wrote them.")
    values: list[Value] = Field(min_length=1, max_length=MOST_AT_ONCE)


class Written(Schema):
    written: int


class ValueShown(Schema):
    code: str
    value: Annotated[Any, WithJsonSchema(ANY)]
    reasons: list[str]
    run: str
    source: str
    at: datetime


class ValueList(Schema):
    results: list[ValueShown]


router = Router(tags=["Traits"])


@router.get("", response=TraitList, url_name="traits_index", operation_id="list_traits", summary="List traits")
def index(request: ApiRequest) -> HttpResponse:
    """Those whose field the colleague may see. In records they stand as `field`."""
    actor = request.auth.actor
    if not any(actor.may(record_kind(kind).right("see")) for kind in ("contact", "company")):
        raise NotAllowed("Your role does not allow this.")
    found = [_facts(trait) for trait in Trait.objects.order_by("member_kind", "code")]
    return answer({"results": [each for each in found if actor.may_see_field(each["of"], each["field"])]})


@router.put("/{code}", response=TraitShown, url_name="traits_define", operation_id="define_trait", summary="Define one")
def define(request: ApiRequest, code: str, given: Definition) -> HttpResponse:
    """Made, or given another label, description or options. Its type stays."""
    options = [(each.code, each.label) for each in given.options]
    facts = {"label": given.label, "type": given.type, "member_kind": given.of, "description": given.description}
    return answer(_facts(define_trait(code, options=options, by=request.auth.actor, **facts)))


@router.post("/{code}", response=Written, url_name="traits_write", operation_id="write_traits", summary="Write values")
def write(request: ApiRequest, code: str, given: Values) -> HttpResponse:
    """Up to 1,000 at once, all or none. Null takes a value away."""
    rows = [Scored(record_id=each.id, value=each.value, reasons=each.reasons) for each in given.values]
    facts = {"member_kind": given.of, "run": given.run, "source": given.source}
    return answer({"written": record_traits(code, rows, by=request.auth.actor, **facts)})


@router.get(
    "/of/{kind}/{uuid:record_id}",
    response=ValueList,
    url_name="traits_of_record",
    operation_id="list_traits_of_record",
    summary="What is known about one record, and why",
)
def of_record(request: ApiRequest, kind: Kind, record_id: UUID) -> HttpResponse:
    records: Any = record_kind(kind).model()._default_manager
    root = records.seen_by(request.auth.actor).filter(cluster=record_id, deleted_at=None).first()
    if root is None:
        refuse_erased(record_id)
        raise NotFound("There is no such record, or it is not yours to see.")
    found = traits_of(root.id, kind, request.auth.actor)
    return answer({"results": [_value(each) for each in found]})


def _value(each: dict[str, Any]) -> dict[str, Any]:
    row = each["row"]
    value = value_of(row)
    told = {name: getattr(row, name) for name in ("reasons", "run", "source", "at")}
    return {
        "code": row.trait.code,
        "value": float(value) if row.trait.type == "number" and value is not None else value,
        **told,
    }


def _facts(trait: Trait) -> dict[str, Any]:
    return {
        "code": trait.code,
        "label": trait.label,
        "type": trait.type,
        "of": trait.member_kind,
        "field": f"trait_{trait.code}",
        "options": [{"code": code, "label": label} for code, label in trait.options],
        "description": trait.description,
    }
