"""Pipedrive: its exports of organizations, people, activities and notes, whose columns say whose they are."""

from django.utils.translation import gettext_lazy as _

from trato.customers.moving_in.systems.words import (
    ACTIVITIES,
    ACTIVITY_STATES,
    COMPANIES,
    CONTACTS,
    NOTES,
    PRIORITIES,
    TASK_STATES,
    TASKS,
)
from trato.foundation.public import ForeignFile, ForeignSystem

NAME = "pipedrive"
SYSTEM = ForeignSystem(
    name=NAME,
    label="Pipedrive",
    order=30,
    says=_(
        "In Pipedrive, open your account, Tools and apps, Export data, and export Organizations, People, Deals, "
        "Products, Activities and Notes as CSV or Excel, with all columns."
    ),
)
TALKS = ("call", "meeting", "lunch", "demo")


def _both(columns: dict[str, str], of: str) -> dict[str, str]:
    """Newer exports leave out whose column it is: “Activity - Subject” is “Subject”."""
    return {**{f"{of} {name}": field for name, field in columns.items()}, **columns}


_ABOUT = {
    "id": "old_id",
    "contact person": "contact",
    "person": "contact",
    "person id": "contact.external_id",
    "contact person id": "contact.external_id",
    "organization": "company",
    "organization id": "company.external_id",
    "deal": "",
    "deal id": "",
    "lead": "",
}
_TASK = {
    **_ABOUT,
    "subject": "name",
    "done": "state",
    "due date": "due_on",
    "due time": "",
    "duration": "",
    "note": "details",
    "public description": "",
    "assigned to user": "owner",
    "creator": "",
    "add time": "",
    "type": "",
    "priority": "priority",
}
_TALK = {**_TASK, "due date": "starts_at", "type": "type", "location": "place", "priority": ""}
_NOTE = {**_ABOUT, "content": "body", "add time": "written_at", "user": "author", "update time": ""}
_HEADERS = [
    ("activity subject", "activity type"),
    ("activity subject", "activity done"),
    ("subject", "type", "done", "due date"),
]

FILES = [
    ForeignFile(
        system=NAME,
        kind="company",
        order=COMPANIES,
        headers=[("organization name", "organization id"), ("organization name", "organization owner")],
        columns={
            "organization id": "external_id",
            "organization name": "name",
            "organization owner": "owner",
            "organization people": "",
            "organization parent organization": "parent",
            "organization parent organization id": "parent.external_id",
        },
    ),
    ForeignFile(
        system=NAME,
        kind="contact",
        order=CONTACTS,
        headers=[
            ("person name", "person id"),
            ("person name", "person organization"),
            ("person name", "person owner"),
        ],
        columns={
            "person id": "external_id",
            "person name": "name",
            "person first name": "given_name",
            "person last name": "family_name",
            "person organization": "company",
            "person organization id": "company.external_id",
            "organization id": "company.external_id",
            "person owner": "owner",
        },
    ),
    ForeignFile(
        system=NAME,
        kind="task",
        order=TASKS,
        headers=_HEADERS,
        columns=_both(_TASK, "activity"),
        words={"state": TASK_STATES, "priority": PRIORITIES},
        but={"activity type": TALKS, "type": TALKS},
    ),
    ForeignFile(
        system=NAME,
        kind="activity",
        order=ACTIVITIES,
        is_beside=True,
        headers=_HEADERS,
        columns=_both(_TALK, "activity"),
        words={
            "state": ACTIVITY_STATES,
            "type": {"call": "call", "meeting": "meeting", "lunch": "meeting", "demo": "meeting"},
        },
        only={"activity type": TALKS, "type": TALKS},
    ),
    ForeignFile(
        system=NAME,
        kind="note",
        order=NOTES,
        headers=[("note content", "note add time"), ("content", "add time"), ("id", "content", "person")],
        columns=_both(_NOTE, "note"),
    ),
]
