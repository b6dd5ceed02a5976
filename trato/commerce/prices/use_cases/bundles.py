"""Products that are made of products. Never, however far down, of themselves."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from trato.commerce.prices.choosing import DEEPEST
from trato.commerce.prices.errors import BundleRefused
from trato.commerce.prices.events import BundleChanged
from trato.commerce.prices.models import BundlePart
from trato.commerce.prices.queries import parts_of, plain
from trato.commerce.products.models import Product
from trato.foundation.public import Actor, NotFound, record_and_publish, use_case

MOST_PARTS = 50
LARGEST_QUANTITY = Decimal(10) ** 6
# Two who change bundles at once could make a ring together.
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('trato bundles'))"
_LINKS = "select bundle_id, product_id from commerce_bundlepart where bundle_id <> %s"


@use_case(right="commerce.manage_prices")
def set_parts(bundle: UUID, parts: Sequence[tuple[UUID, Decimal]], *, by: Actor) -> None:
    """All of them anew; none makes it a plain product again."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
    _refuse_unknown(bundle, parts)
    _refuse_quantities(parts)
    _refuse_rings(bundle, [product for product, _quantity in parts])
    before = [_kept(each.product_id, each.quantity) for each in parts_of(bundle)]
    after = [_kept(product, quantity) for product, quantity in parts]
    if before == after:
        return
    BundlePart.objects.filter(bundle_id=bundle).delete()
    BundlePart.objects.bulk_create(
        BundlePart(bundle_id=bundle, product_id=product, quantity=quantity, place=place)
        for place, (product, quantity) in enumerate(parts)
    )
    told = BundleChanged(subject_id=bundle, parts=len(after))
    record_and_publish(told, by=by, before={"parts": before}, after={"parts": after})


def _kept(product: UUID, quantity: Decimal) -> dict[str, str]:
    return {"product": str(product), "quantity": plain(quantity)}


def _refuse_unknown(bundle: UUID, parts: Sequence[tuple[UUID, Decimal]]) -> None:
    wanted = {bundle, *(product for product, _quantity in parts)}
    living = Product.objects.filter(pk__in=wanted, deleted_at=None).select_for_update().order_by("pk")
    known = set(living.values_list("pk", flat=True))
    if bundle not in known:
        raise NotFound(_("There is no such product, or it is not yours to see."))
    if wanted - known:
        raise BundleRefused(_("There is no such product."), field="product")


def _refuse_quantities(parts: Sequence[tuple[UUID, Decimal]]) -> None:
    if len(parts) > MOST_PARTS:
        raise BundleRefused(_("A bundle has at most %(most)s parts.") % {"most": MOST_PARTS})
    if len({product for product, _quantity in parts}) < len(parts):
        raise BundleRefused(_("A product stands twice in this bundle. Give it once, with its quantity."))
    for _product, quantity in parts:
        if not (quantity.is_finite() and 0 < quantity <= LARGEST_QUANTITY and quantity == round(quantity, 4)):
            message = _("The quantity is a number above 0 and at most %(most)s, with up to 4 decimals.")
            raise BundleRefused(message % {"most": f"{LARGEST_QUANTITY:,}"}, field="quantity")


def _refuse_rings(bundle: UUID, products: Sequence[UUID]) -> None:
    """Among the bundles as they will be; and none is deeper than prices are worked out."""
    with connection.cursor() as cursor:
        cursor.execute(_LINKS, [bundle])
        below: dict[UUID, list[UUID]] = {}
        for one, part in cursor.fetchall():
            below.setdefault(one, []).append(part)
    below[bundle] = list(products)
    if _leads_back(bundle, below):
        raise BundleRefused(_("One of these products is itself made of this one."), field="product")
    if _depth_under(bundle, below) + _depth_above(bundle, below) > DEEPEST:
        raise BundleRefused(_("Bundles stand in bundles at most %(most)s deep.") % {"most": DEEPEST}, field="product")


def _leads_back(start: UUID, below: Mapping[UUID, Sequence[UUID]]) -> bool:
    seen: set[UUID] = set()
    waiting = list(below[start])
    while waiting:
        each = waiting.pop()
        if each == start:
            return True
        if each not in seen:
            seen.add(each)
            waiting += below.get(each, ())
    return False


def _depth_under(start: UUID, below: Mapping[UUID, Sequence[UUID]]) -> int:
    """How many levels stand below one; there is no ring, and no more levels than are counted."""
    depth, level = 0, {start}
    while (level := {part for each in level for part in below.get(each, ())}) and depth <= DEEPEST:
        depth += 1
    return depth


def _depth_above(start: UUID, below: Mapping[UUID, Sequence[UUID]]) -> int:
    above: dict[UUID, list[UUID]] = {}
    for bundle, parts in below.items():
        for part in parts:
            above.setdefault(part, []).append(bundle)
    return _depth_under(start, above)
