"""What relations of contacts and the tree of companies add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.customers.companies.tree import told_by_the_tree, tree_of_company
from trato.customers.relations.events import (
    ContactsRelated,
    ContactsUnrelated,
    RelationChanged,
    RelationTypesChanged,
)
from trato.customers.relations.personal import relations_count, relations_erase, relations_read
from trato.customers.relations.queries import relations_of_contact, relations_told
from trato.foundation.public import CustomerPanel, Permission, PersonalData, RestRouter, SettingsLink, TimelineKind

CUSTOMERS = _("Customers")


def _router() -> Any:
    from trato.customers.relations.rest import router

    return router


contributions = [
    RestRouter(prefix="/relations", router=_router, order=38),
    SettingsLink(
        label=_("Kinds of relations"),
        says=_("What contacts can be to each other, named in both directions."),
        url_name="customers:relation_types",
        icon="users-group",
        right="customers.manage_relations",
        events=(RelationTypesChanged.kind,),
        order=62,
    ),
    Permission(
        name="customers.manage_relations",
        label=_("Word the kinds of relations"),
        group=CUSTOMERS,
        reaches=False,
        order=15,
    ),
    *(
        TimelineKind(event=event.kind, template=f"customers/timeline/{name}.html", icon=icon, records=relations_told)
        for event, name, icon in (
            (ContactsRelated, "contacts_related", "users-group"),
            (RelationChanged, "relation_changed", "pencil"),
            (ContactsUnrelated, "contacts_unrelated", "users-group"),
        )
    ),
    CustomerPanel(
        kind="contact",
        title=_("Relations"),
        template="customers/panels/relations.html",
        facts=relations_of_contact,
        order=12,
    ),
    CustomerPanel(
        kind="company",
        title=_("Group"),
        template="customers/panels/tree.html",
        facts=tree_of_company,
        order=20,
    ),
    *(
        CustomerPanel(
            kind="company", title=_("Group"), template="", facts=told_by_the_tree, relation=relation, order=21
        )
        for relation in ("company.group", "contact.group")
    ),
    PersonalData(
        name="customers.relations",
        label=_("Relations"),
        kind="contact",
        tables=("customers.ContactRelation",),
        read=relations_read,
        count=relations_count,
        erase=relations_erase,
    ),
]
