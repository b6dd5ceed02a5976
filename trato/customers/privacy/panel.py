"""The door to requests about a contact's data, on the contact's page, for who may answer them."""

from collections.abc import Mapping
from uuid import UUID

from trato.foundation.public import Actor


def privacy_of_contact(contact_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    return {"contact_id": contact_id} if actor.may("customers.answer_privacy_requests") else None
