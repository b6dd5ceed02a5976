"""The forecast for programs."""

from django.http import HttpResponse
from ninja import Router

from trato.api.public import ApiRequest, answer
from trato.sales.forecast.table import forecast, read_by, read_span
from trato.sales.reports.rest import ReportShown, shown
from trato.sales.reports.scope import read_scope

router = Router(tags=["Sales forecast"])


@router.get("", url_name="forecast_show", response=ReportShown, summary="Show the forecast")
def show(
    request: ApiRequest,
    by: str = "",
    span: str = "",
    period: str = "",
    pipeline: str = "",
    team: str = "",
    owner: str = "",
) -> HttpResponse:
    given = {"period": period, "pipeline": pipeline, "team": team, "owner": owner}
    scope = read_scope(given, by=request.auth.actor, default="this_quarter")
    return answer(shown(forecast(scope, by=read_by(by), span=read_span(span)).report, scope))
