"""Money: an exact amount of one currency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from functools import cache

from babel import Locale
from babel.numbers import get_currency_precision, list_currencies

from trato.kit.errors import Refused
from trato.kit.words import to_translate

LARGEST_AMOUNT = Decimal(10) ** 15
MOST_DECIMALS = 30  # an exchange rate times a unit price has fewer; "1e-999999" has more

# Wide enough for any product we make, and it raises rather than loses a digit.
_EXACT = Context(prec=60, traps=[Inexact, InvalidOperation])

_JSON_AMOUNT = re.compile(r"-?[0-9]{1,60}(?:\.[0-9]{1,60})?")

# Babel's digits are what cash registers show. ISO 4217, which banks and payment providers follow, has others for these.
_ISO_MINOR_DIGITS = dict.fromkeys(
    ("AFN", "ALL", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK", "RSD", "SLL", "SOS", "SYP", "YER"), 2
) | {"IQD": 3}


class MoneyRefused(Refused):
    reasons = {
        "money-currency-unknown": to_translate("%(currency)s is not a currency code, such as EUR or USD."),
        "money-currencies-differ": to_translate("Amounts in %(one)s and %(other)s cannot be put together."),
        "money-not-a-number": to_translate("This is not an amount of money."),
        "money-not-text": to_translate('Write the amount as text, such as "12.50", so that nothing is rounded.'),
        "money-other-currency": to_translate("The amount is written in another currency than %(currency)s."),
        "money-grouping": to_translate("The digits are not in groups as in %(example)s."),
        "money-too-precise": to_translate("Amounts in %(currency)s have at most %(digits)s decimals."),
        "money-no-decimals": to_translate("Amounts in %(currency)s have no decimals."),
        "money-too-large": to_translate("The amount is too large."),
    }


@cache
def currencies() -> frozenset[str]:
    """Every ISO 4217 code there is or was: old deals are in old money."""
    return frozenset(list_currencies())


def minor_digits(currency: str) -> int:
    """How many decimals the currency has: 2 for EUR, 0 for JPY, 3 for KWD."""
    return _ISO_MINOR_DIGITS.get(currency, get_currency_precision(currency))


@dataclass(frozen=True, slots=True)
class Money:
    """Never a float, never rounded unless asked; finer than the currency's smallest coin is allowed (unit prices)."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError("an amount of money is a Decimal")
        if self.currency not in currencies():
            raise MoneyRefused("money-currency-unknown", currency=self.currency)
        if not self.amount.is_finite():
            raise MoneyRefused("money-not-a-number")
        if _decimals(self.amount) > MOST_DECIMALS:
            raise MoneyRefused("money-too-precise", currency=self.currency, digits=MOST_DECIMALS)
        if abs(self.amount) >= LARGEST_AMOUNT:
            raise MoneyRefused("money-too-large")

    @classmethod
    def nothing(cls, currency: str) -> Money:
        return cls(Decimal(0), currency)

    @classmethod
    def total(cls, amounts: Iterable[Money], *, currency: str) -> Money:
        return sum(amounts, start=cls.nothing(currency))

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> Money:
        amount, currency = value.get("amount"), value.get("currency")
        if isinstance(amount, (int, float)) and not isinstance(amount, bool):
            raise MoneyRefused("money-not-text")
        if not isinstance(amount, str) or not isinstance(currency, str) or not _JSON_AMOUNT.fullmatch(amount):
            raise MoneyRefused("money-not-a-number")
        return cls(Decimal(amount), currency)

    def as_json(self) -> dict[str, str]:
        """The amount as text, with at least the currency's decimals and never an exponent."""
        decimals = max(minor_digits(self.currency), self.decimals)
        return {"amount": f"{self.amount:.{decimals}f}", "currency": self.currency}

    @classmethod
    def of_many(cls, amount: Decimal, currency: str) -> Money:
        """What many amounts come to, to be shown: it may be larger than any single one that is kept."""
        return cls(amount, currency) if abs(amount) < LARGEST_AMOUNT else _OfMany(amount, currency)

    @property
    def decimals(self) -> int:
        """How many decimals the amount really has."""
        return _decimals(self.amount)

    def rounded(self) -> Money:
        """To the smallest coin, halves away from zero, as invoices and tax offices do."""
        smallest = Decimal(1).scaleb(-minor_digits(self.currency))
        return Money(self.amount.quantize(smallest, rounding=ROUND_HALF_UP), self.currency)

    def shared_by(self, count: int) -> list[Money]:
        """Equal parts that add up to the whole exactly; the first ones are a coin larger where it does not divide."""
        smallest = Decimal(1).scaleb(-max(minor_digits(self.currency), self.decimals))
        each, left = divmod(int(self.amount / smallest), count)
        return [Money((each + (part < left)) * smallest, self.currency) for part in range(count)]

    def formatted(self, locale: str) -> str:
        """As people in that place write it; all decimals the amount has are shown."""
        return self._written(locale, least=minor_digits(self.currency))

    def briefly(self, locale: str) -> str:
        """The same where many stand side by side: a whole amount without its zeros."""
        is_whole = self.amount == self.amount.to_integral_value()
        return self._written(locale, least=0 if is_whole else minor_digits(self.currency))

    def _written(self, locale: str, *, least: int) -> str:
        pattern = copy(Locale.parse(locale).currency_formats["standard"])
        pattern.frac_prec = (least, max(least, self.decimals))
        return str(pattern.apply(self.amount, locale, currency=self.currency, currency_digits=False))

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise MoneyRefused("money-currencies-differ", one=self.currency, other=other.currency)
        return other.amount

    def __add__(self, other: Money) -> Money:
        return Money(_EXACT.add(self.amount, self._same(other)), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(_EXACT.subtract(self.amount, self._same(other)), self.currency)

    def __neg__(self) -> Money:
        return Money(self.amount.copy_negate(), self.currency)

    def __mul__(self, factor: int | Decimal) -> Money:
        if not isinstance(factor, int | Decimal):
            return NotImplemented
        return Money(_EXACT.multiply(self.amount, Decimal(factor)), self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._same(other)

    def __bool__(self) -> bool:
        return bool(self.amount)


@dataclass(frozen=True, slots=True)
class _OfMany(Money):
    def __post_init__(self) -> None:
        """As large as it comes to."""


def _decimals(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= 0:
        return 0
    digits = f"{amount.copy_abs():f}" if exponent >= -MOST_DECIMALS else ""
    return len(digits.rpartition(".")[2].rstrip("0")) if digits else -exponent
