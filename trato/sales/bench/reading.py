"""Reports, the forecast and the board, each beside one bare statement."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import connection
from django.urls import reverse

from trato.foundation.public import User, asked_once
from trato.kit.figures import Act, Work
from trato.kit.rendered_pages import page_of
from trato.sales.bench.ready import board
from trato.sales.forecast.changed import what_changed
from trato.sales.forecast.looking_back import look_back
from trato.sales.forecast.table import forecast
from trato.sales.reports.catalogue import reports_for
from trato.sales.reports.scope import read_scope

REPORT_BUDGET, BOARD_BUDGET = 1_000.0, 100.0
FEW = 5  # rounds of what takes half a second
ADDED_UP = """
select r.state, count(*), sum(r.base_amount) from sales_deal r where r.is_standing group by r.state
"""
STILL_OPEN = """
select r.stage_id, count(*), sum(r.base_amount) from sales_deal r where r.is_standing and r.state = 'open'
 group by r.stage_id
"""
ON_BOARD = """
select r.stage_id, count(*), sum(r.base_amount), (array_agg(r.name order by r.close_on, r.id))[:10]
  from sales_deal r where r.is_standing and r.pipeline_id = %s group by r.stage_id
"""
PERIODS = ("all", "this_year")


def works(user: User) -> Iterator[Work]:
    yield from _reports(user)
    yield from _forecasts(user)
    code = board().code
    yield Work(
        name="board of 2,000 deals HTML",
        act=page_of(user, f"{reverse('sales:board')}?pipeline={code}"),
        floor=partial(rows, ON_BOARD, [code]),
        budget=BOARD_BUDGET,
    )


def _reports(user: User) -> Iterator[Work]:
    for kind in reports_for(user.acting("page")):
        for period in PERIODS[: 1 if kind.ignores_period else None]:

            def act(make: Any = kind.make, period: str = period) -> object:
                return make(read_scope({"period": period}, by=user.acting("page")), "")

            yield _slow(f"report {kind.code} of {period}", act, ADDED_UP)


def _forecasts(user: User) -> Iterator[Work]:
    def scope() -> Any:
        return read_scope({}, by=user.acting("page"), default="this_quarter")

    yield _slow("forecast by period", lambda: forecast(scope(), by="period", span="quarter"), STILL_OPEN)
    yield _slow("forecast by owner", lambda: forecast(scope(), by="owner", span="quarter"), STILL_OPEN)
    yield _slow("forecast: what changed in a week", lambda: what_changed(scope(), days=7), STILL_OPEN)
    yield _slow("forecast: how good it was", lambda: look_back(scope(), weeks=13), STILL_OPEN)


def _slow(name: str, act: Act, floor: str) -> Work:
    asked = as_a_request(act)
    return Work(
        name=name, act=asked, floor=partial(rows, floor, []), rounds=FEW, floor_rounds=FEW, budget=REPORT_BUDGET
    )


def as_a_request(act: Act) -> Act:
    def asked() -> object:
        with asked_once():
            return act()

    return asked


def rows(statement: str, parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
