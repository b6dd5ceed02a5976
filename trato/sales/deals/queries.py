"""Reads of deals that pages need."""

from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, NotFound
from trato.sales.deals.models import Deal, DealCheck


def deal_seen_by(deal_id: UUID, actor: Actor) -> Deal:
    found = Deal.objects.seen_by(actor).filter(pk=deal_id, deleted_at=None).first()
    if found is None:
        raise NotFound(_("There is no such deal, or it is not yours to see."))
    return found


def ticked_of(deal_id: UUID) -> list[str]:
    return list(DealCheck.objects.filter(deal_id=deal_id).order_by("id").values_list("name", flat=True))
