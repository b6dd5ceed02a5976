"""Exchange rates for programs."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from trato.api.public import ApiRequest, answer
from trato.commerce.rates.errors import RatesRefused
from trato.commerce.rates.queries import company_currency, convert, known_currencies, why_not_converted
from trato.foundation.public import NotAllowed
from trato.kit.money import Money
from trato.kit.typed_numbers import written_number

router = Router(tags=["Exchange rates"])


class RateShown(Schema):
    currency: str
    first: date
    last: date
    days: int
    rate: str = Field(description="Units of the currency for one euro, on the last day.")


class RatesShown(Schema):
    company_currency: str
    results: list[RateShown]


class Converted(Schema):
    amount: str | None = Field(description="Null where no rate is known on that day; `reason` then says why.")
    currency: str
    reason: str = ""


@router.get("", url_name="exchange_rates_index", response=RatesShown, summary="List the currencies with a rate")
def index(request: ApiRequest) -> HttpResponse:
    _refuse_strangers(request)
    found = [{**each, "rate": str(each["rate"])} for each in known_currencies()]
    return answer({"company_currency": company_currency(), "results": found})


@router.get("/convert", url_name="exchange_rates_convert", response=Converted, summary="Convert an amount on a day")
def converted(request: ApiRequest, amount: str, currency: str, on: date, to: str = "") -> HttpResponse:
    _refuse_strangers(request)
    given = _money(amount, currency)
    wanted = Money.nothing(to or company_currency()).currency
    found = convert(given.amount, given.currency, on=on, to=wanted)
    if found is None:
        reason = why_not_converted(given.currency, on=on, to=wanted)
        return answer({"amount": None, "currency": wanted, "reason": reason})
    return answer({**Money(found, wanted).as_json(), "reason": ""})


def _money(amount: str, currency: str) -> Money:
    number = written_number(amount)
    if number is None:
        raise RatesRefused(_("This is not an amount of money."), field="amount")
    return Money(number, currency)


def _refuse_strangers(request: ApiRequest) -> None:
    if not request.auth.actor.may("commerce.see_products"):
        raise NotAllowed(_("Your role does not allow this."))
