"""What a line comes to, and what lines come to together. Pure: no tables, no floats, every coin accounted for.

1. quantity × unit price, rounded to the smallest coin of the currency, halves away from zero, is the *price*;
2. a discount in percent is of that price, rounded the same way; one as an amount is what it is; never more than that;
3. *tax* is of what is left: on top of it, or, where prices include it, the part of it that is tax; rounded once a line;
4. totals are sums of lines, so that what stands on the lines is what stands below them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Context, Decimal, Inexact

from trato.commerce.lines.errors import LineRefused
from trato.kit.money import LARGEST_AMOUNT, Money, minor_digits

LARGEST_QUANTITY = Decimal(10) ** 9
MOST_DECIMALS = 4
WHOLE = Decimal(100)
NONE = Decimal(0)
_WIDE = Context(prec=120, traps=[Inexact])


@dataclass(frozen=True, kw_only=True)
class LineTerms:
    """What is agreed on one line. The unit price includes tax or not; a discount is in percent or an amount."""

    quantity: Decimal
    unit_price: Decimal
    currency: str
    discount_percent: Decimal = NONE
    discount_amount: Decimal = NONE
    tax_percent: Decimal = NONE
    is_tax_included: bool = False


@dataclass(frozen=True, kw_only=True)
class LineAmounts:
    """Whole coins: price - discount = net + tax where tax is included, else price - discount = net."""

    price: Decimal
    discount: Decimal
    net: Decimal
    tax: Decimal

    @property
    def total(self) -> Decimal:
        return self.net + self.tax


@dataclass(frozen=True, kw_only=True)
class Totals:
    currency: str
    price: Decimal = NONE
    discount: Decimal = NONE
    net: Decimal = NONE
    tax: Decimal = NONE
    taxes: dict[Decimal, Decimal] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        return self.net + self.tax


def amounts_of(terms: LineTerms) -> LineAmounts:
    """Refused, with the name of what is wrong, where the terms are none that anybody can agree on."""
    refuse_absurd(terms)
    price = Money(_WIDE.multiply(terms.quantity, terms.unit_price), terms.currency).rounded().amount
    discount = _discount(terms, price)
    left = _WIDE.subtract(price, discount)
    if terms.is_tax_included:
        tax = _share(left, terms.tax_percent, of=_WIDE.add(WHOLE, terms.tax_percent), currency=terms.currency)
        return LineAmounts(price=price, discount=discount, net=_WIDE.subtract(left, tax), tax=tax)
    tax = _share(left, terms.tax_percent, of=WHOLE, currency=terms.currency)
    return LineAmounts(price=price, discount=discount, net=left, tax=tax)


def add_up(lines: Iterable[LineTerms], *, currency: str) -> Totals:
    """Of no lines, nothing. The currencies of all lines are the same, or they cannot be added."""
    price = discount = net = tax = Money.nothing(currency).amount
    taxes: dict[Decimal, Decimal] = {}
    for line in lines:
        if line.currency != currency:
            raise LineRefused("line-currencies-differ", one=currency, other=line.currency)
        each = amounts_of(line)
        price, discount, net, tax = price + each.price, discount + each.discount, net + each.net, tax + each.tax
        if each.tax:
            taxes[line.tax_percent] = taxes.get(line.tax_percent, NONE) + each.tax
    if net + tax >= LARGEST_AMOUNT:
        raise LineRefused("line-too-large")
    return Totals(currency=currency, price=price, discount=discount, net=net, tax=tax, taxes=taxes)


def refuse_absurd(terms: LineTerms) -> None:
    """What can be said without multiplying. Nothing is rounded to make it fit."""
    if not (_is_plain(terms.quantity) and NONE < terms.quantity <= LARGEST_QUANTITY):
        raise LineRefused("line-quantity", field="quantity", most=f"{LARGEST_QUANTITY:,}")
    _refuse_price(terms)
    if not (_is_plain(terms.discount_percent) and NONE <= terms.discount_percent <= WHOLE):
        raise LineRefused("line-percent", field="discount_percent")
    if not (_is_plain(terms.tax_percent) and NONE <= terms.tax_percent <= WHOLE):
        raise LineRefused("line-tax", field="tax_percent")
    if terms.discount_percent and terms.discount_amount:
        raise LineRefused("line-two-discounts", field="discount_amount")
    if not terms.discount_amount.is_finite() or terms.discount_amount < 0:
        raise LineRefused("line-discount-negative", field="discount_amount")


def _refuse_price(terms: LineTerms) -> None:
    if not terms.unit_price.is_finite() or terms.unit_price >= LARGEST_AMOUNT:
        raise LineRefused("line-too-large", field="unit_price")
    if terms.unit_price < 0:
        raise LineRefused("line-price-negative", field="unit_price")
    if not _is_plain(terms.unit_price):
        raise LineRefused("line-price-too-precise", field="unit_price")
    if _WIDE.multiply(terms.quantity, terms.unit_price) * 2 >= LARGEST_AMOUNT:  # with the highest tax on top
        raise LineRefused("line-too-large", field="unit_price")


def _is_plain(number: Decimal) -> bool:
    return number.is_finite() and _decimals(number) <= MOST_DECIMALS


def _decimals(number: Decimal) -> int:
    """How many it really has: 1.50 has one."""
    _sign, digits, exponent = number.as_tuple()
    if not number or not isinstance(exponent, int):
        return 0
    zeros = next(place for place, digit in enumerate(reversed(digits)) if digit)
    return max(0, -exponent - zeros)


def _discount(terms: LineTerms, price: Decimal) -> Decimal:
    if not terms.discount_amount:
        return _share(price, terms.discount_percent, of=WHOLE, currency=terms.currency)
    if terms.discount_amount > price:
        told = Money(price, terms.currency).as_json()["amount"]
        raise LineRefused("line-discount-too-large", field="discount_amount", price=f"{told} {terms.currency}")
    if _decimals(terms.discount_amount) > (digits := minor_digits(terms.currency)):
        raise LineRefused("line-discount-too-precise", field="discount_amount", currency=terms.currency, digits=digits)
    return Money(terms.discount_amount, terms.currency).rounded().amount


def _share(amount: Decimal, part: Decimal, *, of: Decimal, currency: str) -> Decimal:
    """`amount × part ÷ of` in whole coins, halves up, by whole numbers: no quotient is cut before it is rounded."""
    digits = minor_digits(currency)
    doubled = _WIDE.multiply(_WIDE.multiply(amount, part), Decimal(2).scaleb(digits))
    coins = _WIDE.divide_int(_WIDE.add(doubled, of), _WIDE.multiply(of, Decimal(2)))
    return coins.scaleb(-digits, _WIDE)
