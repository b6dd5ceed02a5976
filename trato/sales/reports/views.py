"""Pages of reports. Every address is one report with what was asked of it."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from trato.sales.reports.catalogue import REPORTS, report_named
from trato.sales.reports.page import report_page
from trato.web.public import StaffRequest, staff_page


@require_GET
@staff_page("sales.see_deals")
def reports(request: StaffRequest) -> HttpResponse:
    return report_page(request, next(iter(REPORTS.values())))


@require_GET
@staff_page("sales.see_deals")
def report(request: StaffRequest, code: str) -> HttpResponse:
    return report_page(request, report_named(code, seen_by=request.actor))
