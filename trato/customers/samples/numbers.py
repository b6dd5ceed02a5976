"""Phone numbers and addresses that look right and that nobody has to answer."""

import re
from functools import cache

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from trato.kit.text import search_text

LAST_DIGITS = 4
_LETTERS = re.compile("[^a-z0-9]+")


@cache
def _example(country: str) -> str:
    """The number that the library itself shows for a country."""
    number = phonenumbers.example_number_for_type(country, PhoneNumberType.MOBILE)
    if number is None:
        raise LookupError(country)
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def phone_number(country: str, place: int) -> str:
    """E.164: the country's example with other last digits, which all lie in the same range."""
    return f"{_example(country)[:-LAST_DIGITS]}{place % 10**LAST_DIGITS:0{LAST_DIGITS}d}"


@cache
def latin_letters(word: str) -> str:
    """What of a word an address is made of."""
    return _LETTERS.sub("", search_text(word)) or "somebody"
