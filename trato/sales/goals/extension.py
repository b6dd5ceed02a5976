"""What goals add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import DayPart, NavigationItem, Permission, RestRouter
from trato.sales.goals.mine import my_goals

SALES = _("Sales")


def _router() -> Any:
    from trato.sales.goals.rest import router

    return router


contributions = [
    DayPart(title=_("My goals"), template="sales/goals/mine.html", facts=my_goals, order=10),
    RestRouter(prefix="/sales-goals", router=_router, order=78),
    Permission(name="sales.set_goals", label=_("Set goals"), group=SALES, reaches=False, order=97),
    NavigationItem(
        label=_("Goals"), url_name="sales:goals", icon="target", right="sales.see_deals", group=SALES, order=57
    ),
]
