"""What is done to many deals takes no statement for each of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from trato.foundation.public import Actor, RecordUpdate
from trato.sales.public import create_deals, restore_deals, trash_deals, update_deals

pytestmark = pytest.mark.django_db


def statements(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def life(count: int, by: Actor) -> tuple[int, ...]:
    rows = [{"name": f"{count} {n}", "amount": "10", "external_id": f"{count}-{n}"} for n in range(count)]
    ids: list[Any] = []
    made = statements(lambda: ids.extend(each.id for each in create_deals(rows, by=by)))
    moves = [RecordUpdate(id=id_, values={"stage": "demo", "next_step": "Call"}) for id_ in ids]
    moved = statements(lambda: update_deals(moves, by=by))
    trashed = statements(lambda: trash_deals(ids, by=by))
    return made, moved, trashed, statements(lambda: restore_deals(ids, by=by))


def test_thirty_deals_take_as_many_statements_as_ten(as_ada: Actor) -> None:
    life(1, as_ada)  # the first stores the pipeline and the way that deals go
    assert life(10, as_ada) == life(30, as_ada)
