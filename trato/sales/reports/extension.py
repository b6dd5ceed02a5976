"""What reports add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import NavigationItem, RestRouter
from trato.sales.reports.exactly import EXACTLY_FILTER
from trato.sales.reports.ready import contributions as ready


def _router() -> Any:
    from trato.sales.reports.rest import router

    return router


contributions = [
    EXACTLY_FILTER,
    *ready,
    RestRouter(prefix="/sales-reports", router=_router, order=76),
    NavigationItem(
        label=_("Reports"),
        url_name="sales:reports",
        icon="chart-bar",
        right="sales.see_deals",
        group=_("Sales"),
        order=58,
    ),
]
