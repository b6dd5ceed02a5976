"""Rows of what one keeps at hand: one's own, of what one may see; and of the help pages."""

from typing import Any

from tests.rights.answers import Row, one_of_us, seeing
from tests.rights.scene import Things


def contact(things: Things) -> dict[str, Any]:
    return {"plural": "contacts", "id": things.contact.id}


def page_of_everybody(things: Things) -> dict[str, Any]:
    return {"address": "/change-sets/", "wanted": "yes"}


def wanted(things: Things) -> dict[str, Any]:
    return {"wanted": "yes"}


ROWS = [
    Row("web:help", "GET", one_of_us()),
    Row("web:help_page", "GET", one_of_us(), path=lambda things: {"name": "lists"}),
    Row("web:record_pin", "POST", seeing(fine=302), path=contact, body=wanted),
    Row("web:page_pin", "POST", one_of_us(302), body=page_of_everybody),
]
