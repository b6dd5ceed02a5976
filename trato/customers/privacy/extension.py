"""What privacy adds to the rest of the system."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.customers.contacts.models import Contact
from trato.customers.privacy.events import AccessAnswered, AccessFetched, ContactErased
from trato.customers.privacy.panel import privacy_of_contact
from trato.customers.privacy.people import keys_born_before, subject_of_contact
from trato.customers.privacy.personal import contributions as personal_data
from trato.customers.privacy.use_cases.erase import erase_by_list, hide_contact, told
from trato.foundation.public import (
    SYSTEM,
    CustomerPanel,
    Erasable,
    JobKind,
    Permission,
    RestRouter,
    SettingsLink,
    TimelineKind,
)

PRIVACY = _("Privacy")


def _router() -> Any:
    from trato.customers.privacy.rest import router

    return router


def _erasures() -> Any:
    from trato.customers.privacy.rest import erasures

    return erasures


def _answers() -> Any:
    from trato.customers.privacy.rest import answers

    return answers


def _contacts_told() -> Any:
    return Contact.objects.only("id", "name")


contributions = [
    *personal_data,
    Erasable(
        kind="contact",
        subject=subject_of_contact,
        again=partial(erase_by_list, by=SYSTEM),
        hide=hide_contact,
        told=told,
        keys=keys_born_before,
    ),
    Permission(
        name="customers.answer_privacy_requests",
        label=_("Answer people’s requests about their data, and erase them"),
        group=PRIVACY,
        reaches=False,
        order=62,
    ),
    Permission(
        name="customers.manage_retention",
        label=_("Manage for how long contacts are kept"),
        group=PRIVACY,
        reaches=False,
        order=63,
    ),
    RestRouter(prefix="/contacts", router=_router, order=14),
    RestRouter(prefix="/erasures", router=_erasures, order=15),
    RestRouter(prefix="/access-exports", router=_answers, order=16),
    CustomerPanel(
        kind="contact",
        title=_("Privacy"),
        template="customers/panels/privacy.html",
        facts=privacy_of_contact,
        order=90,
    ),
    SettingsLink(
        label=_("Privacy requests"),
        says=_("Who was told what we know about them, and what was erased, with its certificate."),
        url_name="customers:privacy_requests",
        icon="shield-check",
        right="customers.answer_privacy_requests",
        events=("customers.access_answered", "customers.contact_erased"),
        order=51,
    ),
    SettingsLink(
        label=_("Retention"),
        says=_("After how long without any activity contacts are put into the trash or erased."),
        url_name="customers:retention",
        icon="clock",
        right="customers.manage_retention",
        events=("customers.retention_rule_changed", "customers.retention_applied"),
        order=52,
    ),
    *(
        TimelineKind(
            event=event.kind,
            template=f"customers/timeline/{name}.html",
            icon=icon,
            records=_contacts_told,
        )
        for event, name, icon in (
            (AccessAnswered, "access_answered", "shield-check"),
            (AccessFetched, "access_fetched", "download"),
            (ContactErased, "contact_erased", "trash"),
        )
    ),
    JobKind(task="customers.answer_access", label=_("Write down what is known about a person")),
    JobKind(task="customers.forget_answers", label=_("Forget old answers to people’s requests")),
    JobKind(task="customers.retention", label=_("Apply the retention rules")),
]
