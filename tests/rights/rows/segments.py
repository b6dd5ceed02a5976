"""Rows of segments, lists and the builder of rules."""

from typing import Any

from tests.rights.answers import Row, by_person, changing, one_of_us, seeing, with_rights
from tests.rights.rows.exports import new_rows, with_the_right
from tests.rights.scene import Things
from trato.customers.public import define_trait
from trato.foundation.public import SYSTEM

FAIR = {"field": "source", "value": "Fair"}


def segment(things: Things) -> dict[str, Any]:
    return {"id": things.segment.id}


def member(things: Things) -> dict[str, Any]:
    return {"id": things.segment.id, "record_id": things.contact.id}


def api_segment(things: Things) -> dict[str, Any]:
    return {"segment_id": things.segment.id}


def api_member(things: Things) -> dict[str, Any]:
    return {"segment_id": things.segment.id, "record_id": things.contact.id}


def api_list(things: Things) -> dict[str, Any]:
    return {"list_id": things.list.id}


def of_contacts(things: Things) -> dict[str, Any]:
    return {"plural": "contacts"}


def from_list(things: Things) -> dict[str, Any]:
    return {"name": "Of a list", "rules": '{"field": "source", "value": "Fair"}'}


def ids(things: Things) -> dict[str, Any]:
    return {"ids": [str(things.contact.id)]}


def record(name: str) -> Any:
    return lambda things: {"record_id": getattr(things, name).id}


def file_of(name: str) -> Any:
    return lambda things: {"record_id": getattr(things, name).id, "file_id": getattr(things, f"{name}_file").id}


PAGES = [
    Row("web:rules_count", "POST", with_rights(), path=of_contacts, body=lambda things: {"rules": "{}"}),
    Row("web:rules_row", "GET", with_rights(), path=of_contacts),
    Row("web:rules_group", "GET", with_rights(), path=of_contacts),
    Row("customers:segment_rules", "GET", changing(fine=200), path=segment),
    Row("customers:segment_rules", "POST", changing(), path=segment),
    Row("customers:segment_moves", "GET", seeing(), path=segment),
    Row("customers:segment_overlap", "GET", seeing(), path=segment),
    Row("customers:segment_why", "GET", seeing(), path=member),
]
OWN = [
    Row("api:segment_rules", "GET", seeing(anonymous=401), path=api_segment),
    Row(
        "api:segment_rules_change",
        "PUT",
        changing(anonymous=401, fine=200, nobody=403),
        path=api_segment,
        body=lambda things: {"rules": FAIR},
    ),
    Row("api:segment_members", "GET", seeing(anonymous=401), path=api_segment),
    Row("api:segment_why", "GET", seeing(anonymous=401), path=api_member),
    Row("api:list_members", "GET", seeing(anonymous=401), path=api_list),
    Row(
        "api:list_members_add",
        "POST",
        changing(anonymous=401, fine=200, nobody=403),
        path=api_list,
        body=ids,
    ),
    Row(
        "api:list_members_remove",
        "DELETE",
        changing(anonymous=401, fine=200, nobody=403),
        path=api_list,
        body=ids,
    ),
]
API = [
    row
    for plural, thing in (("segments", "segment"), ("lists", "list"))
    for row in (
        Row(f"api:{plural}_index", "GET", one_of_us(anonymous=401)),
        Row(f"api:{plural}_create", "POST", with_rights(201, anonymous=401), body=lambda things: {"name": "One"}),
        Row(f"api:{plural}_show", "GET", seeing(anonymous=401), path=record(thing)),
        Row(
            f"api:{plural}_update",
            "PATCH",
            changing(anonymous=401, fine=200),
            path=record(thing),
            body=lambda things: {"name": "Two"},
        ),
        Row(f"api:{plural}_delete", "DELETE", changing(anonymous=401, fine=204), path=record(thing)),
        Row(
            f"api:{plural}_restore",
            "POST",
            changing(anonymous=401, fine=200, nobody=403),
            path=record(f"trashed_{thing}"),
        ),
        Row(f"api:{plural}_search", "POST", one_of_us(anonymous=401), body=lambda things: {}),
        Row(f"api:{plural}_batch_create", "POST", with_the_right(anonymous=401), body=new_rows),
        Row(f"api:{plural}_files", "GET", seeing(anonymous=401), record(thing)),
        Row(f"api:{plural}_files_add", "POST", changing(anonymous=401, fine=415), record(thing)),
        Row(f"api:{plural}_file_content", "GET", seeing(anonymous=401), file_of(thing)),
        Row(f"api:{plural}_file_delete", "DELETE", changing(anonymous=401, fine=204), file_of(thing)),
        Row(
            f"api:{plural}_batch_upsert",
            "POST",
            by_person(401, 403, 422, 422, 422),
            body=lambda things: {"key": "name", "rows": [{"name": "One"}]},
        ),
        Row(
            f"api:{plural}_batch_update",
            "POST",
            with_the_right(anonymous=401, fine=207),
            body=lambda things: {"rows": [{"id": str(things.contact.id), "name": "Two"}]},
        ),
        Row(
            f"api:{plural}_batch_archive",
            "POST",
            with_the_right(anonymous=401, fine=207),
            body=lambda things: {"ids": [str(things.contact.id)]},
        ),
    )
]
FROM_LISTS = [
    Row("customers:segment_from_list", "GET", with_rights(), path=of_contacts),
    Row("customers:segment_from_list", "POST", with_rights(302), path=of_contacts, body=from_list),
]
ROWS = [*PAGES, *OWN, *API, *FROM_LISTS]


def scored(things: Things) -> dict[str, Any]:
    define_trait("score", label="Score", type="number", by=SYSTEM)
    return {"values": [{"id": str(things.contact.id), "value": 1}]}


TRAITS = [
    Row("api:traits_index", "GET", with_rights(anonymous=401)),
    Row(
        "api:traits_define",
        "PUT",
        by_person(401, 403, 403, 200, 200),
        path=lambda things: {"code": "score"},
        body=lambda things: {"label": "Score", "type": "number"},
    ),
    Row(
        "api:traits_write",
        "POST",
        by_person(401, 403, 403, 200, 200),
        path=lambda things: {"code": "score"},
        body=scored,
    ),
    Row(
        "api:traits_of_record",
        "GET",
        seeing(anonymous=401),
        path=lambda things: {"kind": "contact", "record_id": things.contact.id},
    ),
]
ROWS += TRAITS
