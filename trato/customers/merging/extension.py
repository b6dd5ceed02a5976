"""What merging adds to the rest of the system."""

from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from trato.customers.companies.queries import companies_told
from trato.customers.contacts.queries import contacts_told
from trato.customers.merging.events import CompaniesMerged, CompanyUnmerged, ContactsMerged, ContactUnmerged
from trato.customers.merging.page import members_panel
from trato.customers.merging.use_cases.merge import merge_companies, merge_contacts
from trato.customers.merging.use_cases.unmerge import unmerge_companies, unmerge_contacts
from trato.foundation.public import CustomerPanel, Merging, Permission, RestRouter, TimelineKind

CUSTOMERS = _("Customers")


def _contacts() -> Any:
    from trato.customers.merging.rest import merging_router

    return merging_router("contact")


def _companies() -> Any:
    from trato.customers.merging.rest import merging_router

    return merging_router("company")


def _merge_contacts(pairs: dict[UUID, UUID], **given: Any) -> int:
    return len(merge_contacts(pairs, **given))


def _merge_companies(pairs: dict[UUID, UUID], **given: Any) -> int:
    return len(merge_companies(pairs, **given))


def _unmerge_contacts(ids: list[UUID], **given: Any) -> int:
    return len(unmerge_contacts(ids, **given))


def _unmerge_companies(ids: list[UUID], **given: Any) -> int:
    return len(unmerge_companies(ids, **given))


contributions = [
    Permission(name="customers.merge_contacts", label=_("Merge contacts"), group=CUSTOMERS, reaches=False, order=15),
    Permission(name="customers.merge_companies", label=_("Merge companies"), group=CUSTOMERS, reaches=False, order=25),
    RestRouter(prefix="/contacts", router=_contacts, order=11),
    RestRouter(prefix="/companies", router=_companies, order=21),
    Merging(
        kind="contact",
        right="customers.merge_contacts",
        merge=_merge_contacts,
        unmerge=_unmerge_contacts,
        url_name="customers:merge",
        chosen_url_name="customers:merge_chosen",
    ),
    Merging(
        kind="company",
        right="customers.merge_companies",
        merge=_merge_companies,
        unmerge=_unmerge_companies,
        url_name="customers:merge",
        chosen_url_name="customers:merge_chosen",
    ),
    *(
        CustomerPanel(
            kind=kind,
            title=_("Merged records"),
            template="customers/panels/members.html",
            facts=partial(members_panel, kind),
            order=90,
        )
        for kind in ("contact", "company")
    ),
    *(
        TimelineKind(event=event.kind, template=f"customers/timeline/{name}.html", icon=icon, records=told)
        for event, name, icon, told in (
            (ContactsMerged, "contacts_merged", "git-merge", contacts_told),
            (ContactUnmerged, "contact_unmerged", "arrow-back-up", contacts_told),
            (CompaniesMerged, "companies_merged", "git-merge", companies_told),
            (CompanyUnmerged, "company_unmerged", "arrow-back-up", companies_told),
        )
    ),
]
