"""Counts as the people of a language write them: 12,875 in English, 12.875 in Spanish, 1,28,750 in Telugu."""

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from django.utils.translation import get_language


def grouped(count: int) -> str:
    """In the language of this moment. Below a thousand there is nothing to group, and pages say hundreds of those."""
    if 0 <= count < 1_000:
        return str(count)
    return format_decimal(count, locale=_locale(get_language() or "en"))


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
