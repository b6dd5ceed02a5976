"""Mailchimp: an audience, exported as one file for each state of its people."""

from django.utils.translation import gettext_lazy as _

from trato.customers.moving_in.systems.words import CONSENTS, CONTACTS
from trato.foundation.public import ForeignFile, ForeignSystem

NAME = "mailchimp"
SYSTEM = ForeignSystem(
    name=NAME,
    label="Mailchimp",
    order=60,
    says=_(
        "In Mailchimp, open Audience, All contacts, Export audience, and take the ZIP file with the subscribed, "
        "unsubscribed and cleaned contacts as it is."
    ),
)
_HEADERS = [
    ("email address", "member rating"),
    ("email address", "optin time"),
    ("email address", "leid"),
    ("email address", "euid"),
    ("email address", "tags"),
]
_UNUSED = dict.fromkeys(
    (
        *("member rating", "latitude", "longitude", "gmtoff", "dstoff", "timezone", "cc", "region", "last changed"),
        *("optin time", "optin ip", "confirm time", "confirm ip", "leid", "unsub time", "clean time"),
        *("unsub campaign title", "unsub campaign id", "unsub reason", "unsub reason other", "notes"),
    ),
    "",
)


def _consent(name: str, state: str, at: str, *, proof: str = "") -> ForeignFile:
    """The name of the file says what they want."""
    return ForeignFile(
        system=NAME,
        kind="consent",
        order=CONSENTS,
        is_beside=True,
        headers=_HEADERS,
        names=(name,),
        columns={**_UNUSED, "email address": "contact.email", at: "at", **({proof: "proof"} if proof else {})},
        fixed={"state": state, "channel": "email"},
    )


# One file of everybody has a column for it instead.
STATES = ("email marketing status", "email subscription status", "subscription status", "member status", "status")
_GIVEN, _WITHDRAWN = ("subscribed",), ("unsubscribed", "cleaned", "archived")


def _told(column: str) -> ForeignFile:
    """Who never said anything (“non-subscribed”, “transactional”) is not written to and has nothing to withdraw."""
    return ForeignFile(
        system=NAME,
        kind="consent",
        order=CONSENTS,
        is_beside=True,
        headers=[(*some, column) for some in _HEADERS],
        columns={**_UNUSED, "email address": "contact.email", column: "state", "last changed": "at"},
        words={"state": {**dict.fromkeys(_GIVEN, "given"), **dict.fromkeys(_WITHDRAWN, "withdrawn")}},
        only={column: (*_GIVEN, *_WITHDRAWN)},
        fixed={"channel": "email"},
    )


FILES = [
    ForeignFile(
        system=NAME,
        kind="contact",
        order=CONTACTS,
        headers=_HEADERS,
        columns={
            **_UNUSED,
            **dict.fromkeys(STATES, ""),
            "email address": "email",
            "euid": "external_id",
            "tags": "tags",
        },
    ),
    _consent("subscribed", "given", "confirm time", proof="confirm ip"),
    _consent("unsubscribed", "withdrawn", "unsub time", proof="unsub reason"),
    _consent("cleaned", "withdrawn", "clean time"),
    *(_told(column) for column in STATES),
]
