"""How one works with customers, in a few words."""

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import HelpPage

contributions = [
    HelpPage(
        name="customers",
        title=_("Contacts and companies"),
        template="customers/help/customers.html",
        kinds=["contact", "company"],
        order=20,
    ),
    HelpPage(
        name="segments",
        title=_("Segments and lists of people"),
        template="customers/help/segments.html",
        kinds=["segment", "list"],
        order=30,
    ),
    HelpPage(
        name="duplicates",
        title=_("Duplicates and merging"),
        template="customers/help/duplicates.html",
        pages=["customers:duplicates", "customers:merge", "customers:merge_many"],
        order=40,
    ),
    HelpPage(
        name="consent",
        title=_("Consent and privacy"),
        template="customers/help/consent.html",
        pages=[
            "customers:purposes",
            "customers:purpose",
            "customers:consents",
            "customers:privacy_requests",
            "customers:retention",
            "customers:contact_data",
        ],
        order=50,
    ),
    HelpPage(
        name="activities",
        title=_("Activities and my day"),
        template="customers/help/activities.html",
        kinds=["task", "activity"],
        pages=["customers:my_day"],
        order=60,
    ),
]
