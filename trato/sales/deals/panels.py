"""Boxes about deals beside stories of contacts and companies, and on deals themselves."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, Sum
from django.db.models.query import QuerySet

from trato.commerce.public import why_not_converted
from trato.customers.public import Contact, of_company, of_contact
from trato.foundation.public import STANDING, Actor, installation, names_of, today_of
from trato.kit.clock import now
from trato.kit.money import Money
from trato.sales.deals.contacts import with_say_of
from trato.sales.deals.models import ROLES, Deal, DealCheck, DealContact, StageMove
from trato.sales.pipelines.models import OPEN, WON
from trato.sales.pipelines.queries import pipelines_now

MOST = 5
RATES = "commerce.manage_prices"
Facts = Mapping[str, object] | None


def deals_of_contact(contact_id: UUID, actor: Actor) -> Facts:
    """Those that are his, and those in which he has a say."""
    return _told(Deal.objects.filter(with_say_of(of_contact(contact_id))), actor, {"contact": str(contact_id)})


def deals_of_company(company_id: UUID, actor: Actor) -> Facts:
    return _told(Deal.objects.filter(of_company(company_id)), actor, {"company": str(company_id)})


def _told(deals: QuerySet[Deal], actor: Actor, about: Mapping[str, str]) -> Facts:
    """The open ones, the soonest first, and what was won so far; nothing where there is none."""
    seen = deals.seen_by(actor).filter(STANDING)  # type: ignore[attr-defined]  # a DealQuerySet
    home = installation().currency
    is_won = Q(state=WON)
    sums = seen.aggregate(
        still_open=Count("pk", filter=Q(state=OPEN)),
        won=Count("pk", filter=is_won),
        worth=Sum("base_amount", filter=is_won & Q(base_amount_currency=home)),
    )
    if not sums["still_open"] and not sums["won"]:
        return None
    shown = seen.filter(state=OPEN).order_by(F("close_on").asc(nulls_last=True), "id")
    first = list(shown.only("name", "amount", "amount_currency", "close_on", "stage", "state")[:MOST])
    stages = pipelines_now().stage_by_code
    return {
        "deals": [{"deal": deal, "amount": amount_of(deal), "stage": stages[deal.stage_id].name} for deal in first],
        "count": sums["still_open"],
        "won_count": sums["won"],
        "won": Money.of_many(sums["worth"] or Decimal(0), home),
        "about": dict(about),
    }


def amount_of(deal: Deal) -> Money | None:
    return None if deal.amount is None else Money(deal.amount, deal.amount_currency)


def stages_of(deal_id: UUID, actor: Actor) -> Facts:
    """How it came to where it is, with the time in each stage, and what is to be checked on the way."""
    deal = Deal.objects.seen_by(actor).filter(pk=deal_id).first()
    if deal is None:
        return None
    known = pipelines_now()
    moves = list(StageMove.objects.filter(deal_id=deal_id).order_by("at", "id"))
    names = names_of([move.actor_id for move in moves if move.actor_id])
    ends: list[Any] = [*(move.at for move in moves[1:]), None if not deal.is_open else now()]
    steps = [
        {
            "stage": known.stage_by_code[move.to_stage_id].name,
            "at": move.at,
            "who": names.get(move.actor_id, "") if move.actor_id else "",
            "days": (end - move.at).days if end else None,
            "is_last": move is moves[-1],
        }
        for move, end in zip(moves, ends, strict=True)
    ]
    ticked = {name.casefold() for name in DealCheck.objects.filter(deal_id=deal_id).values_list("name", flat=True)}
    checklist = [
        {"stage": stage.name, "item": item, "is_ticked": item.casefold() in ticked}
        for stage in known.stages_of(deal.pipeline_id)
        for item in stage.checklist
    ]
    may_edit = Deal.objects.within(actor, "sales.edit_deals").filter(pk=deal_id).exists()
    return {"deal": deal, "steps": steps[::-1], "checklist": checklist, "may_edit": may_edit}


def people_of(deal_id: UUID, actor: Actor) -> Facts:
    """Only those whom the reader sees; who was merged into another is that one, with what was said of them last."""
    rows = DealContact.objects.filter(deal_id=deal_id).select_related("contact__root").order_by("place", "id")
    seen = rows.filter(contact__root__in=Contact.objects.seen_by(actor))
    people = {each.contact.root_id: each for each in seen}.values()
    may_edit = Deal.objects.within(actor, "sales.edit_deals").filter(pk=deal_id).exists()
    if not people and not may_edit:
        return None
    labels = dict(ROLES)
    told = [{"contact": each.contact.root, "role": each.role, "said": labels[each.role]} for each in people]
    return {"deal_id": deal_id, "people": told, "roles": ROLES, "may_edit": may_edit}


def lack_of_a_rate(deal_id: UUID, actor: Actor) -> Facts:
    """Why the deal is in no sum, as long as its money cannot be turned into that of the company."""
    deal = Deal.objects.seen_by(actor).filter(pk=deal_id, base_amount=None).exclude(amount=None).first()
    if deal is None or not actor.may_see_field("deal", "amount"):
        return None
    day = deal.close_on if deal.close_on and not deal.is_open else today_of(actor)
    return {"why": why_not_converted(deal.amount_currency, on=day), "may_take_rates": actor.may(RATES)}
