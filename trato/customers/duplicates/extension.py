"""What duplicates add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.customers.companies.queries import companies_told
from trato.customers.contacts.queries import contacts_told
from trato.customers.duplicates.events import CompaniesKeptApart, ContactsKeptApart
from trato.customers.duplicates.scanning import SCAN
from trato.customers.duplicates.subscribers import CHANGING, look_for_duplicates
from trato.foundation.public import JobKind, LikelyDuplicates, NavigationItem, Reader, RestRouter, TimelineKind

CUSTOMERS = _("Customers")


def _router() -> Any:
    from trato.customers.duplicates.rest import router

    return router


contributions = [
    RestRouter(prefix="/duplicates", router=_router, order=45),
    NavigationItem(
        label=_("Duplicates"),
        url_name="customers:duplicates",
        url_kwargs={"plural": "contacts"},
        icon="git-merge",
        right="customers.merge_contacts",
        group=CUSTOMERS,
        order=25,
    ),
    Reader(name="customers.duplicates", events=CHANGING, react=look_for_duplicates),
    JobKind(task=SCAN, label=_("Look for duplicates")),
    JobKind(task="trato.customers.duplicates.tasks.scan_all_duplicates", label=_("Look for duplicates among all")),
    *(LikelyDuplicates(kind=kind, url_name="customers:likely_duplicates") for kind in ("contact", "company")),
    TimelineKind(
        event=ContactsKeptApart.kind,
        template="customers/timeline/contacts_kept_apart.html",
        icon="users",
        records=contacts_told,
    ),
    TimelineKind(
        event=CompaniesKeptApart.kind,
        template="customers/timeline/companies_kept_apart.html",
        icon="building",
        records=companies_told,
    ),
]
