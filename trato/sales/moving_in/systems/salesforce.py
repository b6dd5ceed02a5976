"""Salesforce: Opportunity.csv of the data export, which says with 1 and 0 what is closed and what was won."""

from trato.sales.moving_in.systems.outcomes import Deals

FILES = Deals(
    system="salesforce",
    headers=[("id", "name", "stage name", "close date"), ("opportunity id", "opportunity name", "stage")],
    columns={
        "id": "external_id",
        "opportunity id": "external_id",
        "name": "name",
        "account id": "company.external_id",
        "contact id": "contact.external_id",
        "owner id": "owner",
        "close date": "close_on",
        "created date": "begun_on",
        "next step": "next_step",
        "loss reason": "lost_reason",
        "lead source": "source",
        "is won": "",
        "is closed": "",
        "is deleted": "",
        "probability": "",
        "probability (%)": "",
        "expected revenue": "",
        "forecast category": "",
        "forecast category name": "",
        "has opportunity line item": "",
        "last modified date": "",
    },
    stages=("stage name", "stage"),
    won={"stage name": ("closed won",), "stage": ("closed won",)},
    lost={"stage name": ("closed lost",), "stage": ("closed lost",)},
    currencies=("currency iso code", "amount currency", "currency"),
    but={"is deleted": ("1", "true")},
).files()
