"""A moment as a person says it: near ones relative, far ones by date, always in the person's zone and language."""

from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

DATES_FROM = timedelta(days=100)


def spoken(moment: datetime, *, now: datetime) -> str:
    here, today = timezone.localtime(moment), timezone.localtime(now).date()
    if moment > now:
        return _coming(here, today=today, soon=moment - now < timedelta(minutes=1))
    ago = now - moment
    if ago < timedelta(minutes=1):
        return _("now")
    if here.date() == today:
        return format_timedelta(ago, granularity="minute", threshold=1, format="narrow", locale=our_locale())
    if here.date() == today - timedelta(days=1):
        return _("Yesterday")
    if ago < DATES_FROM:
        return _days_ago((today - here.date()).days, our_locale())
    return format_date(here, format="medium", locale=our_locale())


def _coming(here: datetime, *, today: date, soon: bool) -> str:
    clock = format_time(here, format="short", locale=our_locale())
    if soon:
        return _("now")
    if here.date() == today:
        return clock
    if here.date() == today + timedelta(days=1):
        return _("Tomorrow %(clock)s") % {"clock": clock}
    return format_date(here, format="medium", locale=our_locale())


def exact(moment: datetime) -> str:
    return _exact(timezone.localtime(moment), str(timezone.get_current_timezone()), our_locale())


@lru_cache(maxsize=10_000)  # equal moments of two zones are told apart by the name of the zone
def _exact(here: datetime, zone: str, locale: Locale) -> str:
    return f"{format_datetime(here, format='medium', locale=locale)} {here.tzname() or ''}".strip()


@lru_cache(maxsize=1_000)
def _days_ago(days: int, locale: Locale) -> str:
    return format_timedelta(timedelta(days=days), granularity="day", threshold=1000, format="narrow", locale=locale)


def our_locale() -> Locale:
    return _locale(get_language() or "en")


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
