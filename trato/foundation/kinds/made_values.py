"""From what people, programs and files give to what fields are that only people make: numbers with decimals, times of
day, yes or no, several choices, links."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from babel.numbers import NumberFormatError, parse_decimal
from django.utils.translation import gettext as _
from django.utils.translation import override

from trato.foundation.extensions.kinds import Field
from trato.kit.domains import normalise_url
from trato.kit.errors import DomainError

LARGEST = Decimal(10) ** 15
MOST_DECIMALS = 10
LONGEST_NUMBER = 60
MOST_CHOICES = 100
YES = ("yes", "true", "1", "y", "on", "x")
NO = ("no", "false", "0", "n", "off")
SPOKEN = ("en", "es", "te")


class ValueRefused(DomainError):
    """A value cannot be what its field needs."""


def decimal_in(given: Any, *, locale: str) -> Decimal:
    """A point stands before decimals, or what the writer's language has there."""
    number = _decimal(given, locale)
    if number is None or not number.is_finite():
        raise ValueRefused(_("“%(value)s” is not a number.") % {"value": str(given)[:60]})
    if abs(number) >= LARGEST:
        raise ValueRefused(_("A number has at most 15 digits before the point."))
    tidy = number.normalize()
    if -int(tidy.as_tuple().exponent) > MOST_DECIMALS:
        raise ValueRefused(_("A number has at most %(limit)s decimals.") % {"limit": MOST_DECIMALS})
    return Decimal(f"{tidy:f}")


def _decimal(given: Any, locale: str) -> Decimal | None:
    if isinstance(given, bool) or not isinstance(given, (str, int, float, Decimal)):
        return None
    plain = str(given).strip()
    if not plain or len(plain) > LONGEST_NUMBER:
        return None
    try:
        return parse_decimal(plain, locale=locale.replace("-", "_"), strict=True)
    except (NumberFormatError, InvalidOperation, ValueError):
        return _written(plain)


def _written(plain: str) -> Decimal | None:
    """As programs write numbers."""
    try:
        return Decimal(plain) if plain.isascii() and "_" not in plain else None
    except InvalidOperation:
        return None


def time_in(given: Any) -> time:
    if isinstance(given, datetime):
        given = given.time()
    if isinstance(given, time):
        return given.replace(tzinfo=None, microsecond=0)
    try:
        return time.fromisoformat(str(given).strip().zfill(5)).replace(tzinfo=None, microsecond=0)
    except ValueError:
        said = _("“%(value)s” is no time of day. Write it like 14:30.")
        raise ValueRefused(said % {"value": str(given)[:60]}) from None


def yes_no_in(given: Any) -> bool:
    if isinstance(given, bool):
        return given
    word = str(given).strip().casefold()
    known = _words()
    if word not in known:
        raise ValueRefused(_("“%(value)s” is neither yes nor no.") % {"value": str(given)[:60]})
    return known[word]


@cache
def _words() -> Mapping[str, bool]:
    """In every language that we speak, whatever that of the file is."""
    known = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
    for language in SPOKEN:
        with override(language):
            known |= {_("Yes").casefold(): True, _("No").casefold(): False}
    return known


def choice_in(spec: Field, given: Any) -> str:
    """By its code or its label. One that was taken out of use is known as well: it may stand there already."""
    wanted = str(given).strip().casefold()
    known = (*spec.choices, *spec.gone_choices)
    if any(code == given for code, _label in known):  # what is a code is never taken for another's label
        return str(given)
    for code, label in known:
        if wanted in (code.casefold(), str(label).casefold()):
            return code
    raise ValueRefused(_("“%(value)s” is none of the choices.") % {"value": str(given)[:60]})


def choices_in(spec: Field, given: Any) -> list[str] | None:
    """In the order in which they are offered, each once. A label may hold a comma, so the whole is tried first."""
    items = _apart(spec, given) if isinstance(given, str) else given
    if not isinstance(items, (list, tuple)) or len(items) > MOST_CHOICES:
        raise ValueRefused(_("%(field)s must be a list of choices.") % {"field": spec.label})
    chosen = {choice_in(spec, each) for each in items if each not in (None, "")}
    return _in_order(spec, chosen) or None


def _apart(spec: Field, text: str) -> Iterable[str]:
    whole = text.strip().casefold()
    if any(whole in (code.casefold(), str(label).casefold()) for code, label in (*spec.choices, *spec.gone_choices)):
        return [text]
    parting = ";" if ";" in text else ","
    return [part for each in text.split(parting) if (part := each.strip())]


def _in_order(spec: Field, chosen: set[str]) -> list[str]:
    return [code for code, _label in (*spec.choices, *spec.gone_choices) if code in chosen]


def url_in(given: Any) -> str:
    if not isinstance(given, str):
        raise ValueRefused(_("A link is text."))
    return normalise_url(given.strip())
