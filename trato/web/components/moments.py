"""A moment as a person says it: near ones relative, far ones by date, always in the person's zone and language."""

from datetime import date, datetime, timedelta

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
        return _length(ago)
    if here.date() == today - timedelta(days=1):
        return _("Yesterday")
    if ago < DATES_FROM:
        return _length(timedelta(days=(today - here.date()).days), unit="day")
    return format_date(here, format="medium", locale=_locale())


def _coming(here: datetime, *, today: date, soon: bool) -> str:
    clock = format_time(here, format="short", locale=_locale())
    if soon:
        return _("now")
    if here.date() == today:
        return clock
    if here.date() == today + timedelta(days=1):
        return _("Tomorrow %(clock)s") % {"clock": clock}
    return format_date(here, format="medium", locale=_locale())


def exact(moment: datetime) -> str:
    here = timezone.localtime(moment)
    return f"{format_datetime(here, format='medium', locale=_locale())} {here.tzname() or ''}".strip()


def _length(span: timedelta, unit: str = "minute") -> str:
    return format_timedelta(span, granularity=unit, threshold=1, format="narrow", locale=_locale())  # type: ignore[arg-type]  # a literal in Babel


def _locale() -> Locale:
    try:
        return Locale.parse(get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
