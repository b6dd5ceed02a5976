"""Where a company stands in its group: what it belongs to, and what belongs to it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from trato.customers.companies.models import Company
from trato.customers.companies.queries import cluster_of
from trato.foundation.public import STANDING, Actor

COUNTED = 1_000
_ABOVE = """
with recursive up as (
  select f.id, f.parent_id, 0 as step from customers_company c
    join customers_company p on p.id = c.parent_id join customers_company f on f.id = p.root_id where c.id = %s
  union all
  select f.id, f.parent_id, up.step + 1 from up join customers_company p on p.id = up.parent_id
    join customers_company f on f.id = p.root_id where up.step < 50
) select id from up order by step desc"""
_BELOW = """
with recursive branch as (
  select c.id, c.root_id, c.deleted_at from customers_company c where c.root_id = %s
  union
  select c.id, c.root_id, c.deleted_at from branch g join customers_company d on d.parent_id = g.id
    join customers_company c on c.root_id = d.root_id
) select count(*) from (select 1 from branch where id = root_id and deleted_at is null limit %s) found"""


def tree_of_company(company_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    """Nothing where it stands alone. Companies out of the reader's sight keep their place without their name.

    Its own parts stand in the list of those that point at it.
    """
    if not actor.may_see_field("company", "parent"):
        return None
    above = _seen(_above(company_id), actor)
    children = Company.objects.seen_by(actor).filter(STANDING, parent_id__in=cluster_of(company_id))
    if not above and not children.exists():
        return None
    top = above[0][0] if above else company_id
    name = Company.objects.filter(pk=company_id).values_list("name", flat=True).first()
    return {"above": above, "name": name, "top": top, "size": _said(group_size(top))}


def group_size(top: UUID) -> int:
    """Companies that stand in the group of one, itself among them, counted up to a bound."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [top, COUNTED + 1])
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def _above(company_id: UUID) -> list[UUID]:
    """From the top down to the one it is part of."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [company_id])
        return [id_ for (id_,) in cursor.fetchall()]


def _seen(ids: Sequence[UUID], actor: Actor) -> list[tuple[UUID, str]]:
    names = dict(Company.objects.seen_by(actor).filter(pk__in=ids, deleted_at=None).values_list("pk", "name"))
    return [(id_, names.get(id_, "")) for id_ in ids]


def _said(count: int) -> str:
    return f"{COUNTED:,}+" if count > COUNTED else str(count)


def told_by_the_tree(company_id: UUID, actor: Actor) -> None:
    """Lists of the group would say again what the tree says."""
