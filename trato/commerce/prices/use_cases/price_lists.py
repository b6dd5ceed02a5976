"""Making price lists, and putting prices on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from trato.commerce.prices.errors import PriceRefused
from trato.commerce.prices.events import PriceListDeleted, PriceListSaved
from trato.commerce.prices.models import Price, PriceList
from trato.commerce.prices.queries import plain, price_list_of
from trato.commerce.products.models import Product
from trato.customers.public import Segment, StaticList
from trato.foundation.public import Actor, record_and_publish, use_case
from trato.kit.clock import now
from trato.kit.money import LARGEST_AMOUNT, currencies
from trato.kit.text import clean_text

LONGEST_NAME = 200
MOST_DECIMALS = 4
MOST_PRICES = 1_000  # in one go
LARGEST_QUANTITY = Decimal(10) ** 9


@dataclass(frozen=True, kw_only=True)
class PriceListFacts:
    name: str
    currency: str
    is_tax_included: bool = False
    list: UUID | None = None
    segment: UUID | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class PriceGiven:
    """Without an amount, the price from that quantity on is taken away."""

    product: UUID
    from_quantity: Decimal = Decimal(0)
    amount: Decimal | None = None


@use_case(right="commerce.manage_prices")
def save_price_list(facts: PriceListFacts, *, by: Actor, list_id: UUID | None = None) -> PriceList:
    """A new one, or other facts about one that is there. Its currency stays while prices stand on it."""
    name = clean_text(facts.name).strip()
    _refuse_facts(facts, name)
    one = price_list_of(list_id, for_change=True) if list_id else PriceList(name=name)
    if list_id and one.currency != facts.currency and one.prices.exists():
        raise PriceRefused(
            _("Prices stand on this list in %(currency)s. Make another list.") % {"currency": one.currency},
            field="currency",
        )
    before = _kept(one) if list_id else {}
    one.name, one.currency, one.is_tax_included = name, facts.currency, facts.is_tax_included
    one.list_id, one.segment_id = facts.list, facts.segment
    one.valid_from, one.valid_until = facts.valid_from, facts.valid_until
    one.updated_at = now()
    one.version += 1 if list_id else 0
    one.save()
    act = "update" if list_id else "create"
    record_and_publish(PriceListSaved(subject_id=one.id), by=by, act=act, before=before, after=_kept(one))
    return one


@use_case(right="commerce.manage_prices")
def set_prices(list_id: UUID, given: Sequence[PriceGiven], *, by: Actor) -> int:
    """New prices, other amounts, and prices taken away, all or none. Returns how many differ from before."""
    one = price_list_of(list_id, for_change=True)
    if len(given) > MOST_PRICES:
        raise PriceRefused(_("At most %(most)s prices at once.") % {"most": MOST_PRICES})
    for each in given:
        _refuse_price(each)
    _refuse_unknown({each.product for each in given})
    wanted = {(each.product, each.from_quantity): each.amount for each in given}
    held = _held(one, wanted)
    differing = {key: amount for key, amount in wanted.items() if held.get(key) != amount}
    if not differing:
        return 0
    gone = Q()
    for product, start in differing:
        gone |= Q(product_id=product, from_quantity=start)
    one.prices.filter(gone).delete()
    Price.objects.bulk_create(
        Price(price_list=one, product_id=product, from_quantity=start, amount=amount)
        for (product, start), amount in differing.items()
        if amount is not None
    )
    one.updated_at = now()
    one.version += 1
    one.save(update_fields=["updated_at", "version"])
    before = {_key(key): plain(held[key]) for key in differing if key in held}
    after = {_key(key): None if amount is None else plain(amount) for key, amount in differing.items()}
    record_and_publish(PriceListSaved(subject_id=one.id), by=by, before=before, after=after)
    return len(differing)


@use_case(right="commerce.manage_prices")
def delete_price_list(list_id: UUID, *, by: Actor) -> None:
    """What was sold at its prices keeps them."""
    one = price_list_of(list_id, for_change=True)
    one.deleted_at = now()
    one.save(update_fields=["deleted_at"])
    record_and_publish(PriceListDeleted(subject_id=one.id), by=by, act="trash", after={})


def _refuse_facts(facts: PriceListFacts, name: str) -> None:
    if not name or len(name) > LONGEST_NAME:
        raise PriceRefused(_("A price list needs a name of at most 200 characters."), field="name")
    if facts.currency not in currencies():
        raise PriceRefused(_("There is no such currency."), field="currency")
    if facts.valid_from and facts.valid_until and facts.valid_until < facts.valid_from:
        raise PriceRefused(_("The last day is before the first."), field="valid_until")
    if facts.list and facts.segment:
        raise PriceRefused(_("Choose a list or a segment, not both."), field="group")
    if facts.list and not StaticList.objects.filter(pk=facts.list, member_kind="company", deleted_at=None).exists():
        raise PriceRefused(_("There is no such list of companies."), field="group")
    if facts.segment and not Segment.objects.filter(pk=facts.segment, member_kind="company", deleted_at=None).exists():
        raise PriceRefused(_("There is no such segment of companies."), field="group")


def _refuse_price(given: PriceGiven) -> None:
    start, amount = given.from_quantity, given.amount
    if not (start.is_finite() and 0 <= start <= LARGEST_QUANTITY and _is_plain(start)):
        message = _("A quantity from which a price holds is a number from 0, with up to 4 decimals.")
        raise PriceRefused(message, field="from_quantity")
    if amount is None:
        return
    if not amount.is_finite() or amount < 0:
        raise PriceRefused(_("A price is not below nothing."), field="amount")
    if amount >= LARGEST_AMOUNT or not _is_plain(amount):
        message = _("A price has at most 4 decimals and is below %(largest)s.")
        raise PriceRefused(message % {"largest": f"{LARGEST_AMOUNT:,}"}, field="amount")


def _is_plain(number: Decimal) -> bool:
    return number == round(number, MOST_DECIMALS)


def _refuse_unknown(products: set[UUID]) -> None:
    known = set(Product.objects.filter(pk__in=products, deleted_at=None).values_list("pk", flat=True))
    if products - known:
        raise PriceRefused(_("There is no such product."), field="product")


def _held(one: PriceList, wanted: Mapping[tuple[UUID, Decimal], object]) -> dict[tuple[UUID, Decimal], Decimal]:
    rows = one.prices.filter(product_id__in={product for product, _start in wanted})
    return {(each.product_id, each.from_quantity): each.amount for each in rows}


def _key(key: tuple[UUID, Decimal]) -> str:
    return f"{key[0]} {plain(key[1])}"


def _kept(one: PriceList) -> dict[str, object]:
    days = {
        name: day.isoformat() if day else None for name, day in (("from", one.valid_from), ("until", one.valid_until))
    }
    group = {"list": str(one.list_id or ""), "segment": str(one.segment_id or "")}
    return {"name": one.name, "currency": one.currency, "is_tax_included": one.is_tax_included, **group, **days}
