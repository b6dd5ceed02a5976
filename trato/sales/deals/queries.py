"""Reads of deals that pages need."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.public import Actor, NotFound
from trato.sales.deals.models import Deal, DealCheck
from trato.sales.pipelines.models import OPEN

# The days from which a deal `r` counts as begun, and until which a closed one stood open.
BEGUN = "coalesce(r.begun_on, r.created_at::date)"
ENDED = "coalesce(r.close_on, r.closed_at::date)"
_WITH = f"""
select r.id from unnest(%s::uuid[], %s::date[], %s::date[]) t (id, first, last)
  join {{table}} k on k.id = t.id
  join {{table}} m on m.root_id = k.root_id
  join sales_deal r on r.{{column}} = m.id
 where r.state <> 'open' and (t.first is null or ({BEGUN} <= t.last and {ENDED} >= t.first)) limit %s
"""  # noqa: S608  # constants
Days = tuple[date, date]


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


def closed_deals_with(kind: str, customers: Mapping[UUID, Days | None], *, limit: int) -> list[UUID]:
    """Of each and of all that are one with it; with days those that stood open on some of them."""
    names = {"table": sql.Identifier(f"customers_{kind}"), "column": sql.Identifier(f"{kind}_id")}
    days = [each or (None, None) for each in customers.values()]
    first, last = [each[0] for each in days], [each[1] for each in days]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_WITH).format(**names), [list(customers), first, last, limit])
        return [id_ for (id_,) in cursor.fetchall()]


def closed_deals_after(last: UUID, *, limit: int) -> list[UUID]:
    rows = Deal.objects.filter(pk__gt=last).exclude(state=OPEN)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
