"""What money of one currency was worth in another on a day.

The latest rate on or before the day holds; across two currencies it goes over the euro. Before the first rate, and of a
currency without one, there is no answer: `None`, never a wrong number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Count, Max, Min, QuerySet
from django.utils.translation import gettext as _
from psycopg import sql

from trato.commerce.rates.exchange import exchanged
from trato.commerce.rates.formats import EURO
from trato.commerce.rates.models import ExchangeRate, RateFile
from trato.foundation.public import installation
from trato.kit.money import LARGEST_AMOUNT, minor_digits

_RATES_ON = """
select w.currency, w.day, r.rate
  from (select distinct currency, day from unnest(%s::text[], %s::date[]) as given (currency, day)) w
  cross join lateral (
    select x.rate from commerce_exchangerate x
     where x.currency = w.currency and x.day <= w.day order by x.day desc limit 1
  ) r
"""
# `offset 0` keeps each rate looked up once, though it is used twice.
_CONVERTED = """(case when {currency} = {wanted} then {amount} else (
  select case when abs(answer.given) < {largest} then answer.given end
    from (
      select sign({amount}) * div(2 * abs({amount}) * w.rate * {coins} + g.rate, 2 * g.rate) * {coin} as given
        from (select {given_rate} as rate offset 0) g, (select {wanted_rate} as rate offset 0) w
    ) answer
  ) end)"""
_RATE = """(case when {currency} = 'EUR' then 1::numeric else (
  select x.rate from commerce_exchangerate x
   where x.currency = {currency} and x.day <= {day} order by x.day desc limit 1) end)"""


@dataclass(frozen=True)
class Amount:
    """Money on a day."""

    amount: Decimal
    currency: str
    on: date


def company_currency() -> str:
    """The currency in which the company counts, as the settings say."""
    return installation().currency


def convert(amount: Decimal, currency: str, *, on: date, to: str = "") -> Decimal | None:
    """In the company's currency unless another is wanted."""
    return convert_many([Amount(amount, currency, on)], to=to)[0]


def convert_many(amounts: Sequence[Amount], *, to: str = "") -> list[Decimal | None]:
    """The same for a set, by one question about the distinct days and currencies of it."""
    wanted = to or company_currency()
    foreign = {(each.currency, each.on) for each in amounts if each.currency != wanted}
    asked = foreign | {(wanted, on) for _currency, on in foreign}
    rates = _rates_on({pair for pair in asked if pair[0] != EURO})
    rates |= {pair: Decimal(1) for pair in asked if pair[0] == EURO}
    return [_converted(each, wanted, rates) for each in amounts]


def _converted(given: Amount, wanted: str, rates: dict[tuple[str, date], Decimal]) -> Decimal | None:
    if given.currency == wanted:
        return given.amount
    theirs, ours = rates.get((given.currency, given.on)), rates.get((wanted, given.on))
    if theirs is None or ours is None:
        return None
    return exchanged(given.amount, given_per_euro=theirs, wanted_per_euro=ours, wanted=wanted)


def _rates_on(pairs: set[tuple[str, date]]) -> dict[tuple[str, date], Decimal]:
    if not pairs:
        return {}
    named, days = zip(*pairs, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_RATES_ON, [list(named), list(days)])
        return {(currency, day): rate for currency, day, rate in cursor.fetchall()}


def converted_sql(
    *, amount: sql.Composable, currency: sql.Composable, day: sql.Composable, to: str = ""
) -> sql.Composed:
    """`convert` as an expression over constant expressions of a row: `converted_sql(amount=sql.SQL("r.amount"), …)`.

    The wanted currency stands in it as a literal: compose it anew for each statement.
    """
    wanted = to or company_currency()
    digits = minor_digits(wanted)
    name = sql.Literal(wanted)
    return sql.SQL(_CONVERTED).format(
        amount=amount,
        currency=currency,
        wanted=name,
        coins=sql.Literal(Decimal(10) ** digits),
        coin=sql.Literal(Decimal(1).scaleb(-digits)),
        largest=sql.Literal(LARGEST_AMOUNT),
        given_rate=sql.SQL(_RATE).format(currency=currency, day=day),
        wanted_rate=sql.SQL(_RATE).format(currency=name, day=day),
    )


def why_not_converted(currency: str, *, on: date, to: str = "") -> str:
    """The sentence beside an amount that could not be converted."""
    wanted = to or company_currency()
    for each in (currency, wanted):
        if each == EURO:
            continue
        first = ExchangeRate.objects.filter(currency=each).aggregate(first=Min("day"))["first"]
        if first is None:
            return _("There is no exchange rate for %(currency)s. An administrator can take in a file of rates.") % {
                "currency": each
            }
        if first > on:
            return _("The first exchange rate for %(currency)s is of %(day)s, which is later than this.") % {
                "currency": each,
                "day": first.isoformat(),
            }
    return _("The amount is too large to be converted.")


def known_currencies() -> list[dict[str, object]]:
    """Each with its first and last day and its latest rate, by code."""
    spans = ExchangeRate.objects.values("currency").annotate(first=Min("day"), last=Max("day"), days=Count("day"))
    found = {each["currency"]: each for each in spans}
    latest = _rates_on({(code, each["last"]) for code, each in found.items()})
    return [{**found[code], "rate": latest[code, found[code]["last"]]} for code in sorted(found)]


def rate_files() -> QuerySet[RateFile]:
    """The latest first."""
    return RateFile.objects.order_by("-id")
