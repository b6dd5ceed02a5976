"""Why a contact is whose it is, beside the contact."""

from collections.abc import Mapping
from uuid import UUID

from trato.foundation.public import Actor
from trato.sales.routing.queries import decisions_of
from trato.sales.routing.telling import told_decision
from trato.sales.routing.use_cases.rules import MANAGE


def routing_of_contact(record_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    found = [told_decision(each) for each in decisions_of(record_id)]
    if not found:
        return None
    return {"decisions": found, "record_id": record_id, "may_try": actor.may(MANAGE)}
