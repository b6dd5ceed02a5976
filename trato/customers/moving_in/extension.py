"""What moving in adds to the rest of the system."""

from trato.customers.moving_in.beside import NOTES
from trato.customers.moving_in.kinds import CONSENT, HISTORY, NOTE, RELATION, TAGGING
from trato.customers.moving_in.systems import espocrm, hubspot, mailchimp, odoo, pipedrive, salesforce
from trato.customers.moving_in.twins import twins_among
from trato.foundation.public import FindsTwins, ImportedRows

SYSTEMS = (hubspot, salesforce, pipedrive, odoo, espocrm, mailchimp)

contributions = [
    NOTES,
    *(ImportedRows(kind=kind, order=kind.order) for kind in (TAGGING, NOTE, HISTORY, RELATION, CONSENT)),
    *(each.SYSTEM for each in SYSTEMS),
    *(file for each in SYSTEMS for file in each.FILES),
    *(
        FindsTwins(
            kind=kind,
            find=twins_among,
            url_name="customers:duplicates",
            right=f"customers.merge_{plural}",
        )
        for kind, plural in (("contact", "contacts"), ("company", "companies"))
    ),
]
