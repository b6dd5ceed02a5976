"""What routing learns from the log."""

from collections.abc import Sequence
from uuid import UUID

from trato.foundation.public import SYSTEM, ReadEvent
from trato.sales.lead_forms.queries import captured_among
from trato.sales.routing.use_cases.route import route_contacts

CAPTURED, CREATED = "sales.lead_captured", "customers.contact_created"
ROUTING = (CAPTURED, CREATED)


def give_out_leads(events: Sequence[ReadEvent]) -> None:
    """A form makes a contact and tells of a lead: it is one question, the later event counts."""
    asked: dict[UUID, UUID] = {}
    for event in events:
        if event.contact_id and (event.kind == CAPTURED or event.contact_id not in asked):
            asked[event.contact_id] = event.id
    if asked:
        route_contacts(asked, captured=captured_among(asked), by=SYSTEM)
