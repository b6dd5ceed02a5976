"""How many calls and meetings were held while a closed deal was open, kept at the deal, so that no report counts them.

With its contact or its company and all that are one with these, up to fifty. An open deal has none: its end moves by
the day, and it is counted when it closes.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from trato.foundation.public import Actor, refuse_people, use_case
from trato.sales.deals.queries import BEGUN, ENDED

# Each side stops at what is counted at most: whoever was called a thousand times costs no more than fifty.
_COUNTED = f"""
select d.id, d.held_count as kept, (select count(*)::smallint from (
  (select a.id from customers_contact k
     join customers_contact m on m.root_id = k.root_id
     join customers_activity a on a.contact_id = m.id
    where k.id = d.contact_id and a.is_standing and a.state = 'held'
      and a.starts_at >= d.first and a.starts_at < d.last + 1 limit 50)
  union
  (select a.id from customers_company k
     join customers_company m on m.root_id = k.root_id
     join customers_activity a on a.company_id = m.id
    where k.id = d.company_id and a.is_standing and a.state = 'held'
      and a.starts_at >= d.first and a.starts_at < d.last + 1 limit 50)
  limit 50) h) as held
  from (select r.id, r.held_count, r.contact_id, r.company_id, {BEGUN} as first, {ENDED} as last
    from sales_deal r where r.id = any(%s) and r.state <> 'open' {{locked}}) d
"""  # noqa: S608  # constants
_DIFFERING = f"select c.id from ({_COUNTED.format(locked='')}) c where c.kept <> c.held"  # noqa: S608  # constants
_KEEP = f"""with counted as materialized ({_COUNTED.format(locked="order by r.id for no key update")})
update sales_deal r set held_count = c.held from counted c where r.id = c.id and c.kept <> c.held"""  # noqa: S608


def keep_held_counts(ids: Collection[UUID]) -> int:
    """Answers how many differed. Only those are locked, in the order of their ids, and counted under their lock."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERING, [list(ids)])
        differing = [id_ for (id_,) in cursor.fetchall()]
        if differing:
            cursor.execute(_KEEP, [differing])
    return len(differing)


@use_case()
def count_held(ids: Collection[UUID], *, by: Actor) -> int:
    """What follows from what others did is no change of the deal: its version stays."""
    refuse_people(by)
    return keep_held_counts(ids)
