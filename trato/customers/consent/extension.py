"""What consents add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.customers.consent.events import ConsentAsked, ConsentGiven, ConsentWithdrawn, PreferenceLinkRenewed
from trato.customers.consent.models import Consent
from trato.customers.consent.panel import consents_of_contact
from trato.customers.consent.rules import CONSENT_RULE
from trato.customers.contacts.models import Contact
from trato.foundation.public import CustomerPanel, Permission, RestRouter, SettingsLink, TimelineKind

CUSTOMERS = _("Customers")
PRIVACY = _("Privacy")


def _router() -> Any:
    from trato.customers.consent.rest import router

    return router


def _purposes() -> Any:
    from trato.customers.consent.rest import purposes_router

    return purposes_router


def _consents_told() -> Any:
    return Consent.objects.told()


def _contacts_told() -> Any:
    return Contact.objects.only("id", "name")


contributions = [
    CONSENT_RULE,
    Permission(name="customers.record_consents", label=_("Write down consents"), group=CUSTOMERS, order=60),
    Permission(
        name="customers.manage_purposes",
        label=_("Manage what consent is asked for, and its wording"),
        group=PRIVACY,
        reaches=False,
        order=61,
    ),
    RestRouter(prefix="/contacts", router=_router, order=12),
    RestRouter(prefix="/purposes", router=_purposes, order=13),
    CustomerPanel(
        kind="contact",
        title=_("Consents"),
        template="customers/panels/consents.html",
        facts=consents_of_contact,
        order=35,
    ),
    SettingsLink(
        label=_("Consents"),
        says=_("What you ask people’s consent for, in which words, and on which channels."),
        url_name="customers:purposes",
        icon="shield-check",
        right="customers.manage_purposes",
        events=("customers.purpose_created", "customers.purpose_changed", "customers.wording_written"),
        order=50,
    ),
    *(
        TimelineKind(
            event=event.kind,
            template=f"customers/timeline/{name}.html",
            icon=icon,
            records=_consents_told,
        )
        for event, name, icon in (
            (ConsentGiven, "consent_given", "shield-check"),
            (ConsentAsked, "consent_asked", "clock"),
            (ConsentWithdrawn, "consent_withdrawn", "x"),
        )
    ),
    TimelineKind(
        event=PreferenceLinkRenewed.kind,
        template="customers/timeline/preference_link_renewed.html",
        icon="refresh",
        records=_contacts_told,
    ),
]
