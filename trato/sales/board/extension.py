"""What the board adds to the rest of the system."""

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Contribution, NavigationItem

contributions: list[Contribution] = [
    NavigationItem(
        label=_("Board"),
        url_name="sales:board",
        icon="layout-kanban",
        right="sales.see_deals",
        group=_("Sales"),
        key="b",
        on_phone=True,
        order=49,
    ),
]
