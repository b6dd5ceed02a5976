"""What goals add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import NavigationItem, Permission, RestRouter

SALES = _("Sales")


def _router() -> Any:
    from trato.sales.goals.rest import router

    return router


contributions = [
    RestRouter(prefix="/sales-goals", router=_router, order=78),
    Permission(name="sales.set_goals", label=_("Set goals"), group=SALES, reaches=False, order=97),
    NavigationItem(
        label=_("Goals"), url_name="sales:goals", icon="target", right="sales.see_deals", group=SALES, order=57
    ),
]
