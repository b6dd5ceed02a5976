"""Exchange rates that tests take in, and what an amount is worth in euros by them, by fractions and in no hurry."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from trato.commerce.public import take_rate_file
from trato.foundation.public import SYSTEM
from trato.sales.public import Deal

Rates = Mapping[str, Mapping[date, str]]


def know(rates: Rates) -> None:
    """As many of each currency for a euro, from those days on."""
    days = sorted({day for known in rates.values() for day in known})
    lines = [",".join(["Date", *rates])]
    lines += [",".join([str(day), *(known.get(day, "N/A") for known in rates.values())]) for day in days]
    take_rate_file("\n".join(lines).encode(), name="rates.csv", by=SYSTEM)


def in_euros(deal: Deal, rates: Rates, *, today: date) -> Decimal | None:
    assert deal.amount is not None
    day = deal.close_on if deal.state != "open" and deal.close_on else today
    rate = _rate_on(deal.amount_currency, day, rates)
    return None if rate is None else to_coins(Fraction(deal.amount) / rate, digits=2)


def _rate_on(currency: str, day: date, rates: Rates) -> Fraction | None:
    """The latest that is not later than the day."""
    if currency == "EUR":
        return Fraction(1)
    known = rates.get(currency, {})
    before = [each for each in known if each <= day]
    return Fraction(known[max(before)]) if before else None


def to_coins(value: Fraction, *, digits: int) -> Decimal:
    """Halves away from zero."""
    coins = floor(abs(value) * 10**digits + Fraction(1, 2))
    return Decimal(coins if value >= 0 else -coins).scaleb(-digits)
