"""Sample products come and go. The foundation's `load_sample_data` and `remove_sample_data` are the doors."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from trato.commerce.prices.models import BundlePart, Price
from trato.commerce.products.events import ProductCreated
from trato.commerce.products.models import Product
from trato.commerce.products.use_cases.create import create_products
from trato.foundation.public import (
    Actor,
    Change,
    ChangeSet,
    Pointing,
    contributions,
    forget_history,
    installation,
)
from trato.kit.clock import now

KIND = "sample_products"
# By hand: each record is its own root, which the ORM takes for a reason to stay.
_GONE = "delete from commerce_product where id = any(%s)"
ABOUT_PRODUCTS = (ProductCreated.kind,)
PANEL, INVERTER, BATTERY, KIT, HOUR = "SAMPLE-P400", "SAMPLE-I5", "SAMPLE-B10", "SAMPLE-KIT", "SAMPLE-H"


def sample_rows() -> list[dict[str, Any]]:
    """In the company's language and currency."""
    currency = installation().currency
    told = (
        (PANEL, _("Solar panel 400 W"), _("Panels"), _("piece"), "120"),
        (INVERTER, _("Inverter 5 kW"), _("Inverters"), _("piece"), "890"),
        (BATTERY, _("Battery 10 kWh"), _("Batteries"), _("piece"), "3900"),
        (KIT, _("Roof kit with ten panels"), _("Kits"), _("kit"), "1950"),
        (HOUR, _("Hour of assembly"), _("Work"), _("hour"), "45"),
    )
    return [
        {
            "sku": sku,
            "name": name,
            "series": series,
            "unit": unit,
            "list_price": {"amount": price, "currency": currency},
        }
        for sku, name, series, unit, price in told
    ]


def create_sample_products(*, by: Actor) -> None:
    """A SKU that is somebody's already is left out."""
    taken = set(Product.objects.filter(is_standing=True).values_list("sku", flat=True))
    rows = [row for row in sample_rows() if row["sku"] not in taken]
    change_set = ChangeSet.objects.create(
        kind=KIND, label=_("Sample data"), actor_kind=by.kind, actor_id=by.id, door=by.door, record_type="product"
    )
    made = create_products(rows, by=by, change_set=change_set.id) if rows else []
    change_set.total, change_set.counts, change_set.finished_at = len(made), {"created": len(made)}, now()
    change_set.save(update_fields=["total", "counts", "finished_at"])


def remove_sample_products(*, by: Actor) -> Sequence[str]:
    """Without a trace; what was changed or sold since stays and is named."""
    sets = ChangeSet.objects.filter(kind=KIND)
    made = Change.objects.filter(change_set_id__in=sets.values("id"), record_type="product", act="create")
    ids = set(made.values_list("record_id", flat=True))
    changed = set(Change.objects.filter(record_id__in=ids, version__gt=1).values_list("record_id", flat=True))
    staying = changed | _pointed_at(ids)
    going = list(ids - staying)
    with connection.cursor() as cursor:
        cursor.execute(_GONE, [going])
    forget_history(going, kinds=ABOUT_PRODUCTS)
    if not staying:
        sets.delete()
    return list(Product.objects.filter(pk__in=staying).order_by("sort_key").values_list("name", flat=True))


def _pointed_at(ids: set[UUID]) -> set[UUID]:
    asked = [each.among(list(ids)) for each in contributions(Pointing) if each.kind in ("", "product")]
    parts = BundlePart.objects.filter(product_id__in=ids).values_list("product_id", flat=True)
    prices = Price.objects.filter(product_id__in=ids).values_list("product_id", flat=True)
    return {id_ for found in (*asked, parts, prices) for id_ in found}
