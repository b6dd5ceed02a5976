"""Values that come with a type, as the cell of a CSV file that reads as the same."""

import re
from collections.abc import Iterable
from decimal import Decimal

_IN_NEED_OF_QUOTES = re.compile('[,;"]|:::|^[*] ')
LARGEST_EXPONENT = 40  # beyond it a number is written as it came: nobody has so much


def plain_number_of(number: Decimal) -> str:
    """Without an exponent. Three decimals get a fourth: nobody may take them for thousands."""
    exponent = number.adjusted() if number.is_finite() else LARGEST_EXPONENT + 1
    if abs(exponent) > LARGEST_EXPONENT:
        return str(number)
    text = f"{number:f}"
    whole, point, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    if not point or not decimals:
        return whole
    return f"{whole}.{decimals}{'0' if len(decimals) == 3 else ''}"


def joined(values: Iterable[str]) -> str:
    """Several values of one cell, as our own files have them."""
    return " ::: ".join(_quoted(value) for value in values if value.strip())


def _quoted(value: str) -> str:
    """What would be taken for several tags."""
    return '"' + value.replace('"', '""') + '"' if _IN_NEED_OF_QUOTES.search(value) else value
