"""Pages of the forecast."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from trato.sales.forecast import page
from trato.web.public import StaffRequest, staff_page


@require_GET
@staff_page("sales.see_deals")
def forecast(request: StaffRequest) -> HttpResponse:
    return page.forecast_page(request)


@require_POST
@staff_page("sales.adjust_forecasts")
def adjust_forecast(request: StaffRequest) -> HttpResponse:
    return page.adjusted(request)


@require_GET
@staff_page("sales.see_deals")
def forecast_changes(request: StaffRequest) -> HttpResponse:
    return page.changes_page(request)


@require_GET
@staff_page("sales.see_deals")
def forecast_back(request: StaffRequest) -> HttpResponse:
    return page.back_page(request)
