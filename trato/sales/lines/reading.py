"""A line as it is given becomes a line as a change row keeps it; what is missing follows from the catalogue.

Nothing is written here. A line is kept as text and truths: product (an id, or ""), description, quantity, unit_price,
currency, discount_percent, discount_amount, tax_percent, is_tax_included.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.commerce.public import LineTerms, PriceFound, plain_number
from trato.kit.errors import DomainError
from trato.kit.text import clean_text
from trato.kit.typed_numbers import written_number

NUMBERS = ("quantity", "unit_price", "discount_percent", "discount_amount", "tax_percent")
MOST_DIGITS = 40
LONGEST_DESCRIPTION = 500
ONE = Decimal(1)
KNOWN = {"id", "product", "product_name", "description", "currency", "is_tax_included", "net", "tax", *NUMBERS}
Line = dict[str, Any]


class LineUnreadable(DomainError):
    """A line says something that no line can say."""


@dataclass(frozen=True)
class Wanted:
    """What was given of a line. A number that was not given is None."""

    product: UUID | str | None
    description: str
    numbers: Mapping[str, Decimal | None]
    currency: str
    is_tax_included: bool | None

    @property
    def quantity(self) -> Decimal:
        given = self.numbers["quantity"]
        return ONE if given is None else given


def read_line(given: Mapping[str, Any]) -> Wanted:
    """Refused with the field that cannot be read. What we told ourselves (net, tax) is passed over."""
    if unknown := sorted(set(given) - KNOWN):
        raise LineUnreadable(_("A line has no “%(name)s”.") % {"name": str(unknown[0])[:60]}, field="lines")
    description = clean_text(str(given.get("description") or "")).strip()
    if len(description) > LONGEST_DESCRIPTION:
        message = _("The description of a line has at most %(most)s characters.") % {"most": LONGEST_DESCRIPTION}
        raise LineUnreadable(message, field="description")
    numbers = {name: read_number(given.get(name), name) for name in NUMBERS}
    included = given.get("is_tax_included")
    return Wanted(
        product=_product(given.get("product")),
        description=description,
        numbers=numbers,
        currency=str(given.get("currency") or "").strip().upper()[:10],
        is_tax_included=included if isinstance(included, bool) else None,
    )


def read_number(given: Any, name: str) -> Decimal | None:
    """Never by way of a float: a program that sends one sends what it has written."""
    if given is None or given == "":
        return None
    number = None if isinstance(given, bool) else _number(given)
    if number is None:
        raise LineUnreadable(_("“%(value)s” is not a number.") % {"value": str(given).strip()[:60]}, field=name)
    return number


def _number(given: Any) -> Decimal | None:
    text = str(given).strip()
    if len(text) > MOST_DIGITS:
        return None
    if isinstance(given, float | Decimal):  # it is one already, however it is told
        return Decimal(text) if isfinite(given) else None
    return written_number(text)


def _product(given: Any) -> UUID | str | None:
    if isinstance(given, dict):
        given = given.get("id")
    if isinstance(given, UUID):
        return given
    text = clean_text(str(given or "")).strip()
    try:
        return UUID(text) if text else None
    except ValueError:
        return text[:LONGEST_DESCRIPTION]


def kept(terms: LineTerms, *, product: UUID | None, description: str) -> Line:
    return {
        "product": str(product) if product else "",
        "description": description,
        **{name: plain_number(getattr(terms, name)) for name in NUMBERS},
        "currency": terms.currency,
        "is_tax_included": terms.is_tax_included,
    }


def terms_in(line: Mapping[str, Any]) -> LineTerms:
    """Of a line that was kept."""
    numbers = {name: Decimal(line[name]) for name in NUMBERS}
    return LineTerms(**numbers, currency=line["currency"], is_tax_included=line["is_tax_included"])


def terms_of(wanted: Wanted, *, currency: str, price: PriceFound | None, tax: Decimal) -> LineTerms:
    """What was not given follows: the price from the catalogue, whether it includes tax, and the tax of the product."""
    given = wanted.numbers
    unit_price = given["unit_price"]
    if unit_price is None and price is None:
        message = _("No price of this is known in %(currency)s. Say what one of it costs.")
        raise LineUnreadable(message % {"currency": currency}, field="unit_price")
    included = wanted.is_tax_included
    if included is None:
        included = price.is_tax_included if price and unit_price is None else False
    return LineTerms(
        quantity=wanted.quantity,
        unit_price=unit_price if unit_price is not None else price.amount if price else Decimal(0),
        currency=currency,
        discount_percent=given["discount_percent"] or Decimal(0),
        discount_amount=given["discount_amount"] or Decimal(0),
        tax_percent=tax if given["tax_percent"] is None else given["tax_percent"],
        is_tax_included=included,
    )
