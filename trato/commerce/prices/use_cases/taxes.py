"""Rates of tax: by country and class, each from a day on."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from trato.commerce.prices.errors import TaxRefused
from trato.commerce.prices.events import TaxRateDeleted, TaxRateSaved
from trato.commerce.prices.models import TaxRate
from trato.commerce.prices.queries import NEVER_TAXED, plain
from trato.commerce.products.models import TAX_CLASSES
from trato.foundation.public import Actor, NotFound, record_and_publish, use_case

_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('trato tax rates'))"
COUNTRY_LETTERS = 2


@use_case(right="commerce.manage_prices")
def save_tax_rate(
    *, country: str, tax_class: str, percent: Decimal, valid_from: date, by: Actor, valid_until: date | None = None
) -> TaxRate:
    """From that day on. What held before ends the day before, and stays known for what was sold then."""
    code = country.strip().upper()
    _refuse(code, tax_class, percent, valid_from, valid_until)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
    others = TaxRate.objects.filter(country=code, tax_class=tax_class)
    _refuse_overlap(others, valid_from, valid_until)
    open_before = others.filter(valid_from__lt=valid_from, valid_until=None).first()
    if open_before:
        _end(open_before, valid_from - timedelta(days=1), by)
    one = TaxRate(country=code, tax_class=tax_class, percent=percent, valid_from=valid_from, valid_until=valid_until)
    one.save()
    told = TaxRateSaved(subject_id=one.id, country=code)
    record_and_publish(told, by=by, act="create", after=_kept(one))
    return one


@use_case(right="commerce.manage_prices")
def delete_tax_rate(rate_id: UUID, *, by: Actor) -> None:
    """Lines that were written with it keep it."""
    one = TaxRate.objects.select_for_update().filter(pk=rate_id).first()
    if one is None:
        raise NotFound(_("There is no such rate of tax."))
    told = TaxRateDeleted(subject_id=one.id, country=one.country)
    record_and_publish(told, by=by, act="trash", before=_kept(one), after={})
    one.delete()


def _end(one: TaxRate, day: date, by: Actor) -> None:
    before = _kept(one)
    one.valid_until = day
    one.save(update_fields=["valid_until"])
    record_and_publish(TaxRateSaved(subject_id=one.id, country=one.country), by=by, before=before, after=_kept(one))


def _refuse(country: str, tax_class: str, percent: Decimal, valid_from: date, valid_until: date | None) -> None:
    if len(country) != COUNTRY_LETTERS or not (country.isascii() and country.isalpha()):
        raise TaxRefused(_("A country is given by its two letters, such as ES."), field="country")
    if tax_class not in dict(TAX_CLASSES) or tax_class in NEVER_TAXED:
        raise TaxRefused(_("There is no rate for this class of tax."), field="tax_class")
    if not (percent.is_finite() and 0 <= percent <= 100 and percent == round(percent, 4)):
        raise TaxRefused(_("A tax is from 0 to 100 percent, with up to 4 decimals."), field="percent")
    if valid_until and valid_until < valid_from:
        raise TaxRefused(_("The last day is before the first."), field="valid_until")


def _refuse_overlap(others: QuerySet[TaxRate], valid_from: date, valid_until: date | None) -> None:
    """One that is open ends by itself; others are not cut short behind anybody's back."""
    beginning = Q(valid_from__gte=valid_from) & (Q(valid_from__lte=valid_until) if valid_until else Q())
    running = Q(valid_from__lt=valid_from, valid_until__gte=valid_from)
    if others.filter(beginning | running).exists():
        raise TaxRefused(_("Another rate holds on some of these days. Delete it first."), field="valid_from")


def _kept(one: TaxRate) -> dict[str, object]:
    return {
        "country": one.country,
        "tax_class": one.tax_class,
        "percent": plain(one.percent),
        "valid_from": one.valid_from.isoformat(),
        "valid_until": one.valid_until.isoformat() if one.valid_until else None,
    }
