"""HubSpot: the files of its exports of objects and activities, linked by Record IDs."""

from django.utils.translation import gettext_lazy as _

from trato.customers.moving_in.systems.words import (
    ACTIVITIES,
    COMPANIES,
    CONTACTS,
    DIRECTIONS,
    NOTES,
    PRIORITIES,
    TASK_STATES,
    TASKS,
)
from trato.foundation.public import ForeignFile, ForeignSystem

NAME = "hubspot"
SYSTEM = ForeignSystem(
    name=NAME,
    label="HubSpot",
    order=10,
    says=_(
        "In HubSpot, open Contacts, Companies, Deals, Products, Notes, Tasks, Calls and Meetings one after the other "
        "and export each with all properties and associations as CSV."
    ),
)
_LINKS = {
    "record id": "old_id",
    "associated contact ids": "contact.external_id",
    "associated contact id": "contact.external_id",
    "associated company ids": "company.external_id",
    "associated company id": "company.external_id",
    "associated contact": "",
    "associated contacts": "",
    "associated company": "",
    "associated companies": "",
    "associated deal": "",
    "associated deal ids": "",
    "activity assigned to": "owner",
    "assigned to": "owner",
}

FILES = [
    ForeignFile(
        system=NAME,
        kind="company",
        order=COMPANIES,
        headers=[("record id", "company name"), ("record id", "company domain name"), ("company id", "company name")],
        columns={
            "record id": "external_id",
            "company id": "external_id",
            "associated contact ids": "",
            "associated contact": "",
            "parent company": "parent",
            "parent company id": "parent.external_id",
            "parent company ids": "parent.external_id",
            "company owner": "owner",
            "create date": "",
        },
    ),
    ForeignFile(
        system=NAME,
        kind="contact",
        order=CONTACTS,
        headers=[("record id", "first name", "last name"), ("record id", "email"), ("contact id", "email")],
        columns={
            "record id": "external_id",
            "contact id": "external_id",
            "primary associated company id": "company.external_id",
            "associated company ids": "company.external_id",
            "associated company id": "company.external_id",
            "associated company": "company",
            "contact owner": "owner",
            "create date": "",
        },
    ),
    ForeignFile(
        system=NAME,
        kind="task",
        order=TASKS,
        headers=[
            ("record id", "task title"),
            ("record id", "task status"),
            ("record id", "task name", "due date"),
            ("task title", "task status"),
        ],
        columns={
            **_LINKS,
            "task title": "name",
            "task name": "name",
            "task status": "state",
            "status": "state",
            "task priority": "priority",
            "due date": "due_at",
            "task notes": "details",
            "task type": "",
            "create date": "",
        },
        words={"state": TASK_STATES, "priority": PRIORITIES},
    ),
    ForeignFile(
        system=NAME,
        kind="activity",
        order=ACTIVITIES,
        headers=[("record id", "call title"), ("record id", "call notes"), ("record id", "call outcome")],
        columns={
            **_LINKS,
            "call title": "name",
            "call notes": "details",
            "call outcome": "outcome",
            "call direction": "direction",
            "call duration": "",
            "call status": "",
            "activity date": "starts_at",
            "create date": "",
        },
        words={"direction": DIRECTIONS},
        fixed={"type": "call"},
    ),
    ForeignFile(
        system=NAME,
        kind="activity",
        order=ACTIVITIES,
        headers=[("record id", "meeting name"), ("record id", "meeting start time"), ("record id", "meeting outcome")],
        columns={
            **_LINKS,
            "meeting name": "name",
            "meeting start time": "starts_at",
            "activity date": "starts_at",
            "meeting end time": "",
            "meeting outcome": "outcome",
            "meeting description": "details",
            "meeting notes": "details",
            "meeting location": "place",
            "create date": "",
        },
        fixed={"type": "meeting"},
    ),
    ForeignFile(
        system=NAME,
        kind="note",
        order=NOTES,
        headers=[("record id", "note body"), ("note body", "activity date")],
        columns={
            **_LINKS,
            "note body": "body",
            "activity date": "written_at",
            "create date": "",
            "activity assigned to": "author",
            "assigned to": "author",
            "activity created by": "",
        },
    ),
]
