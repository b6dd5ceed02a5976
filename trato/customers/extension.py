"""What customers adds to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.customers.activities.extension import contributions as activities
from trato.customers.bench.extension import contributions as bench
from trato.customers.companies.events import CompanyChanged, CompanyCreated, CompanyRestored, CompanyTrashed
from trato.customers.companies.kind import COMPANY
from trato.customers.companies.queries import companies_told
from trato.customers.consent.extension import contributions as consent
from trato.customers.contacts.events import ContactChanged, ContactCreated, ContactRestored, ContactTrashed
from trato.customers.contacts.kind import CONTACT
from trato.customers.contacts.queries import contacts_told
from trato.customers.duplicates.extension import contributions as duplicates
from trato.customers.help_pages import contributions as help_pages
from trato.customers.lists.extension import contributions as lists
from trato.customers.merging.extension import contributions as merging
from trato.customers.moving_in.extension import contributions as moving_in
from trato.customers.notes.events import NoteWritten
from trato.customers.notes.queries import notes_told, tell_mentions
from trato.customers.notes.subscribers import MENTIONED, MENTIONING, tell_the_mentioned
from trato.customers.panels.queries import (
    addresses_of_company,
    addresses_of_contact,
    companies_of_contact,
    contacts_of_company,
    identities_of_company,
    identities_of_contact,
)
from trato.customers.pointing.queries import companies_pointed_at, contacts_pointed_at
from trato.customers.privacy.extension import contributions as privacy
from trato.customers.relations.extension import contributions as relations
from trato.customers.samples.use_cases.create import create_sample_customers
from trato.customers.samples.use_cases.remove import remove_sample_customers
from trato.customers.segments.extension import contributions as segments
from trato.customers.task_templates.extension import contributions as task_templates
from trato.customers.tasks.extension import contributions as tasks
from trato.customers.timeline.queries import story_of_company, story_of_contact
from trato.customers.timeline.rules import EVENT_RULE
from trato.customers.timeline.subscribers import ACTIVITIES, ASSIGNING, note_last_activity
from trato.customers.traits.extension import contributions as traits
from trato.foundation.public import (
    CardLayout,
    CustomerPanel,
    NavigationItem,
    NotificationKind,
    Permission,
    Pointing,
    Reader,
    RecordStory,
    RestRouter,
    SampleData,
    StaffPages,
    TimelineGroup,
    TimelineKind,
    tell_new_owners,
)

CUSTOMERS = _("Customers")


def _contacts() -> Any:
    from trato.customers.contacts.rest import router

    return router


def _companies() -> Any:
    from trato.customers.companies.rest import router

    return router


def _notes() -> Any:
    from trato.customers.notes.rest import router

    return router


def _tags() -> Any:
    from trato.customers.tags.rest import router

    return router


contributions = [
    CardLayout(
        kind="contact",
        properties={
            "FN": "name",
            "ORG": "company",
            "TITLE": "job_title",
            "EMAIL": "email",
            "TEL": "phone",
            "URL": "website",
            "ADR": "addresses",
            "CATEGORIES": "tags",
        },
        name_parts=("family_name", "given_name"),
    ),
    CONTACT,
    COMPANY,
    *tasks,
    *segments,
    *lists,
    EVENT_RULE,
    *traits,
    *consent,
    *privacy,
    *merging,
    *duplicates,
    *activities,
    *task_templates,
    *relations,
    *help_pages,
    *bench,
    *moving_in,
    StaffPages(prefix="", urlconf="trato.customers.urls", order=50),
    RestRouter(prefix="/contacts", router=_contacts, order=10),
    RestRouter(prefix="/companies", router=_companies, order=20),
    RestRouter(prefix="/notes", router=_notes, order=30),
    RestRouter(prefix="/tags", router=_tags, order=40),
    NavigationItem(
        label=_("Contacts"),
        url_name="web:list",
        url_kwargs={"plural": "contacts"},
        icon="users",
        right="customers.see_contacts",
        group=CUSTOMERS,
        key="c",
        on_phone=True,
        order=10,
    ),
    NavigationItem(
        label=_("Companies"),
        url_name="web:list",
        url_kwargs={"plural": "companies"},
        icon="building",
        right="customers.see_companies",
        group=CUSTOMERS,
        key="o",
        on_phone=True,
        order=20,
    ),
    Permission(name="customers.see_contacts", label=_("See contacts"), group=CUSTOMERS, order=10),
    Permission(name="customers.create_contacts", label=_("Create contacts"), group=CUSTOMERS, reaches=False, order=11),
    Permission(name="customers.edit_contacts", label=_("Edit contacts"), group=CUSTOMERS, order=12),
    Permission(name="customers.delete_contacts", label=_("Delete contacts"), group=CUSTOMERS, order=13),
    Permission(name="customers.export_contacts", label=_("Export contacts"), group=CUSTOMERS, order=14),
    Permission(name="customers.see_companies", label=_("See companies"), group=CUSTOMERS, order=20),
    Permission(
        name="customers.create_companies", label=_("Create companies"), group=CUSTOMERS, reaches=False, order=21
    ),
    Permission(name="customers.edit_companies", label=_("Edit companies"), group=CUSTOMERS, order=22),
    Permission(name="customers.delete_companies", label=_("Delete companies"), group=CUSTOMERS, order=23),
    Permission(name="customers.export_companies", label=_("Export companies"), group=CUSTOMERS, order=24),
    Permission(name="customers.write_notes", label=_("Write notes"), group=CUSTOMERS, reaches=False, order=30),
    *[
        TimelineKind(
            event=event.kind,
            template=f"customers/timeline/{name}.html",
            icon=icon,
            label=label,
            records=contacts_told,
        )
        for event, name, icon, label in (
            (ContactCreated, "contact_created", "user-plus", _("Contact created")),
            (ContactChanged, "contact_changed", "pencil", _("Contact changed")),
            (ContactTrashed, "contact_trashed", "trash", _("Contact put into the trash")),
            (ContactRestored, "contact_restored", "arrow-back-up", _("Contact restored")),
        )
    ],
    *[
        TimelineKind(
            event=event.kind,
            template=f"customers/timeline/{name}.html",
            icon=icon,
            label=label,
            records=companies_told,
        )
        for event, name, icon, label in (
            (CompanyCreated, "company_created", "building-plus", _("Company created")),
            (CompanyChanged, "company_changed", "pencil", _("Company changed")),
            (CompanyTrashed, "company_trashed", "trash", _("Company put into the trash")),
            (CompanyRestored, "company_restored", "arrow-back-up", _("Company restored")),
        )
    ],
    TimelineKind(
        event=NoteWritten.kind,
        template="customers/timeline/note_written.html",
        icon="note",
        label=_("Note written"),
        records=notes_told,
        group="notes",
    ),
    TimelineGroup(name="notes", label=_("Notes"), order=10),
    TimelineGroup(name="changes", label=_("Changes"), order=50),
    TimelineGroup(name="imports", label=_("Imports"), door="import", order=60),
    RecordStory(
        kind="contact",
        story=story_of_contact,
        composer="customers/composer/box.html",
        composer_right="customers.write_notes",
    ),
    RecordStory(
        kind="company",
        story=story_of_company,
        composer="customers/composer/box.html",
        composer_right="customers.write_notes",
    ),
    CustomerPanel(
        kind="contact",
        title=_("Companies"),
        template="customers/panels/companies.html",
        facts=companies_of_contact,
        order=10,
    ),
    CustomerPanel(
        kind="contact",
        title=_("Identities"),
        template="customers/panels/identities.html",
        facts=identities_of_contact,
        order=20,
    ),
    CustomerPanel(
        kind="contact",
        title=_("Addresses"),
        template="customers/panels/addresses.html",
        facts=addresses_of_contact,
        order=30,
    ),
    CustomerPanel(
        kind="company",
        title=_("Contacts"),
        template="customers/panels/contacts.html",
        facts=contacts_of_company,
        relation="contact.company",
        order=10,
    ),
    CustomerPanel(
        kind="company",
        title=_("Identities"),
        template="customers/panels/identities.html",
        facts=identities_of_company,
        order=30,
    ),
    CustomerPanel(
        kind="company",
        title=_("Addresses"),
        template="customers/panels/addresses.html",
        facts=addresses_of_company,
        order=40,
    ),
    Pointing(kind="contact", among=contacts_pointed_at),
    Pointing(kind="company", among=companies_pointed_at),
    NotificationKind(
        name=MENTIONED,
        label=_("Somebody mentions me"),
        icon="at",
        template="customers/notifications/mentioned.txt",
        tell=tell_mentions,
        order=10,
    ),
    Reader(name="customers.mentions", events=MENTIONING, react=tell_the_mentioned),
    Reader(name="customers.assignments", events=ASSIGNING, react=tell_new_owners),
    Reader(name="customers.last_activity", events=ACTIVITIES, react=note_last_activity),
    SampleData(name="customers.samples", create=create_sample_customers, remove=remove_sample_customers),
]
