"""What the forecast adds to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import NavigationItem, Permission, RestRouter
from trato.sales.forecast.behind import CHANGED_FILTER
from trato.sales.forecast.stood import STOOD_FILTER

SALES = _("Sales")


def _router() -> Any:
    from trato.sales.forecast.rest import router

    return router


contributions = [
    CHANGED_FILTER,
    STOOD_FILTER,
    RestRouter(prefix="/sales-forecast", router=_router, order=77),
    Permission(
        name="sales.adjust_forecasts",
        label=_("Say another figure than the forecast’s"),
        group=SALES,
        reaches=False,
        order=98,
    ),
    NavigationItem(
        label=_("Forecast"),
        url_name="sales:forecast",
        icon="chart-line",
        right="sales.see_deals",
        group=SALES,
        order=56,
    ),
]
