"""What the browser gives away about where a company works, as a start that the person may change."""

from babel import Locale, UnknownLocaleError
from babel.numbers import get_territory_currencies
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from trato.kit.clock import now


def guesses(request: HttpRequest, *, email: str) -> dict[str, str]:
    country = _country(request)
    currencies = get_territory_currencies(country, now().date()) if country else []
    return {
        "email": email,
        "own_domains": email.rpartition("@")[2],
        "language": get_language() or settings.LANGUAGE_CODE,
        "time_zone": settings.TIME_ZONE,
        "phone_country": country,
        "currency": currencies[0] if currencies else "",
    }


def _country(request: HttpRequest) -> str:
    """Of the first language that names one, such as es-MX."""
    for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        try:
            territory = Locale.parse(tag, sep="-").territory
        except (UnknownLocaleError, ValueError):
            continue
        if territory:
            return str(territory)
    return ""
