"""Odoo: opportunities; the customer of one is a person or a company, told apart only by whom the id is of."""

from trato.sales.moving_in.systems.outcomes import Deals

FILES = Deals(
    system="odoo",
    headers=[
        ("external id", "opportunity", "stage"),
        ("external id", "opportunity", "expected revenue"),
        ("id", "name", "stage id", "expected revenue"),
    ],
    columns={
        "external id": "external_id",
        "id": "external_id",
        "opportunity": "name",
        "name": "name",
        "customer/external id": "contact.external_id",
        "partner id/id": "contact.external_id",
        "customer": "",
        "partner id": "",
        "contact name": "",
        "company name": "",
        "email": "",
        "phone": "",
        "expected revenue": "amount",
        "salesperson": "owner",
        "user id": "owner",
        "expected closing": "close_on",
        "date deadline": "close_on",
        "created on": "begun_on",
        "create date": "begun_on",
        "lost reason": "lost_reason",
        "probability": "",
        "active": "",
        "prorated revenue": "",
        "sales team": "",
    },
    stages=("stage", "stage id"),
    won={"stage": ("won",), "stage id": ("won",)},
    lost={"active": ("false", "0")},
    also={"contact.external_id": ("company.external_id",)},
    currencies=("currency",),
).files()
