"""To convert a lead is to make a deal. Nothing is copied: the deal points at the contact."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.public import Contact, update_contacts
from trato.foundation.public import Actor, RecordUpdate, publish, read_records, record_kind, use_case
from trato.kit.text import clean_text
from trato.sales.deals.use_cases.create import create_deals
from trato.sales.leads.errors import LeadRefused
from trato.sales.leads.events import LeadConverted
from trato.sales.leads.stages import OPPORTUNITY, QUALIFIED
from trato.sales.leads.use_cases.status import own_lead


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Of the deal; what is empty is as it always is for a new one."""

    name: str = ""
    pipeline: str = ""
    amount: str = ""


@use_case(right="sales.create_deals")
def convert_lead(contact_id: UUID, wanted: Wanted, *, by: Actor) -> UUID:
    """Answers the deal. The contact is an opportunity from now on."""
    # Who does it at the same moment waits here, and is told that it is no lead any more.
    list(Contact.objects.select_for_update().filter(pk=contact_id).values_list("pk"))
    lead = own_lead(contact_id, by=by)
    columns = [name for name in ("company", "source", "owner") if by.may_see_field("contact", name)]
    (held,) = read_records(record_kind("contact"), [lead.pk], seen_by=by, columns=["name", *columns])
    values: dict[str, Any] = {"name": _name(wanted, held), "contact": str(lead.pk), "source": held.get("source") or ""}
    for name in ("company", "owner"):
        if held.get(name):
            values[name] = str(held[name]["id"])
    values |= {name: text for name in ("pipeline", "amount") if (text := getattr(wanted, name).strip())}
    (deal,) = create_deals([values], by=by)
    changes = {"lifecycle_stage": OPPORTUNITY, "lead_status": QUALIFIED}
    update_contacts([RecordUpdate(id=lead.pk, values=changes)], by=by)
    firm = held.get("company")
    event = LeadConverted(
        contact_id=lead.pk, company_id=UUID(str(firm["id"])) if firm else None, subject_id=lead.pk, deal=deal.id
    )
    publish(event, by=by)
    return deal.id


def _name(wanted: Wanted, held: dict[str, Any]) -> str:
    firm = held.get("company") or {}
    name = " ".join(clean_text(wanted.name).split()) or str(firm.get("name") or held["name"])
    if len(name) > 300:
        raise LeadRefused(_("A deal has a name of at most 300 letters."), field="name")
    return name
