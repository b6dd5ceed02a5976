"""From which program a file comes, by the columns that only its exports have together."""

from collections.abc import Sequence

# Names as programs spell them; one set of several must be there completely.
OURS = "trato"
SYSTEMS: dict[str, tuple[str, tuple[tuple[str, ...], ...]]] = {
    OURS: ("Trato", (("trato id",),)),
    "hubspot": (
        "HubSpot",
        (
            ("record id", "first name", "last name"),
            ("record id", "company name"),
            ("record id", "company domain name"),
            ("contact id", "lifecycle stage", "hubspot owner"),
            ("record id", "email", "associated company"),
        ),
    ),
    "salesforce": (
        "Salesforce",
        (
            ("id", "last name", "mailing street"),
            ("id", "last name", "account id"),
            ("contact id", "last name", "account name"),
            ("account id", "account name"),
            ("id", "name", "billing street"),
            ("last name", "mailing city"),
            ("account name", "billing city"),
        ),
    ),
    "google": (
        "Google Contacts",
        (
            ("e mail 1 value",),
            ("phone 1 value", "organization name"),
            ("given name", "group membership"),
            ("phone 1 value",),
        ),
    ),
    "outlook": (
        "Outlook",
        (
            ("e mail address", "business phone"),
            ("first name", "e mail address", "home street"),
            ("e mail display name",),
        ),
    ),
    "pipedrive": ("Pipedrive", (("person name",), ("organization name", "organization id"), ("person id",))),
    "odoo": (
        "Odoo",
        (
            ("external id", "name"),
            ("display name", "is a company"),
            ("company type", "salesperson"),
            ("complete name",),
        ),
    ),
    "espocrm": (
        "EspoCRM",
        (
            ("first name", "last name", "account name", "email address"),
            ("name", "billing address street"),
            ("first name", "account", "assigned user"),
        ),
    ),
    "mailchimp": (
        "Mailchimp",
        (
            ("email address", "leid"),
            ("email address", "member rating"),
            ("email address", "optin time"),
            ("email address", "tags"),
        ),
    ),
}
COUNTING = ("hubspot", "salesforce", "pipedrive", "odoo", "espocrm", "mailchimp")


def recognise_system(names: Sequence[str]) -> str:
    """The most telling one; "" when the columns could be anybody's. Names are plain."""
    there = set(names)
    if there >= set(SYSTEMS[OURS][1][0]):
        return OURS
    fits = {
        system: max((len(each) for each in signatures if set(each) <= there), default=0)
        for system, (_label, signatures) in SYSTEMS.items()
    }
    best = max(fits, key=lambda system: fits[system])
    return best if fits[best] else ""


def system_label(system: str) -> str:
    return SYSTEMS[system][0] if system in SYSTEMS else ""
