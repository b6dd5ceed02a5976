"""Finding companies by what people call them."""

from collections.abc import Collection
from typing import Self
from uuid import UUID

from django.db.models import F, Q, QuerySet
from psycopg import sql

from trato.customers.companies.models import Company, CompanyQuerySet
from trato.customers.identities.models import Identity
from trato.foundation.public import STANDING, Actor, Reach, reach_sql, record_kind, records_called
from trato.kit.prepared import rows_prepared
from trato.kit.remembering import remembered


def companies_named(names: Collection[str], *, seen_by: Actor) -> dict[str, list[UUID]]:
    return records_called(record_kind("company"), names, seen_by=seen_by)


_CLUSTER = """with top as materialized (select root_id as id from customers_company where id = %s)
select id from top
union all select m.id from top join customers_company m on m.root_id = top.id where m.root_id <> m.id"""
_USABLE = sql.SQL("""
select r.id from customers_company r
where r.id = any(%s) and r.deleted_at is null and ({reach} or r.owner_id = %s)""")


def usable_companies(ids: Collection[UUID], *, by: Actor) -> set[UUID]:
    """Those that a contact may be put at. A firm made by its name a moment ago is its maker's, seen or not."""
    reach, parameters = reach_sql(by, Company.objects.all().see_right)
    return {id_ for (id_,) in rows_prepared(_USABLE.format(reach=reach), [list(ids), *parameters, by.id])}


def companies_known_by(keys: Collection[tuple[str, str, str]], *, seen_by: Actor) -> dict[tuple[str, str, str], UUID]:
    """The standing company that each living identity (kind, source, normalised) names."""
    forms = {form for _kind, _source, form in keys}
    held = Identity.objects.filter(company__isnull=False, is_living=True, normalised__in=forms)
    owners = dict(
        ((kind, source, form), root)
        for kind, source, form, root in held.values_list("kind", "source", "normalised", "company__root_id")
        if (kind, source, form) in keys
    )
    seen = set(
        Company.objects.seen_by(seen_by).filter(STANDING, pk__in=set(owners.values())).values_list("pk", flat=True)
    )
    return {key: root for key, root in owners.items() if root in seen}


def members_of(company_id: UUID) -> list[UUID]:
    """All companies of one cluster, by whichever of them."""
    found = remembered(("members of company", company_id), lambda: rows_prepared(_CLUSTER, [company_id]))
    return [id_ for (id_,) in found] or [company_id]


def root_of(company_id: UUID) -> UUID:
    """A merged company answers as its root."""
    found = rows_prepared("select root_id from customers_company where id = %s", [company_id])
    return UUID(str(found[0][0])) if found else company_id


def cluster_of(root_id: UUID) -> QuerySet[Company, UUID]:
    """The ids of a root and all that were merged into it, for a query inside another one."""
    merged = Q(root_id=root_id) & ~Q(root_id=F("id"))
    return Company.objects.filter(Q(pk=root_id) | merged).values_list("id", flat=True)


class ToldCompanyQuerySet(CompanyQuerySet):
    """As a story tells them: who sees the root sees what was merged into it, whoever it belonged to."""

    def seen_by(self, actor: Actor) -> Self:
        if actor.reach(self.see_right) == Reach.ALL:
            return self
        return self.filter(root__in=Company.objects.seen_by(actor))


def companies_told() -> ToldCompanyQuerySet:
    """A line of a story says the name and no more."""
    return ToldCompanyQuerySet(Company).only("id", "name")
