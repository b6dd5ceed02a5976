"""The OpenAPI schemas of a kind, made from its fields. The engine checks values itself, with reasons for people."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, WithJsonSchema, create_model

from trato.foundation.public import Field, FieldType, LiveChoices, RecordKind

TEXT: dict[str, Any] = {"type": "string"}
MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}
A_DAY: dict[str, Any] = {"type": "string", "format": "date"}
ID: dict[str, Any] = {"type": "string", "format": "uuid"}
POINTER: dict[str, Any] = {"type": "object", "properties": {"id": ID, "name": TEXT}}


def _list_of(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "maxItems": 100, "items": {"type": "object", "properties": properties}}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "enum" in schema:
        return {**schema, "type": ["string", "null"], "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


SCHEMAS: dict[FieldType, dict[str, Any]] = {
    FieldType.NUMBER: {"type": "integer"},
    FieldType.DECIMAL: {"type": "number"},
    FieldType.YES_NO: {"type": "boolean"},
    FieldType.CHOICES: {"type": "array", "items": TEXT},
    FieldType.MONEY: {
        "type": "object",
        "properties": {"amount": {"type": "string", "examples": ["12.50"]}, "currency": {"type": "string"}},
    },
    FieldType.MOMENT: MOMENT,
    FieldType.DAY: {"type": "string", "format": "date"},
    FieldType.EMAIL: {"type": "string", "format": "email"},
    FieldType.USER: POINTER,
    FieldType.TEAM: POINTER,
    FieldType.REFERENCE: POINTER,
    FieldType.TAGS: {"type": "array", "items": TEXT},
    FieldType.IDENTITIES: _list_of(
        id=ID,
        kind={"type": "string", "examples": ["email", "phone", "website", "domain", "external", "handle"]},
        source=TEXT,
        value=TEXT,
        normalised=TEXT,
        label=TEXT,
        shared={"type": "boolean"},
        proof=TEXT,
    ),
    FieldType.ADDRESSES: _list_of(
        label=TEXT,
        street=TEXT,
        city=TEXT,
        region=TEXT,
        postal_code=TEXT,
        country={"type": "string", "examples": ["ES"]},
    ),
    # A role can be known before the company is.
    FieldType.COMPANIES: _list_of(id=_or_null(ID), name=_or_null(TEXT), role=TEXT, since=A_DAY, until=A_DAY),
    FieldType.REFERENCES: _list_of(id=ID, name=TEXT),
    FieldType.LINES: {"type": "array", "items": {"type": "object", "additionalProperties": True}},
    FieldType.USERS: _list_of(id=ID, name=TEXT),
}


def _schema(spec: Field) -> dict[str, Any]:
    described = {**SCHEMAS.get(spec.type, TEXT), "description": str(spec.label)}
    # Those that people make are others tomorrow, and before the first migration there is no table of them.
    if not isinstance(spec.choices, LiveChoices) and spec.choices:
        described["enum"] = [code for code, _label in spec.choices]
    return described


def writing_schema(kind: RecordKind) -> type[BaseModel]:
    """Any name is let through: the engine says which are not there, also to those from whom one is hidden."""
    fields: dict[str, Any] = {
        spec.name: (Annotated[Any, WithJsonSchema(_or_null(_schema(spec)))], None)
        for spec in kind.fields
        if spec.column or spec.part
    }
    return create_model(f"{kind.name.title()}Fields", __config__=ConfigDict(extra="allow"), **fields)


def reading_schema(kind: RecordKind, *, whole: bool = True) -> type[BaseModel]:
    """Of a list one may ask for some fields alone: then nothing is sure to be there, not even the id."""
    fields: dict[str, Any] = {
        "id": (Annotated[Any, WithJsonSchema(ID)], ... if whole else None),
        **{spec.name: (Annotated[Any, WithJsonSchema(_or_null(_schema(spec)))], None) for spec in kind.fields},
        "version": (Annotated[Any, WithJsonSchema({"type": "integer"})], None),
        "merged_ids": (Annotated[Any, WithJsonSchema({"type": "array", "items": ID})], None),
    }
    return create_model(kind.name.title() if whole else f"Listed{kind.name.title()}", **fields)


def page_schema(kind: RecordKind) -> type[BaseModel]:
    item = reading_schema(kind, whole=False)
    return create_model(f"{kind.name.title()}Page", results=(list[item], ...), paging=(Paging, ...))  # type: ignore[valid-type]  # a model made a line above


class Next(BaseModel):
    after: str


class Paging(BaseModel):
    next: Next | None = None


def values_of(body: BaseModel) -> dict[str, Any]:
    return {name: value for name, value in body if name in body.model_fields_set}
