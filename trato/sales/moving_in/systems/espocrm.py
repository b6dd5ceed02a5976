"""EspoCRM: its opportunities, with an amount and its currency in two columns."""

from trato.sales.moving_in.systems.outcomes import Deals

FILES = Deals(
    system="espocrm",
    headers=[("id", "name", "stage", "close date")],
    columns={
        "id": "external_id",
        "account id": "company.external_id",
        "account name": "company",
        "contact id": "contact.external_id",
        "contacts ids": "contact.external_id",
        "contact name": "",
        "contacts names": "",
        "assigned user name": "owner",
        "assigned user id": "",
        "close date": "close_on",
        "created at": "begun_on",
        "lead source": "source",
        "modified at": "",
        "amount converted": "",
        "amount weighted converted": "",
        "probability": "",
        "last stage": "",
        "teams names": "",
    },
    stages=("stage",),
    won={"stage": ("closed won",)},
    lost={"stage": ("closed lost",)},
    also={"contact.external_id": ("contacts.external_id",)},
    currencies=("amount currency",),
).files()
