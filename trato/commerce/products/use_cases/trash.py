"""Products into the trash and back. What was sold stays readable: each line keeps its own words and price."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from trato.commerce.products.errors import SkuTaken
from trato.commerce.products.events import ProductRestored, ProductTrashed
from trato.foundation.public import (
    Actor,
    publish_all,
    record_kind,
    restore_records,
    trash_records,
    use_case,
)

_TAKEN = """
select r.sku from commerce_product r where r.id = any(%s) and r.sku <> '' and exists (
  select from commerce_product o where o.id <> r.id and lower(o.sku) = lower(r.sku)
    and (o.is_standing or o.id = any(%s)))
"""


@use_case(right="commerce.delete_products")
def trash_products(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> None:
    saved = trash_records(record_kind("product"), ids, by=by, change_set=change_set)
    publish_all([ProductTrashed(subject_id=each.id, subject_version=each.version) for each in saved], by=by)


@use_case(right="commerce.delete_products")
def restore_products(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[str]:
    """Refused for one whose SKU is another's by now: two products under one SKU would be sold for each other."""
    _refuse_taken_skus(ids)
    saved = restore_records(record_kind("product"), ids, by=by, change_set=change_set)
    publish_all([ProductRestored(subject_id=each.id, subject_version=each.version) for each in saved], by=by)
    return []


def _refuse_taken_skus(ids: Sequence[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, [list(ids), list(ids)])
        taken = sorted(sku for (sku,) in cursor.fetchall())
    if taken:
        message = _("Another product has the SKU %(sku)s now. Give that one another SKU, then restore this one.")
        raise SkuTaken(message % {"sku": taken[0]})
