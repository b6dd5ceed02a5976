"""What is being done about a lead."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.public import Contact, update_contacts, write_note
from trato.foundation.public import Actor, NotAllowed, NotFound, RecordUpdate, publish, use_case
from trato.sales.leads.errors import LeadRefused
from trato.sales.leads.events import LeadUnqualified
from trato.sales.leads.stages import CONTACTED, LEAD_STAGES, QUALIFIED, REASONS, UNQUALIFIED

EDIT = "customers.edit_contacts"


@use_case(right=EDIT)
def contact_leads(ids: Sequence[UUID], *, by: Actor) -> None:
    """Somebody spoke with them."""
    _set_status(ids, CONTACTED, by)


@use_case(right=EDIT)
def qualify_leads(ids: Sequence[UUID], *, by: Actor) -> None:
    _set_status(ids, QUALIFIED, by)


@use_case(right=EDIT)
def unqualify_lead(contact_id: UUID, *, reason: str, by: Actor, words: str = "") -> None:
    """Why is one of the known reasons; more words are a note on the contact."""
    if reason not in dict(REASONS):
        raise LeadRefused(_("Say why they are no lead."), field="reason")
    _set_status([contact_id], UNQUALIFIED, by)
    publish(LeadUnqualified(contact_id=contact_id, subject_id=contact_id, reason=reason), by=by)
    if words.strip():
        write_note(words, by=by, contact_id=contact_id)


def _set_status(ids: Sequence[UUID], status: str, by: Actor) -> None:
    for contact_id in ids:
        own_lead(contact_id, by=by)
    update_contacts([RecordUpdate(id=id_, values={"lead_status": status}) for id_ in ids], by=by)


def own_lead(contact_id: UUID, *, by: Actor) -> Contact:
    """One that the actor may change, and that is a lead."""
    living = Contact.objects.filter(pk=contact_id, is_standing=True)
    found = living.within(by, EDIT).first()
    if found is None and living.seen_by(by).exists():
        raise NotAllowed(_("You may see this contact but not change it."))
    if found is None:
        raise NotFound(_("There is no such contact, or it is not yours to see."))
    if found.lifecycle_stage not in LEAD_STAGES:
        raise LeadRefused(_("%(name)s is no lead: their lifecycle stage is further than that.") % {"name": found.name})
    return found
