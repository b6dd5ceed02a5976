"""Which price holds, as a pure choice among those that are known.

The list of a group goes before the list for everybody, the one that began last before those that began earlier, the
newest before the others. On it, the price from the highest quantity that is reached. A list that has no price for so
few is passed over. Without any, the list price of the product, where it is in that currency.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from uuid import UUID

ANY_DAY = date.min
SMALLEST = Decimal("0.0001")
DEEPEST = 5  # bundles in bundles
# Prices of 19 digits times quantities of 14, five deep, lose nothing.
_WIDE = Context(prec=120, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class KnownList:
    """A price list that may apply; `is_of_group` when it is for some companies only."""

    id: UUID
    name: str
    is_tax_included: bool
    is_of_group: bool
    valid_from: date | None

    @property
    def rank(self) -> tuple[bool, date, UUID]:
        return (self.is_of_group, self.valid_from or ANY_DAY, self.id)


@dataclass(frozen=True)
class Tier:
    from_quantity: Decimal
    amount: Decimal


@dataclass(frozen=True)
class PriceFound:
    """For one unit. `price_list` is empty where it is the product's own list price, or a bundle's sum of its parts."""

    amount: Decimal
    currency: str
    is_tax_included: bool = False
    price_list: UUID | None = None
    list_name: str = ""
    from_quantity: Decimal = Decimal(0)
    is_sum_of_parts: bool = False


@dataclass(frozen=True)
class KnownPrices:
    """Everything that a choice is made from, in one currency on one day for one company."""

    currency: str
    lists: Sequence[KnownList]
    tiers: Mapping[tuple[UUID, UUID], Sequence[Tier]]
    own: Mapping[UUID, Decimal]
    parts: Mapping[UUID, Sequence[tuple[UUID, Decimal]]]

    def price_of(self, product: UUID, *, quantity: Decimal, depth: int = 0) -> PriceFound | None:
        for each in sorted(self.lists, key=lambda known: known.rank, reverse=True):
            reached = [tier for tier in self.tiers.get((each.id, product), ()) if tier.from_quantity <= quantity]
            if reached:
                best = max(reached, key=lambda tier: tier.from_quantity)
                return PriceFound(
                    best.amount, self.currency, each.is_tax_included, each.id, each.name, best.from_quantity
                )
        if (own := self.own.get(product)) is not None:
            return PriceFound(own, self.currency)
        return self._sum_of_parts(product, quantity, depth)

    def _sum_of_parts(self, bundle: UUID, quantity: Decimal, depth: int) -> PriceFound | None:
        """Of a bundle without a price of its own; None where one part has none, or speaks of tax otherwise."""
        parts = self.parts.get(bundle, ())
        if not parts or depth >= DEEPEST:
            return None
        found = [(self.price_of(each, quantity=_WIDE.multiply(quantity, n), depth=depth + 1), n) for each, n in parts]
        priced = [(price, count) for price, count in found if price]
        if len(priced) < len(found) or len({price.is_tax_included for price, _count in priced}) > 1:
            return None
        total = Decimal(0)
        for price, count in priced:
            total = _WIDE.add(total, _WIDE.multiply(price.amount, count))
        amount = _WIDE.quantize(total, SMALLEST)
        return PriceFound(amount, self.currency, priced[0][0].is_tax_included, is_sum_of_parts=True)
