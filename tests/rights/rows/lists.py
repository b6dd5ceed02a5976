"""Rows of lists: menus, cells and cards that are changed in place, and saved views."""

from typing import Any

from tests.rights.answers import Row, by_owner, by_person, changing, with_rights
from tests.rights.scene import Things
from trato.foundation.public import SavedView


def contacts(things: Things) -> dict[str, Any]:
    return {"plural": "contacts"}


def menu(things: Things) -> dict[str, Any]:
    return {"plural": "contacts", "which": "filters"}


def values(things: Things) -> dict[str, Any]:
    return {"plural": "contacts", "name": "company"}


def cell(things: Things) -> dict[str, Any]:
    return {"plural": "contacts", "id": things.contact.id, "name": "source"}


def typed(things: Things) -> dict[str, Any]:
    return {"value": "Fair"}


def own_view(things: Things) -> dict[str, Any]:
    view = SavedView(kind="contact", name="Matrix", owner_id=things.owner.id)
    view.save()
    return {"plural": "contacts", "view_id": view.id}


def named(things: Things) -> dict[str, Any]:
    return {"name": "Matrix", "audience": "private"}


# A private view is its owner's alone; for everybody else there is none.
PRIVATE = by_owner(
    302,
    nobody=(403, 403, 403),
    seller=(302, 404, 404),
    manager=(302, 404, 404),
    administrator=(302, 404, 404),
)

ROWS = [
    Row("web:list_trash", "GET", with_rights(), path=contacts),
    Row("web:list_menu", "GET", with_rights(), path=menu),
    Row("web:list_values", "GET", with_rights(), path=values),
    Row("web:list_cell", "GET", changing(fine=200), path=cell),
    Row("web:list_cell", "POST", changing(fine=200), path=cell, body=typed),
    Row("web:list_move", "POST", changing(fine=200), path=cell, body=typed),
    Row("web:view_create", "POST", with_rights(302), path=contacts, body=named),
    Row("web:view_change", "POST", PRIVATE, path=own_view, body=named),
    Row("web:view_save", "POST", PRIVATE, path=own_view, body=lambda things: {"state": "sort=-name"}),
    Row("web:view_duplicate", "POST", PRIVATE, path=own_view),
    Row("web:view_move", "POST", PRIVATE, path=own_view, body=lambda things: {"to": "end"}),
    Row("web:view_delete", "POST", PRIVATE, path=own_view),
    Row("web:list_cell_undo", "POST", by_person(302, 404, 404, 404, 404), path=cell),
    Row("web:view_restore", "POST", by_person(302, 403, 404, 404, 404), path=own_view),
]
