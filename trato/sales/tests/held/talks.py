"""Calls and deals of 2017, and plain counting."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection

from trato.customers.public import (
    create_activities,
    update_activities,
)
from trato.foundation.public import (
    Actor,
    RecordUpdate,
)
from trato.sales.deals.recounting import RECOUNT
from trato.sales.public import create_deals, update_deals
from trato.sales.tests.plain import plain_deals

Held = Callable[[UUID], int]
BEGUN, CLOSED = "2017-01-01", "2017-02-01"


def check() -> None:
    for each in plain_deals():
        if each.state != "open":
            assert each.row.held_count == min(each.talks, 50), each.row.name


def talk(by: Actor, day: str = "2017-01-10", *, state: str = "held", **about: Any) -> UUID:
    facts = {"name": "Call", "type": "call", "state": state, "starts_at": f"{day}T10:00"}
    values = facts | {name: str(value) for name, value in about.items()}
    return create_activities([values], by=by)[0].id


def change(activity: UUID, by: Actor, **values: Any) -> None:
    update_activities([RecordUpdate(id=activity, values=values)], by=by)


def edit(deal: UUID, by: Actor, **values: Any) -> None:
    update_deals([RecordUpdate(id=deal, values=values)], by=by)


def made(by: Actor, **values: Any) -> UUID:
    given = {"name": "Pump", "stage": "won", "begun_on": BEGUN, "close_on": CLOSED, **values}
    return create_deals([{name: str(value) for name, value in given.items()}], by=by)[0].id


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where task_name = %s", [RECOUNT])
        ((found,),) = cursor.fetchall()
    return int(found)
