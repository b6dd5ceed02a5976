"""Amounts from one currency into another, exactly: no float, one rounding, halves away from zero.

`amount × units of the wanted currency per euro ÷ units of the given currency per euro`, worked out in whole numbers
and rounded once to the smallest coin of the wanted currency. `converted_sql` in `queries` is the same in the database.
"""

from decimal import Context, Decimal, Inexact

from trato.kit.money import LARGEST_AMOUNT, minor_digits

# Of amounts below 10^15 with 30 decimals and rates of 12 + 10 digits, nothing is lost in so many digits.
_WIDE = Context(prec=200, traps=[Inexact])


def exchanged(amount: Decimal, *, given_per_euro: Decimal, wanted_per_euro: Decimal, wanted: str) -> Decimal | None:
    """None where the answer is too large to be an amount of money."""
    digits = minor_digits(wanted)
    doubled = _WIDE.multiply(_WIDE.multiply(amount.copy_abs(), wanted_per_euro), Decimal(2).scaleb(digits))
    coins = _WIDE.divide_int(_WIDE.add(doubled, given_per_euro), _WIDE.multiply(given_per_euro, Decimal(2)))
    if coins >= LARGEST_AMOUNT.scaleb(digits):
        return None
    found = coins.scaleb(-digits, _WIDE)
    return found.copy_negate() if amount < 0 and found else found
