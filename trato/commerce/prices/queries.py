"""What a product costs for whom, when and from how many; and with which tax."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from trato.commerce.prices.choosing import DEEPEST, KnownList, KnownPrices, PriceFound, Tier
from trato.commerce.prices.models import BundlePart, Price, PriceList, TaxRate
from trato.commerce.products.models import Product
from trato.customers.public import Company, ListMember, Segment, SegmentMember, StaticList
from trato.foundation.public import Actor, NotFound, installation
from trato.kit.money import Money

NEVER_TAXED = ("zero", "exempt")
ONE = Decimal(1)
MOST_GROUPS = 200


@dataclass(frozen=True)
class PriceAsked:
    product: UUID
    quantity: Decimal
    currency: str
    company: UUID | None
    on: date


def price_of(
    product: UUID, *, currency: str, on: date, quantity: Decimal = ONE, company: UUID | None = None
) -> PriceFound | None:
    """Of one unit, and which list and tier say so. None where no price is known in that currency."""
    return prices_of([PriceAsked(product, quantity, currency, company, on)])[0]


def prices_of(asked: Sequence[PriceAsked]) -> list[PriceFound | None]:
    """The same for a set: what is known is read once for each currency, company and day in it."""
    products = {each.product for each in asked}
    parts = _parts_of(products)
    every = {*products, *(part for held in parts.values() for part, _count in held)}
    known: dict[tuple[str, UUID | None, date], KnownPrices] = {}
    lists = _lists_by_currency({each.currency for each in asked})
    groups = _groups_of({each.company for each in asked if each.company}, lists)
    own = list(Product.objects.filter(pk__in=every).exclude(list_price=None))
    tiers = _tiers(every)
    found: list[PriceFound | None] = []
    for each in asked:
        key = (each.currency, each.company, each.on)
        if key not in known:
            fitting = [one for one in lists.get(each.currency, ()) if _fits(one, each, groups)]
            prices = {one.id: one.list_price for one in own if one.list_price_currency == each.currency}
            held = {id_: price for id_, price in prices.items() if price is not None}
            known[key] = KnownPrices(each.currency, [_known(one) for one in fitting], tiers, held, parts)
        found.append(known[key].price_of(each.product, quantity=each.quantity))
    return found


def _known(one: PriceList) -> KnownList:
    return KnownList(one.id, one.name, one.is_tax_included, bool(one.list_id or one.segment_id), one.valid_from)


def _lists_by_currency(currencies: Collection[str]) -> dict[str, list[PriceList]]:
    found: dict[str, list[PriceList]] = {}
    for each in price_lists().filter(currency__in=currencies):
        found.setdefault(each.currency, []).append(each)
    return found


def _fits(one: PriceList, asked: PriceAsked, groups: Mapping[UUID, Collection[UUID]]) -> bool:
    if (one.valid_from and asked.on < one.valid_from) or (one.valid_until and asked.on > one.valid_until):
        return False
    group = one.list_id or one.segment_id
    return group is None or (asked.company is not None and asked.company in groups.get(group, ()))


def _groups_of(companies: Collection[UUID], lists: Mapping[str, Sequence[PriceList]]) -> dict[UUID, set[UUID]]:
    """Which of the companies are on the lists and in the segments that prices are for; by any of what was merged."""
    of_lists = {each.list_id for held in lists.values() for each in held if each.list_id}
    of_segments = {each.segment_id for held in lists.values() for each in held if each.segment_id}
    if not companies or not (of_lists or of_segments):
        return {}
    rows = list(Company.objects.filter(pk__in=companies).values_list("pk", "root_id"))
    roots = {root for _id, root in rows}
    members = dict(Company.objects.filter(root_id__in=roots).values_list("pk", "root_id"))
    found: dict[UUID, set[UUID]] = {}
    asked = {root: [id_ for id_, its in rows if its == root] for root in roots}
    on_lists = ListMember.objects.filter(of_id__in=of_lists, record_id__in=members, of__deleted_at=None)
    in_segments = SegmentMember.objects.filter(segment_id__in=of_segments, record_id__in=members, until=None)
    living = in_segments.filter(segment__deleted_at=None)
    pairs = [*on_lists.values_list("of_id", "record_id"), *living.values_list("segment_id", "record_id")]
    for group, member in pairs:
        found.setdefault(group, set()).update(asked[members[member]])
    return found


def _tiers(products: Collection[UUID]) -> dict[tuple[UUID, UUID], list[Tier]]:
    found: dict[tuple[UUID, UUID], list[Tier]] = {}
    rows = Price.objects.filter(product_id__in=products, price_list__deleted_at=None)
    for list_id, product, start, amount in rows.values_list("price_list_id", "product_id", "from_quantity", "amount"):
        found.setdefault((list_id, product), []).append(Tier(start, amount))
    return found


def _parts_of(products: Collection[UUID]) -> dict[UUID, list[tuple[UUID, Decimal]]]:
    """All the way down, level by level."""
    found: dict[UUID, list[tuple[UUID, Decimal]]] = {}
    level = set(products)
    for _depth in range(DEEPEST):
        rows = BundlePart.objects.filter(bundle_id__in=level).order_by("place", "id")
        below = list(rows.values_list("bundle_id", "product_id", "quantity"))
        for bundle, product, quantity in below:
            found.setdefault(bundle, []).append((product, quantity))
        level = {product for _bundle, product, _quantity in below} - found.keys()
        if not level:
            break
    return found


def price_lists() -> QuerySet[PriceList]:
    return PriceList.objects.filter(deleted_at=None).select_related("list", "segment").order_by("name", "id")


def price_list_of(list_id: UUID, *, for_change: bool = False) -> PriceList:
    lists = PriceList.objects.filter(deleted_at=None)
    found = (lists.select_for_update() if for_change else lists).filter(pk=list_id).first()
    if found is None:
        raise NotFound(_("There is no such price list."))
    return found


def prices_on(one: PriceList) -> list[dict[str, str]]:
    """As they are given and as a change row keeps them."""
    rows = one.prices.select_related("product").order_by("product__sort_key", "product_id", "from_quantity")
    return [
        {
            "product": str(each.product_id),
            "product_name": each.product.name,
            "from_quantity": plain(each.from_quantity),
            "amount": plain(each.amount),
        }
        for each in rows
    ]


def parts_of(product_id: UUID) -> list[BundlePart]:
    return list(BundlePart.objects.filter(bundle_id=product_id).select_related("product").order_by("place", "id"))


def tax_rates() -> QuerySet[TaxRate]:
    """By country and class, the latest first."""
    return TaxRate.objects.order_by("country", "tax_class", "-valid_from")


def tax_of(tax_class: str, *, country: str, on: date) -> Decimal | None:
    """In percent; None where nobody said, which is not the same as nothing."""
    if tax_class in NEVER_TAXED:
        return Decimal(0)
    valid = TaxRate.objects.filter(country=country.upper(), tax_class=tax_class, valid_from__lte=on)
    latest = valid.filter(Q(valid_until=None) | Q(valid_until__gte=on)).order_by("-valid_from").first()
    return latest.percent if latest else None


def home_country() -> str:
    """Where the company is, as its settings say: whose taxes hold where a customer's country is not known."""
    return installation().phone_country


