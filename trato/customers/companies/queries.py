"""Finding companies by what people call them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models.functions import Lower

from trato.customers.companies.models import Company
from trato.foundation.public import STANDING, Actor


def companies_named(names: Collection[str], *, seen_by: Actor) -> dict[str, list[UUID]]:
    """Ids by casefolded name, found whatever the case they were written in."""
    wanted = {name.casefold() for name in names}
    spellings = {name.lower() for name in names} | wanted
    rows = Company.objects.seen_by(seen_by).filter(STANDING).annotate(lower=Lower("name")).filter(lower__in=spellings)
    found: dict[str, list[UUID]] = {name: [] for name in wanted}
    for id_, name in rows.order_by("id").values_list("id", "name"):
        if name.casefold() in found:
            found[name.casefold()].append(id_)
    return found


def root_of(company_id: UUID) -> UUID:
    """A merged company answers as its root."""
    return Company.objects.filter(pk=company_id).values_list("root_id", flat=True).first() or company_id
