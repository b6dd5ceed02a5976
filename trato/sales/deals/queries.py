"""Reads of deals that pages need."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, NotFound
from trato.sales.deals.models import Deal, DealCheck


def deal_seen_by(deal_id: UUID, actor: Actor) -> Deal:
    found = Deal.objects.seen_by(actor).filter(pk=deal_id, deleted_at=None).first()
    if found is None:
        raise NotFound(_("There is no such deal, or it is not yours to see."))
    return found


def customers_behind(ids: Collection[UUID]) -> dict[UUID, tuple[UUID | None, UUID | None]]:
    """The contact and the company of each."""
    rows = Deal.objects.filter(pk__in=ids).values_list("pk", "contact_id", "company_id")
    return {id_: (contact, company) for id_, contact, company in rows}


def deals_alone_with(contacts: Collection[UUID]) -> set[UUID]:
    """With these persons and no company."""
    return set(Deal.objects.filter(contact_id__in=contacts, company=None).values_list("pk", flat=True))


def ticked_of(deal_id: UUID) -> list[str]:
    return list(DealCheck.objects.filter(deal_id=deal_id).order_by("id").values_list("name", flat=True))
