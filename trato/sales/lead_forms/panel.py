"""How somebody came to us, beside their record."""

from collections.abc import Mapping
from uuid import UUID

from trato.foundation.public import Actor
from trato.sales.lead_forms.queries import answers_of


def forms_of_contact(record_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    found = answers_of(record_id)
    return {"answers": found} if found else None
