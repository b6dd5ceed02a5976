"""Rows of fields that people make. None is there, so who may make them is told so."""

from typing import Any

from tests.rights.answers import Row, by_person
from tests.rights.scene import Things

LOOK = by_person(302, 403, 403, 403, 200)
ONE = by_person(302, 403, 403, 403, 404)
ONE_BY_PROGRAM = by_person(401, 403, 403, 403, 404)


def contacts(things: Things) -> dict[str, Any]:
    return {"kind": "contact"}


def one(things: Things) -> dict[str, Any]:
    return {"field_id": things.contact.id}


def named(things: Things) -> dict[str, Any]:
    return {"label": "Matrix"}


def new(things: Things) -> dict[str, Any]:
    return {"kind": "contact", "type": "text", "label": "Matrix"}


ROWS = [
    Row("web:fields", "GET", LOOK),
    Row("web:new_field", "GET", LOOK, path=contacts),
    Row("web:new_field", "POST", LOOK, path=contacts, body=named),
    Row("web:field", "GET", ONE, path=one),
    Row("web:field", "POST", ONE, path=one, body=named),
    Row("web:field_limits", "POST", ONE, path=one),
    Row("web:move_field", "POST", ONE, path=one),
    Row("web:archive_field", "POST", ONE, path=one),
    Row("web:unarchive_field", "POST", ONE, path=one),
    Row("web:index_field", "POST", ONE, path=one),
    Row("web:drop_field", "GET", ONE, path=one),
    Row("web:drop_field", "POST", ONE, path=one, body=named),
    Row("api:fields_index", "GET", by_person(401, 403, 403, 403, 200)),
    Row("api:fields_schema", "GET", by_person(401, 403, 200, 200, 200), path=contacts),
    Row("api:fields_create", "POST", by_person(401, 403, 403, 403, 201), body=new),
    Row("api:fields_update", "PATCH", ONE_BY_PROGRAM, path=one, body=named),
    Row("api:fields_archive", "POST", ONE_BY_PROGRAM, path=one),
    Row("api:fields_unarchive", "POST", ONE_BY_PROGRAM, path=one),
]
