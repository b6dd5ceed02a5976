"""Rows of moves from other programs."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from tests.rights.answers import Answers, Row, by_owner, with_rights
from tests.rights.scene import Things
from trato.foundation.moving_in.public import Move, files_of_move, start_move
from trato.foundation.public import SYSTEM

CONTACTS = b"Record ID,First Name,Last Name,Email,Shoe size\n1,A,B,a@b.example,38\n"


def moved(things: Things) -> Move:
    as_owner = replace(SYSTEM, kind="user", id=things.owner.id)
    return start_move("hubspot", [("people.csv", BytesIO(CONTACTS))], by=as_owner)


def move(things: Things) -> dict[str, Any]:
    return {"id": moved(things).id}


def file(things: Things) -> dict[str, Any]:
    made = moved(things)
    return {"id": made.id, "file": files_of_move(made)[0].id}


def of_ones_own(fine: int = 302) -> Answers:
    return by_owner(
        302,
        nobody=(403, 403, 403),
        seller=(fine, 404, 404),
        manager=(fine, 404, 404),
        administrator=(fine, fine, fine),
    )


# Fields of one's own are made by administrators only.
MAKING_FIELDS = by_owner(
    302,
    nobody=(403, 403, 403),
    seller=(302, 404, 404),
    manager=(302, 404, 404),
    administrator=(302, 302, 302),
)

ROWS = [
    Row("web:move_start", "GET", with_rights()),
    Row("web:move_start", "POST", with_rights(422)),
    Row("web:move", "GET", of_ones_own(200), path=move),
    Row("web:move_files", "POST", of_ones_own(422), path=move),
    Row("web:move_system", "POST", of_ones_own(), path=move, body=lambda things: {"system": "odoo"}),
    Row("web:move_people", "POST", of_ones_own(), path=move),
    Row("web:move_holds", "POST", of_ones_own(), path=file, body=lambda things: {"kind": "contact"}),
    Row("web:move_words", "POST", of_ones_own(), path=file),
    Row("web:move_fields", "POST", MAKING_FIELDS, path=file),
    Row("web:move_run", "POST", of_ones_own(), path=move),
    Row("web:move_stop", "POST", of_ones_own(), path=move),
    Row("web:move_discard", "POST", of_ones_own(), path=move),
]
