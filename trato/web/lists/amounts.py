"""Counts and sums as people read them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from trato.foundation.public import Count, Day, Field, Group
from trato.kit.money import Money
from trato.web.components.moments import our_locale

COUNTED = 10_000
ESTIMATED_DIGITS = 2


def said_count(count: int, *, most: int = COUNTED, is_partial: bool = False) -> str:
    """Said as far as it was counted: nobody waits for an exact number."""
    said = format_decimal(min(count, most), locale=our_locale())
    return f"{said}+" if count > most or is_partial else said


def said_about(count: Count, *, most: int = COUNTED) -> str:
    """An estimate says that it is one, with as many digits as it deserves."""
    if count.is_exact:
        return said_count(count.number, most=most)
    digits = len(str(count.number)) - ESTIMATED_DIGITS
    number = format_decimal(round(count.number, -max(0, digits)), locale=our_locale())
    return _("about %(number)s") % {"number": number}


def why_partial(counted: Sequence[Group | Day]) -> list[str]:
    """What is said above groups, columns and days that stand for a part of the records, or without their sums."""
    said = []
    if any(each.is_partial for each in counted):
        said.append(
            _("To count all of these records takes too long: each number is at least so many. Filter the list first.")
        )
    if any(isinstance(each, Group) and not each.has_sums for each in counted):
        said.append(_("To add up all of these records takes too long, so no sums are shown. Filter the list first."))
    return said


def said_sums(group: Group, specs: Sequence[Field]) -> list[tuple[str, str]]:
    """Each field with what its values come to; money by currency, because nobody here changes it."""
    return [(str(spec.label), _said(group.sums[spec.name])) for spec in specs if group.sums.get(spec.name)]


def _said(totals: Mapping[str, Decimal]) -> str:
    locale = our_locale()
    return " · ".join(
        Money.of_many(total, code).formatted(str(locale)) if code else format_decimal(total, locale=locale)
        for code, total in sorted(totals.items(), key=lambda pair: -pair[1])
    )
