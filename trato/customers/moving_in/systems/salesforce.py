"""Salesforce: the CSV files of its data export, linked by Ids whose first letters tell what they are of."""

import re

from django.utils.translation import gettext_lazy as _

from trato.customers.moving_in.systems.words import (
    ACTIVITIES,
    COMPANIES,
    CONSENTS,
    CONTACTS,
    NOTES,
    PRIORITIES,
    RELATIONS,
    TASK_STATES,
    TASKS,
    USERS,
)
from trato.customers.relations.queries import reports_to
from trato.foundation.public import PEOPLE, ForeignFile, ForeignSystem

NAME = "salesforce"
_SHORT_ID = re.compile("(?<![0-9A-Za-z])[0-9A-Za-z]{15}(?![0-9A-Za-z])")
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def full_id(cell: str) -> str:
    """Reports write ids with 15 letters, exports with 18: the last three say which of them are capitals."""
    return _SHORT_ID.sub(lambda found: found.group() + _capitals(found.group()), cell)


def _capitals(id_: str) -> str:
    fives = (id_[at : at + 5] for at in (0, 5, 10))
    return "".join(_SIGNS[sum(1 << at for at, letter in enumerate(five) if letter.isupper())] for five in fives)


SYSTEM = ForeignSystem(
    name=NAME,
    label="Salesforce",
    order=20,
    says=_(
        "In Salesforce, open Setup, Data export, choose Account, Contact, Opportunity, Product, Task, Event, Note and "
        "User, and take the ZIP file that it makes as it is."
    ),
    full_id=full_id,
)
CONTACT, COMPANY = "003", "001"
_ABOUT = {
    "id": "old_id",
    "who id": "contact.external_id",
    "what id": "company.external_id",
    "owner id": "owner",
    "is deleted": "",
    "created date": "",
}
_PREFIXES = {"contact.external_id": (CONTACT,), "company.external_id": (COMPANY,)}

FILES = [
    ForeignFile(
        system=NAME,
        kind=PEOPLE,
        order=USERS,
        headers=[("id", "username", "email")],
        columns={"id": "id", "email": "email", "name": "name", "username": "", "last name": "", "first name": ""},
    ),
    ForeignFile(
        system=NAME,
        kind="company",
        order=COMPANIES,
        headers=[
            ("id", "name", "billing street"),
            ("id", "name", "billing city"),
            ("id", "name", "parent id", "owner id"),
            ("account id", "account name"),
        ],
        columns={
            "id": "external_id",
            "account id": "external_id",
            "name": "name",
            "owner id": "owner",
            "parent id": "parent.external_id",
            "parent account id": "parent.external_id",
            "parent account": "parent",
            "created date": "",
            "type": "",
        },
        but={"is deleted": ("1", "true")},
    ),
    ForeignFile(
        system=NAME,
        kind="contact",
        order=CONTACTS,
        headers=[
            ("id", "last name", "account id"),
            ("id", "last name", "mailing street"),
            ("contact id", "last name"),
        ],
        columns={
            "id": "external_id",
            "contact id": "external_id",
            "account id": "company.external_id",
            "account name": "company",
            "owner id": "owner",
            "reports to id": "",
            "created date": "",
            "has opted out of email": "",
        },
        but={"is deleted": ("1", "true")},
    ),
    ForeignFile(
        system=NAME,
        kind="consent",
        order=CONSENTS,
        is_beside=True,
        headers=[("id", "last name", "has opted out of email")],
        columns={"id": "contact.external_id", "has opted out of email": "state"},
        only={"has opted out of email": ("1", "true")},
        words={"state": {"1": "withdrawn", "true": "withdrawn"}},
        fixed={"channel": "email"},
        needed=("state",),
    ),
    ForeignFile(
        system=NAME,
        kind="relation",
        order=RELATIONS,
        is_beside=True,
        headers=[("id", "last name", "reports to id")],
        columns={"id": "contact.external_id", "reports to id": "other.external_id"},
        fixed={"relation": reports_to},
        but={"is deleted": ("1", "true"), "reports to id": ("",)},
        needed=("other",),
    ),
    ForeignFile(
        system=NAME,
        kind="task",
        order=TASKS,
        headers=[("id", "subject", "activity date", "status"), ("id", "who id", "subject", "status")],
        columns={**_ABOUT, "subject": "name", "activity date": "due_on", "description": "details", "account id": ""},
        words={"state": TASK_STATES, "priority": PRIORITIES},
        prefixes=_PREFIXES,
        but={"is deleted": ("1", "true"), "task subtype": ("call",)},
    ),
    ForeignFile(
        system=NAME,
        kind="activity",
        order=ACTIVITIES,
        is_beside=True,
        headers=[("id", "subject", "activity date", "status", "task subtype")],
        columns={
            **_ABOUT,
            "subject": "name",
            "activity date": "starts_at",
            "description": "details",
            "call disposition": "outcome",
            "status": "",
            "priority": "",
            "account id": "",
            "call type": "",
        },
        prefixes=_PREFIXES,
        only={"task subtype": ("call",)},
        fixed={"type": "call"},
    ),
    ForeignFile(
        system=NAME,
        kind="activity",
        order=ACTIVITIES,
        headers=[("id", "subject", "start date time"), ("id", "subject", "activity date time")],
        columns={
            **_ABOUT,
            "subject": "name",
            "start date time": "starts_at",
            "activity date time": "",
            "end date time": "",
            "activity date": "",
            "duration in minutes": "minutes",
            "description": "details",
            "location": "place",
            "account id": "",
        },
        prefixes=_PREFIXES,
        fixed={"type": "meeting"},
        but={"is deleted": ("1", "true")},
    ),
    *(
        ForeignFile(
            system=NAME,
            kind="note",
            order=NOTES,
            is_beside=is_beside,
            headers=[("id", "parent id", "body"), ("id", "parent id", "title", "owner id", "is private")],
            columns={
                "id": "old_id",
                "parent id": f"{about}.external_id",
                "title": "what",
                "body": "body",
                "owner id": "author",
                "created date": "written_at",
                "account id": "",
            },
            prefixes={f"{about}.external_id": (prefix,)},
            but={"is deleted": ("1", "true")},
            needed=(about,),
        )
        for about, prefix, is_beside in (("contact", CONTACT, False), ("company", COMPANY, True))
    ),
]
