"""Questions about leads."""

from typing import Any
from uuid import UUID

from trato.customers.public import of_contact
from trato.foundation.public import Actor, read_records, record_kind
from trato.sales.deals.models import Deal


def open_deals_with(contact_id: UUID, *, seen_by: Actor) -> list[Deal]:
    """So that nobody makes a second one of the same interest."""
    rows = Deal.objects.seen_by(seen_by).filter(of_contact(contact_id), state="open", is_standing=True)
    return list(rows.order_by("-id")[:5])


def called_after(contact_id: UUID, *, seen_by: Actor) -> str:
    """The name of a deal that nobody named yet: that of the company, else of the person."""
    columns = ["name", *(["company"] if seen_by.may_see_field("contact", "company") else [])]
    rows: list[dict[str, Any]] = list(
        map(dict, read_records(record_kind("contact"), [contact_id], seen_by=seen_by, columns=columns))
    )
    firm = rows[0].get("company") or {} if rows else {}
    return str(firm.get("name") or rows[0]["name"]) if rows else ""
