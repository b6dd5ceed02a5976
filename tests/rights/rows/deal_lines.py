"""Rows of the lines of deals: who changes a deal changes its lines."""

from typing import Any

from tests.rights.answers import Row, changing
from tests.rights.scene import Things
from trato.foundation.public import SYSTEM
from trato.sales.public import create_deals


def deal(things: Things) -> dict[str, Any]:
    (saved,) = create_deals([{"name": "Matrix deal", "owner": str(things.owner.id)}], by=SYSTEM)
    return {"id": saved.id}


def line(things: Things) -> dict[str, Any]:
    return {"line_description": "Scaffolding", "line_unit_price": "5"}


ROWS = [
    Row("sales:deal_lines", "GET", changing(fine=200, nobody=403), path=deal),
    Row("sales:deal_lines", "POST", changing(nobody=403), path=deal, body=line),
    Row("sales:add_line", "POST", changing(nobody=403), path=deal, body=line),
]
