"""Rows of reports, the forecast and goals."""

from typing import Any

from tests.rights.answers import Row, administrators, by_person, with_rights
from tests.rights.scene import Things
from trato.foundation.public import SYSTEM
from trato.sales.goals.use_cases import set_goal


def named(things: Things) -> dict[str, Any]:
    return {"code": "funnel"}


def goal(things: Things) -> dict[str, Any]:
    """One for each request: whoever may remove it does."""
    return {"goal_id": set_goal(whose="", period="2026", measure="count", target="3", by=SYSTEM).id}


def a_goal(things: Things) -> dict[str, Any]:
    return {"whose": "", "period": "2027", "measure": "count", "target": "3"}


def a_figure(things: Things) -> dict[str, Any]:
    return {"whose": "", "period": "2027", "amount": "3", "reason": "Because"}


ROWS = [
    Row("sales:reports", "GET", with_rights()),
    Row("sales:report", "GET", with_rights(), path=named),
    Row("sales:forecast", "GET", with_rights()),
    Row("sales:forecast_changes", "GET", with_rights()),
    Row("sales:forecast_back", "GET", with_rights()),
    Row("sales:adjust_forecast", "POST", administrators(302), body=a_figure),
    Row("sales:goals", "GET", with_rights()),
    Row("sales:goals", "POST", administrators(302), body=a_goal),
    Row("sales:remove_goal", "POST", by_person(302, 403, 403, 404, 302), path=goal),
    Row("api:reports_index", "GET", with_rights(anonymous=401)),
    Row("api:reports_show", "GET", with_rights(anonymous=401), path=named),
    Row("api:forecast_show", "GET", with_rights(anonymous=401)),
    Row("api:goals_index", "GET", with_rights(anonymous=401)),
    Row("api:goals_set", "POST", by_person(401, 403, 403, 403, 200), body=a_goal),
    Row("api:goals_remove", "DELETE", by_person(401, 403, 403, 404, 204), path=goal),
]
