"""Fields that people made, and all fields of a kind of record."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from trato.api.fields.shapes import (
    FieldGiven,
    FieldShown,
    FieldsShown,
    NewField,
    SchemaShown,
    as_it_stands,
    document,
    schema_of,
)
from trato.api.keys.bearer import ApiRequest
from trato.api.problems.answers import answer
from trato.foundation.fields import public as fields
from trato.foundation.fields.public import extensible_kinds, made_field
from trato.foundation.public import NotAllowed, NotFound, UnknownKind, record_kind

RIGHT = "foundation.manage_fields"
router = Router(tags=["Fields"])


@router.get(
    "", response=FieldsShown, url_name="fields_index", operation_id="list_fields", summary="List fields people made"
)
def index(request: ApiRequest) -> HttpResponse:
    """With the archived ones, by kind and in their order."""
    _refuse_others(request)
    found = [
        each
        for kind in extensible_kinds()
        for archived in (False, True)
        for each in fields.fields_of_kind(kind, archived=archived)
    ]
    return answer({"results": [document(each) for each in found]})


@router.get(
    "/schema/{kind}",
    response=SchemaShown,
    url_name="fields_schema",
    operation_id="get_fields_schema",
    summary="List every field of a kind",
)
def schema(request: ApiRequest, kind: str) -> HttpResponse:
    """Those that the colleague sees: built-in ones and those people made, with what can be asked of them."""
    actor = request.auth.actor
    try:
        of = record_kind(kind)
    except UnknownKind:
        raise NotFound(_("There are no such records.")) from None
    if not actor.may(of.right("see")):
        raise NotAllowed(_("Your role does not allow this."))
    return answer({"results": schema_of(of, actor)})


@router.post(
    "", response={201: FieldShown}, url_name="fields_create", operation_id="create_field", summary="Make a field"
)
def create(request: ApiRequest, given: NewField) -> HttpResponse:
    """With its column. Its type and its name stay as they are made."""
    made = fields.make_field(
        given.kind,
        type=given.type,
        name=given.name,
        refers_to=given.refers_to,
        searchable=given.searchable,
        facts=given.facts(),
        by=request.auth.actor,
    )
    return answer(document(made), status=201)


@router.patch(
    "/{uuid:field_id}",
    response=FieldShown,
    url_name="fields_update",
    operation_id="update_field",
    summary="Change a field",
)
def update(request: ApiRequest, field_id: UUID, given: FieldGiven) -> HttpResponse:
    """Only what is given changes. An option that is not among those given is offered no more."""
    _refuse_others(request)
    whole = FieldGiven(**{**as_it_stands(made_field(field_id)), **given.model_dump(exclude_unset=True)})
    return answer(document(fields.change_field(field_id, facts=whole.facts(), by=request.auth.actor)))


@router.post(
    "/{uuid:field_id}/archive",
    response=FieldShown,
    url_name="fields_archive",
    operation_id="archive_field",
    summary="Archive a field",
)
def archive(request: ApiRequest, field_id: UUID) -> HttpResponse:
    """It is hidden everywhere and keeps its values."""
    return answer(document(fields.archive_field(field_id, by=request.auth.actor)))


@router.post(
    "/{uuid:field_id}/unarchive",
    response=FieldShown,
    url_name="fields_unarchive",
    operation_id="unarchive_field",
    summary="Take a field back into use",
)
def unarchive(request: ApiRequest, field_id: UUID) -> HttpResponse:
    """With all its values."""
    return answer(document(fields.unarchive_field(field_id, by=request.auth.actor)))


def _refuse_others(request: ApiRequest) -> None:
    if not request.auth.actor.may(RIGHT):
        raise NotAllowed(_("Your role does not allow this."))
