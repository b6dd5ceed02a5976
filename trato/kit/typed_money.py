"""Amounts of money as people type them.

Decimals and groups are read as the reader's locale writes them. Beyond that only what can mean nothing else is taken:
groups of digits split by spaces or apostrophes, and a dot before one or two last digits ("12.5"), as on a keypad.
A comma is never a decimal sign where the locale has the dot, nor is an amount finer than the currency rounded.
"""

import re
import unicodedata
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from babel import Locale
from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol

from trato.kit.money import Money, MoneyRefused, currencies, minor_digits

LONGEST_TYPED = 60
EXAMPLE = Decimal("1234567.5")

_NUMBER = re.compile(r"[0-9](?:[0-9.,' ]*[0-9])?|[.,][0-9]+")
_WRITTEN = re.compile(r"(-?[0-9]{1,15}(?:[.][0-9]{1,4})?) ([A-Z]{3})")
_NAMED = re.compile(r"([A-Za-z]{3})[^A-Za-z]*[0-9][^A-Za-z]*|[^A-Za-z]*[0-9][^A-Za-z]*([A-Za-z]{3})")
_KEYPAD = re.compile(r"[0-9]+\.[0-9]{1,2}")
# What most files hold: digits, and at most a point before one or two more. It means the same in every locale.
_BARE = re.compile(r"[0-9]{1,15}(?:\.([0-9]{1,2}))?")
_SIGNS = str.maketrans({"−": "-", "’": "'", "ʼ": "'", "٫": ".", "٬": ",", "\u200e": "", "\u200f": "", "\u061c": ""})


class _Notation(NamedTuple):
    decimal: str
    whole: re.Pattern[str]


def parse_money(text: str, *, currency: str, locale: str) -> Money:
    """Money from "1.234,56", "€ 12,50" or "-12.5". Refuses with the reason what is not an amount in that currency."""
    if (bare := _BARE.fullmatch(text)) and len(bare[1] or "") <= minor_digits(currency):
        return Money(Decimal(text), currency)
    Money.nothing(currency)  # refuses an unknown currency
    typed = _plain(text[: LONGEST_TYPED + 1])
    number = _NUMBER.search(typed)
    if len(text) > LONGEST_TYPED or not number:
        raise MoneyRefused("money-not-a-number")
    before, after = typed[: number.start()], typed[number.end() :]
    is_negative = "-" in before
    _refuse_other_words(before.replace("-", "", 1).strip(), after.strip(), currency=currency, locale=locale)
    amount = _amount(number.group(), locale=locale, currency=currency)
    return Money(-amount if is_negative else amount, currency)


def written_money(text: str) -> Money | None:
    """ "1234.5 USD", as our exports write an amount of any currency; None for what is written otherwise."""
    written = _WRITTEN.fullmatch(text.strip())
    if written is None or written[2] not in currencies():
        return None
    return Money(Decimal(written[1]), written[2])


def named_currency(text: str, *, otherwise: str) -> str:
    """The code that stands before or behind the digits: "1,200 INR", "USD 5"."""
    named = _NAMED.fullmatch(text.strip()[: LONGEST_TYPED + 1])
    code = (named[1] or named[2]).upper() if named else ""
    return code if code in currencies() else otherwise


def _plain(text: str) -> str:
    """One kind of minus, apostrophe, space and digit."""
    letters = (
        " " if letter.isspace() else str(unicodedata.digit(letter, letter)) if letter.isdecimal() else letter
        for letter in text.translate(_SIGNS)
    )
    return "".join(letters).strip()


def _refuse_other_words(before: str, after: str, *, currency: str, locale: str) -> None:
    words = {word.casefold() for word in (before, after) if word}
    if words <= _own_names(currency, locale):
        return
    if words <= _all_names(locale):
        raise MoneyRefused("money-other-currency", currency=currency)
    raise MoneyRefused("money-not-a-number")


def _amount(number: str, *, locale: str, currency: str) -> Decimal:
    notation = _notation(locale)
    decimal = "." if _KEYPAD.fullmatch(number) else notation.decimal
    whole, _, fraction = number.partition(decimal)
    if not fraction.isdigit() and fraction or whole and not notation.whole.fullmatch(whole):
        raise MoneyRefused("money-grouping", example=_example(locale))
    _refuse_finer_than_coins(fraction, currency)
    return Decimal(f"{re.sub('[^0-9]', '', whole) or 0}.{fraction}")


def _refuse_finer_than_coins(fraction: str, currency: str) -> None:
    digits = minor_digits(currency)
    if len(fraction.rstrip("0")) > digits:
        code = "money-too-precise" if digits else "money-no-decimals"
        raise MoneyRefused(code, currency=currency, digits=digits)


@cache
def _notation(locale: str) -> _Notation:
    parsed = Locale.parse(locale)
    group = _plain(get_group_symbol(parsed)) or " "
    last, others = parsed.decimal_formats[None].grouping
    signs = "|".join(re.escape(sign) for sign in sorted({group, " ", "'"}))
    grouped = rf"[0-9]{{1,{others}}}(?P<sign>{signs})(?:[0-9]{{{others}}}(?P=sign))*[0-9]{{{last}}}"
    return _Notation(get_decimal_symbol(parsed), re.compile(rf"[0-9]+|{grouped}"))


@cache
def _own_names(currency: str, locale: str) -> frozenset[str]:
    symbols = {get_currency_symbol(currency, name) for name in (locale, "en", "root") if name}
    return frozenset(_plain(name).casefold() for name in symbols | {currency})


@cache
def _all_names(locale: str) -> frozenset[str]:
    return frozenset().union(*(_own_names(currency, locale) for currency in currencies()))


@cache
def _example(locale: str) -> str:
    return str(Locale.parse(locale).decimal_formats[None].apply(EXAMPLE, locale))
