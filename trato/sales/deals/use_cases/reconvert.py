"""New rates came in: amounts in our currency are worked out anew."""

from datetime import date
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.commerce.public import converted_sql
from trato.foundation.public import Actor, installation, refuse_people, use_case

CHUNK = 5_000
# What follows from a rate is no change of the deal: its version stays.
_RECONVERT = """
with part as materialized (
  select r.id, case when r.state = 'open' then %s::date else coalesce(r.close_on, %s::date) end as day
  from sales_deal r where r.id > %s and r.amount_currency not in ('', %s)
  and (r.state = 'open' or r.close_on >= %s) order by r.id limit %s
), found as (
  select r.id, {converted} as base from part join sales_deal r on r.id = part.id
), changed as (
  update sales_deal r set base_amount = found.base,
    base_amount_currency = case when found.base is null then '' else %s end
  from found where r.id = found.id and r.base_amount is distinct from found.base
) select max(id::text), count(*) from part"""


@use_case()
def reconvert_deals(*, after: UUID, since: date, today: date, by: Actor) -> UUID | None:
    """One chunk of the deals in other money that are open, or closed since a day; answers where the next begins."""
    refuse_people(by)
    home = installation().currency
    converted = converted_sql(
        amount=sql.SQL("r.amount"), currency=sql.SQL("r.amount_currency"), day=sql.SQL("part.day"), to=home
    )
    statement = sql.SQL(_RECONVERT).format(converted=converted)
    with connection.cursor() as cursor:
        cursor.execute(statement, [today, today, after, home, since, CHUNK, home])
        last, count = cursor.fetchone() or (None, 0)
    return UUID(last) if last and count == CHUNK else None
