"""What stands on the page of a contact about consents."""

from collections.abc import Mapping
from uuid import UUID

from trato.customers.consent.queries import standing_of
from trato.foundation.public import Actor


def consents_of_contact(contact_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    standing = standing_of(contact_id)
    return {"standing": standing, "contact_id": contact_id} if standing else None