def plain(number: Decimal) -> str:
    """Without zeros behind the point that say nothing, and never with an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def groups_to_choose(actor: Actor) -> list[tuple[str, str]]:
    """Lists and segments of companies that the reader sees: whom a price list can be for."""
    found: list[tuple[str, str]] = []
    for kind, model in (("list", StaticList), ("segment", Segment)):
        groups = model.objects.seen_by(actor).filter(is_standing=True, member_kind="company").order_by("sort_key")
        found += [(f"{kind}:{id_}", name) for id_, name in groups.values_list("id", "name")[:MOST_GROUPS]]
    return found


def group_of(one: PriceList) -> tuple[str, str]:
    """As it is chosen, and how it is called."""
    if one.list:
        return f"list:{one.list_id}", one.list.name
    return (f"segment:{one.segment_id}", one.segment.name) if one.segment else ("", "")


def groups_offered(actor: Actor, one: PriceList | None) -> list[tuple[str, str]]:
    """With the one that it has, though that is in the trash or beyond those that are told: else a price list of a few
    would become one of everybody as soon as anything about it is saved."""
    found = groups_to_choose(actor)
    mine = group_of(one) if one else ("", "")
    return found if not mine[0] or mine in found else [mine, *found]


def prices_of_product(product_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    """The box on the page of a product: what it costs on which list, and what it is made of."""
    if not actor.may("commerce.see_products"):
        return None
    rows = Price.objects.filter(product_id=product_id, price_list__deleted_at=None).select_related("price_list")
    prices = [
        {
            "list": each.price_list,
            "from": plain(each.from_quantity),
            "money": Money(each.amount, each.price_list.currency),
        }
        for each in rows.order_by("price_list__name", "from_quantity")[:MOST_GROUPS]
    ]
    parts = [{"product": each.product, "quantity": plain(each.quantity)} for each in parts_of(product_id)]
    bundles = BundlePart.objects.filter(product_id=product_id, bundle__deleted_at=None).select_related("bundle")
    may_manage = actor.may("commerce.manage_prices")
    if not (prices or parts or may_manage or bundles.exists()):
        return None
    held_by = [each.bundle for each in bundles.order_by("bundle__sort_key")[:MOST_GROUPS]]
    facts = {"product_id": product_id, "prices": prices, "parts": parts, "bundles": held_by}
    return {**facts, "may_manage": may_manage}
