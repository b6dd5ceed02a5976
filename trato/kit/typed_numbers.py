"""Numbers as people type them, and as they stand in a control that is sent again: no groups, the locale's own point."""

import re
from decimal import Decimal

from babel import Locale
from babel.numbers import NumberFormatError, get_decimal_symbol, parse_decimal

LONGEST_TYPED = 60
_KEYPAD = re.compile(r"-?[0-9]+\.[0-9]{1,2}")
_PLAIN = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_LETTER = re.compile(r"[^\W\d]")


def typed_number(text: str, *, locale: str) -> str:
    """The plain form of what was typed; what is no number stays as it is, for whoever refuses it.

    A point before one or two last digits is one as on a keypad, whatever the locale writes.
    """
    plain = text.strip().replace("\u00a0", " ").replace("−", "-")
    if not plain or len(plain) > LONGEST_TYPED or _KEYPAD.fullmatch(plain) or _LETTER.search(plain):
        return plain
    try:
        return format(parse_decimal(plain, locale=_known(locale), strict=True), "f")
    except (NumberFormatError, ValueError):
        return plain


def written_number(text: str) -> Decimal | None:
    """What digits and a point alone say. What only programs write ("1e5", "1_000", "Infinity") is no number to us."""
    return Decimal(text) if len(text) <= LONGEST_TYPED and _PLAIN.fullmatch(text) else None


def number_to_type(plain: str, *, locale: str) -> str:
    """A plain number as that locale writes it, to stand in a control; what is none stays as it is."""
    if not re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", plain):
        return plain
    return format(Decimal(plain), "f").replace(".", get_decimal_symbol(_known(locale)))


def _known(locale: str) -> Locale:
    return Locale.parse(locale.replace("-", "_"))
