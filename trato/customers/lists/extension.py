"""What lists add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.customers.lists.acts import LIST_ACTS
from trato.customers.lists.events import ListChanged, ListCreated, ListJoined, ListLeft, ListRestored, ListTrashed
from trato.customers.lists.kind import LIST
from trato.customers.lists.models import StaticList
from trato.customers.lists.panels import lists_of_company, lists_of_contact, members_panel
from trato.customers.lists.rules import LIST_RULE
from trato.foundation.public import (
    CustomerPanel,
    NavigationItem,
    Permission,
    RestRouter,
    TimelineKind,
)

CUSTOMERS = _("Customers")


def _router() -> Any:
    from trato.customers.lists.rest import router

    return router


def _lists_told() -> Any:
    """A line of a story says the name and no more."""
    return StaticList.objects.only("id", "name")


contributions = [
    LIST,
    LIST_RULE,
    *LIST_ACTS,
    RestRouter(prefix="/lists", router=_router, order=55),
    NavigationItem(
        label=_("Lists"),
        url_name="web:list",
        url_kwargs={"plural": "lists"},
        icon=LIST.icon,
        right="customers.see_lists",
        group=CUSTOMERS,
        key="l",
        order=55,
    ),
    Permission(name="customers.see_lists", label=_("See lists"), group=CUSTOMERS, order=65),
    Permission(name="customers.create_lists", label=_("Create lists"), group=CUSTOMERS, reaches=False, order=66),
    Permission(name="customers.edit_lists", label=_("Edit lists and who is on them"), group=CUSTOMERS, order=67),
    Permission(name="customers.delete_lists", label=_("Delete lists"), group=CUSTOMERS, order=68),
    *(
        TimelineKind(
            event=event.kind,
            template=f"customers/timeline/{name}.html",
            icon=icon,
            label=label,
            records=_lists_told,
            group="groups",
        )
        for event, name, icon, label in (
            (ListJoined, "list_joined", "playlist-add", _("Put onto a list")),
            (ListLeft, "list_left", "playlist-x", _("Taken off a list")),
            (ListCreated, "list_created", "plus", ""),
            (ListChanged, "list_changed", "pencil", ""),
            (ListTrashed, "list_trashed", "trash", ""),
            (ListRestored, "list_restored", "arrow-back-up", ""),
        )
    ),
    CustomerPanel(
        kind="contact", title=_("Lists"), template="customers/panels/lists.html", facts=lists_of_contact, order=36
    ),
    CustomerPanel(
        kind="company", title=_("Lists"), template="customers/panels/lists.html", facts=lists_of_company, order=36
    ),
    CustomerPanel(
        kind="list", title=_("Members"), template="customers/panels/list_members.html", facts=members_panel, order=5
    ),
]
