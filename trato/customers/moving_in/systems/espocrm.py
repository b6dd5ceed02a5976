"""EspoCRM: its exports keep the names of its fields, and every record its id."""

from django.utils.translation import gettext_lazy as _

from trato.customers.moving_in.systems.words import (
    ACTIVITIES,
    ACTIVITY_STATES,
    COMPANIES,
    CONTACTS,
    DIRECTIONS,
    NOTES,
    PRIORITIES,
    TASK_STATES,
    TASKS,
)
from trato.foundation.public import ForeignFile, ForeignSystem

NAME = "espocrm"
SYSTEM = ForeignSystem(
    name=NAME,
    label="EspoCRM",
    order=50,
    says=_(
        "In EspoCRM, open the lists of accounts, contacts, opportunities, tasks, calls and meetings, choose all "
        "results and export them with all fields as CSV."
    ),
)
_OWNER = {"assigned user name": "owner", "assigned user id": "", "created at": "", "modified at": "", "teams names": ""}
_LINKS = {
    **_OWNER,
    "id": "old_id",
    "name": "name",
    "status": "state",
    "contact id": "contact.external_id",
    "contacts ids": "contact.external_id",
    "account id": "company.external_id",
    "description": "details",
    "account name": "",
    "contact name": "",
    "contacts names": "",
    "parent name": "",
    "parent type": "",
    "parent id": "",
}


def _talk(type_: str, *headers: tuple[str, ...]) -> ForeignFile:
    return ForeignFile(
        system=NAME,
        kind="activity",
        order=ACTIVITIES,
        headers=headers,
        columns={**_LINKS, "date start": "starts_at", "date end": "", "duration": "", "direction": "direction"},
        words={"state": ACTIVITY_STATES, "direction": DIRECTIONS},
        fixed={"type": type_},
    )


FILES = [
    ForeignFile(
        system=NAME,
        kind="company",
        order=COMPANIES,
        headers=[("id", "name", "billing address street"), ("id", "name", "website", "email address")],
        columns={
            "id": "external_id",
            "name": "name",
            **_OWNER,
            "type": "",
            "sic code": "",
            "parent id": "parent.external_id",
        },
    ),
    ForeignFile(
        system=NAME,
        kind="contact",
        order=CONTACTS,
        headers=[
            ("id", "first name", "last name", "account id"),
            ("id", "first name", "last name", "account name"),
            ("id", "first name", "last name", "email address"),
        ],
        columns={"id": "external_id", "account id": "company.external_id", "account name": "company", **_OWNER},
    ),
    ForeignFile(
        system=NAME,
        kind="task",
        order=TASKS,
        headers=[
            ("id", "name", "status", "priority", "date end"),
            ("id", "name", "status", "priority", "date start", "date end"),
            ("id", "name", "status", "priority"),
            ("id", "name", "status", "date end", "date completed"),
        ],
        columns={**_LINKS, "date end": "due_at", "date end date": "due_on", "date start": "", "priority": "priority"},
        words={"state": TASK_STATES, "priority": PRIORITIES},
    ),
    _talk("call", ("id", "name", "status", "date start", "direction")),
    _talk("meeting", ("id", "name", "status", "date start", "date end"), ("id", "name", "status", "date start")),
    *(
        ForeignFile(
            system=NAME,
            kind="note",
            order=NOTES,
            is_beside=is_beside,
            headers=[("id", "post", "parent type", "parent id")],
            columns={
                "id": "old_id",
                "post": "body",
                "parent id": f"{about}.external_id",
                "parent type": "",
                "parent name": "",
                "created at": "written_at",
                "created by name": "author",
                "type": "",
            },
            only={"parent type": (parent,)},
            needed=("body",),
        )
        for about, parent, is_beside in (("contact", "contact", False), ("company", "account", True))
    ),
]
