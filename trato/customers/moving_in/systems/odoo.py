"""Odoo: partners are people and companies in one file; its ids look like `__export__.res_partner_7_1a2b`."""

from django.utils.translation import gettext_lazy as _

from trato.customers.moving_in.systems.words import COMPANIES, CONTACTS, NOTES, PRIORITIES, TASK_STATES, TASKS
from trato.foundation.public import ForeignFile, ForeignSystem

NAME = "odoo"
SYSTEM = ForeignSystem(
    name=NAME,
    label="Odoo",
    order=40,
    says=_(
        "In Odoo, open the list of contacts, choose all, Action, Export with “I want to update data”, so that the "
        "External ID is in it. Opportunities, products, activities and messages are exported from their lists in the "
        "same way."
    ),
)
FIRM = ("true", "1", "yes", "company", "wahr", "sí", "si")
_IDS = {"external id": "external_id", "id": "external_id"}
_PARTNER = {
    **_IDS,
    "name": "name",
    "complete name": "",
    "display name": "",
    "is a company": "",
    "is company": "",
    "company type": "",
    "salesperson": "owner",
    "user id": "owner",
    "user id/id": "",
    "created on": "",
    "notes": "",
}
_HEADERS = [
    ("external id", "name", "is a company"),
    ("external id", "name", "company type"),
    ("id", "name", "is company"),
    ("id", "name", "company type"),
]
_ABOUT = {
    "external id": "old_id",
    "id": "old_id",
    "contact/external id": "contact.external_id",
    "partner id/id": "contact.external_id",
    "partner": "contact",
    "customer": "contact",
    "document name": "contact",
    "message record name": "contact",
    "record name": "contact",
    "related document id": "",
    "document model": "",
    "related document model": "",
}
_EITHER = {"contact.external_id": ("company.external_id",)}  # a partner is one of the two

FILES = [
    ForeignFile(
        system=NAME,
        kind="contact",
        order=CONTACTS,
        headers=[
            *_HEADERS,
            ("external id", "name", "email"),
            ("external id", "name", "related company"),
            ("id", "name", "parent id/id"),
        ],
        columns={
            **_PARTNER,
            "related company": "company",
            "parent id": "company",
            "parent name": "company",
            "related company/external id": "company.external_id",
            "parent id/id": "company.external_id",
        },
        but={"is a company": FIRM, "is company": FIRM, "company type": FIRM},
    ),
    ForeignFile(
        system=NAME,
        kind="company",
        order=COMPANIES,
        is_beside=True,
        headers=_HEADERS,
        columns={
            **_PARTNER,
            "related company": "parent",
            "parent id": "parent",
            "parent name": "parent",
            "related company/external id": "parent.external_id",
            "parent id/id": "parent.external_id",
            "job position": "",
            "function": "",
        },
        only={"is a company": FIRM, "is company": FIRM, "company type": FIRM},
    ),
    ForeignFile(
        system=NAME,
        kind="task",
        order=TASKS,
        headers=[
            ("external id", "activity type", "due date"),
            ("external id", "summary", "due date"),
            ("external id", "title", "deadline"),
            ("id", "activity type id", "date deadline"),
        ],
        columns={
            **_ABOUT,
            "summary": "name",
            "title": "name",
            "activity type": "",
            "due date": "due_on",
            "date deadline": "due_on",
            "deadline": "due_on",
            "note": "details",
            "assigned to": "owner",
            "assignees": "owner",
            "user id": "owner",
            "stage": "state",
        },
        words={"state": TASK_STATES, "priority": PRIORITIES},
        also=_EITHER,
    ),
    ForeignFile(
        system=NAME,
        kind="note",
        order=NOTES,
        headers=[
            ("external id", "contents", "date"),
            ("external id", "body", "date"),
            ("id", "body", "date"),
            ("external id", "contents", "author"),
        ],
        columns={
            **_ABOUT,
            "contents": "body",
            "body": "body",
            "date": "written_at",
            "subject": "what",
            "author": "author",
            "author id": "author",
        },
        also=_EITHER,
    ),
]
