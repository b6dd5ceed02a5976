"""What customers adds to the rest of the system."""

from django.utils.translation import gettext_lazy as _

from trato.customers.companies.events import CompanyChanged, CompanyCreated, CompanyRestored, CompanyTrashed
from trato.customers.companies.kind import COMPANY
from trato.customers.contacts.events import ContactChanged, ContactCreated, ContactRestored, ContactTrashed
from trato.customers.contacts.kind import CONTACT
from trato.customers.notes.events import NoteWritten
from trato.customers.notes.models import Note
from trato.customers.timeline.subscribers import ACTIVITIES, note_last_activity
from trato.foundation.public import NavigationItem, Permission, Reader, TimelineKind

CUSTOMERS = _("Customers")

contributions = [
    CONTACT,
    COMPANY,
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
    Permission(name="customers.see_companies", label=_("See companies"), group=CUSTOMERS, order=20),
    Permission(
        name="customers.create_companies", label=_("Create companies"), group=CUSTOMERS, reaches=False, order=21
    ),
    Permission(name="customers.edit_companies", label=_("Edit companies"), group=CUSTOMERS, order=22),
    Permission(name="customers.delete_companies", label=_("Delete companies"), group=CUSTOMERS, order=23),
    Permission(name="customers.write_notes", label=_("Write notes"), group=CUSTOMERS, reaches=False, order=30),
    TimelineKind(event=ContactCreated.kind, template="customers/timeline/contact_created.html", icon="user-plus"),
    TimelineKind(event=ContactChanged.kind, template="customers/timeline/contact_changed.html", icon="pencil"),
    TimelineKind(event=ContactTrashed.kind, template="customers/timeline/contact_trashed.html", icon="trash"),
    TimelineKind(event=ContactRestored.kind, template="customers/timeline/contact_restored.html", icon="arrow-back-up"),
    TimelineKind(event=CompanyCreated.kind, template="customers/timeline/company_created.html", icon="building-plus"),
    TimelineKind(event=CompanyChanged.kind, template="customers/timeline/company_changed.html", icon="pencil"),
    TimelineKind(event=CompanyTrashed.kind, template="customers/timeline/company_trashed.html", icon="trash"),
    TimelineKind(event=CompanyRestored.kind, template="customers/timeline/company_restored.html", icon="arrow-back-up"),
    TimelineKind(
        event=NoteWritten.kind,
        template="customers/timeline/note_written.html",
        icon="note",
        records=lambda: Note.objects.all(),
    ),
    Reader(name="customers.last_activity", events=ACTIVITIES, react=note_last_activity),
]
