"""Codes of countries and languages by their names, as people write them into files."""

from functools import cache

from babel import Locale

NAMING_LANGUAGES = ("en", "es", "te", "fr", "de")


@cache
def country_codes() -> dict[str, str]:
    return {**_named_codes("territories"), "usa": "US", "uk": "GB", "korea": "KR"}


@cache
def language_codes() -> dict[str, str]:
    return _named_codes("languages")


def _named_codes(kind: str) -> dict[str, str]:
    """Codes by their names in our languages, as people write them into files."""
    found: dict[str, str] = {}
    for language in NAMING_LANGUAGES:
        names = getattr(Locale.parse(language), kind)
        for code, name in names.items():
            if len(code) == 2 and code.isalpha():
                found.setdefault(str(name).casefold(), code)
                found.setdefault(code.casefold(), code)
    return found
