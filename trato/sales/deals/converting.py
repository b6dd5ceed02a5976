"""Amounts in the company's currency, so that deals of different money can be added up."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from trato.commerce.public import Amount, convert_many
from trato.foundation.public import Actor, installation, today_of
from trato.kit.money import Money
from trato.sales.pipelines.models import OPEN

Values = Mapping[str, Any]


def base_amounts(deals: Sequence[Values], *, by: Actor) -> list[Money | None]:
    """Of closed deals at the rate of the day on which they closed, of open ones at that of today; one question for all.

    None while no rate is known.
    """
    home, today = installation().currency, today_of(by)
    abroad = [values for values in deals if _currency(values) not in ("", home)]
    found = convert_many([_asked(values, today) for values in abroad], to=home) if abroad else []
    converted = {id(values): amount for values, amount in zip(abroad, found, strict=True)}
    return [_base(values, home, converted) for values in deals]


def _base(values: Values, home: str, converted: Mapping[int, Any]) -> Money | None:
    currency = _currency(values)
    if currency == home:
        return Money(values["amount"].amount, home)
    amount = converted.get(id(values))
    return None if amount is None else Money(amount, home)


def _asked(values: Values, today: date) -> Amount:
    money, day = values["amount"], values.get("close_on")
    is_closed = values.get("state") != OPEN and isinstance(day, date)
    return Amount(money.amount, money.currency, day if is_closed and day else today)


def _currency(values: Values) -> str:
    amount = values.get("amount")
    return amount.currency if isinstance(amount, Money) else ""
