"""What sales adds to moving in: the deals of other programs."""

from trato.foundation.public import Contribution
from trato.sales.moving_in.systems import espocrm, hubspot, odoo, pipedrive, salesforce

contributions: list[Contribution] = [
    file for each in (hubspot, salesforce, pipedrive, odoo, espocrm) for file in each.FILES
]
