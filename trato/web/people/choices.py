"""Languages, time zones, currencies and countries to choose from, named in the reader's language."""

from collections.abc import Iterable

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language, get_language_info
from phonenumbers import SUPPORTED_REGIONS, country_code_for_region

from trato.kit.clock import zone_names
from trato.kit.money import currencies

Choices = list[tuple[str, str]]
NOTHING = ("", "—")


def languages() -> Choices:
    """Each in its own language, so that whoever needs it finds it."""
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def time_zones() -> Choices:
    return [(zone, zone.replace("_", " ")) for zone in sorted(zone_names()) if "/" in zone or zone == "UTC"]


def currency_choices() -> Choices:
    names = _locale().currencies
    return [NOTHING, *((code, f"{code} · {names.get(code, code)}") for code in sorted(currencies()))]


def country_choices() -> Choices:
    names = _locale().territories
    return [NOTHING, *_by_name((code, _country(code, names.get(code, code))) for code in SUPPORTED_REGIONS)]


def _country(code: str, name: str) -> str:
    return f"{name} (+{country_code_for_region(code)})"


def _by_name(choices: Iterable[tuple[str, str]]) -> Choices:
    return sorted(choices, key=lambda choice: choice[1].casefold())


def _locale() -> Locale:
    return Locale.parse(get_language() or settings.LANGUAGE_CODE, sep="-")
