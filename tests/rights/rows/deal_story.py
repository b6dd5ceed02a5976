"""Rows of what is taken back on the page of a deal."""

from typing import Any

from tests.rights.answers import Row, changing
from tests.rights.scene import Things
from trato.foundation.public import SYSTEM, RecordUpdate
from trato.sales.public import create_deals, update_deals


def deal_with_other_lines(things: Things) -> dict[str, Any]:
    (saved,) = create_deals([{"name": "Matrix deal", "owner": str(things.owner.id)}], by=SYSTEM)
    lines = [{"description": "Scaffolding", "unit_price": "5", "quantity": "1"}]
    update_deals([RecordUpdate(id=saved.id, values={"lines": lines})], by=SYSTEM)
    return {"id": saved.id}


ROWS = [
    Row(
        "sales:put_lines_back",
        "POST",
        changing(nobody=403),
        path=deal_with_other_lines,
        body=lambda things: {"version": "2"},
    ),
]
