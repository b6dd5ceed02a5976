"""What a person may type about price lists, prices, bundles and taxes."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.commerce.prices.errors import BundleRefused, PriceRefused, TaxRefused
from trato.commerce.prices.use_cases.bundles import MOST_PARTS
from trato.commerce.prices.use_cases.price_lists import PriceGiven, PriceListFacts
from trato.commerce.products.queries import likely_products
from trato.foundation.public import Actor
from trato.kit.errors import DomainError
from trato.kit.typed_numbers import typed_number, written_number

Given = Mapping[str, Any]
Refusal = Callable[..., DomainError]
LONGEST = 40
SPARE = 3


def facts_in(given: Given) -> PriceListFacts:
    kind, _colon, group = str(given.get("group", "")).partition(":")
    chosen = _id(group)
    if kind and (kind not in ("list", "segment") or chosen is None):
        # Never for everybody instead.
        raise PriceRefused(_("There is no such list of companies."), field="group")
    return PriceListFacts(
        name=given.get("name", ""),
        currency=given.get("currency", ""),
        is_tax_included=given.get("is_tax_included") == "yes",
        list=chosen if kind == "list" else None,
        segment=chosen if kind == "segment" else None,
        valid_from=day_in(given, "valid_from", PriceRefused),
        valid_until=day_in(given, "valid_until", PriceRefused),
    )


def price_in(given: Given, *, by: Actor, locale: str) -> PriceGiven:
    """An empty amount takes the price away."""
    start = number_in(given.get("from_quantity") or "0", "from_quantity", PriceRefused, locale)
    typed = str(given.get("amount", "")).strip()
    amount = number_in(typed, "amount", PriceRefused, locale) if typed else None
    return PriceGiven(product=product_in(given, PriceRefused, by), from_quantity=start, amount=amount)


def product_in(given: Given, refused: Refusal, by: Actor) -> UUID:
    """By its id, or by its name as somebody typed it; one that is only alike is asked back."""
    typed = str(given.get("product", "")).strip()
    if id_ := _id(typed):
        return id_
    likely = likely_products([typed], seen_by=by).get(typed)
    if likely and likely.similarity == 1:
        return likely.id
    if likely:
        message = _("No product is called “%(name)s”. Is it “%(likely)s”?")
        raise refused(message % {"name": typed[:100], "likely": likely.name}, field="product")
    raise refused(_("No product is called “%(name)s”.") % {"name": typed[:100]}, field="product")


def parts_in(given: Any, *, by: Actor, locale: str) -> list[tuple[UUID, Decimal]]:
    """Rows without a product are none."""
    names, counts = given.getlist("part_product"), given.getlist("part_quantity")
    rows = [(name, counts[n] if n < len(counts) else "") for n, name in enumerate(names) if name.strip()]
    if len(rows) > MOST_PARTS:
        raise BundleRefused(_("A bundle has at most %(most)s parts.") % {"most": MOST_PARTS})
    return [
        (
            product_in({"product": name}, BundleRefused, by),
            number_in(count.strip() or "1", "quantity", BundleRefused, locale),
        )
        for name, count in rows
    ]


def tax_in(given: Given, *, locale: str) -> dict[str, Any]:
    valid_from = day_in(given, "valid_from", TaxRefused)
    if valid_from is None:
        raise TaxRefused(_("Say from which day on the rate holds."), field="valid_from")
    return {
        "country": given.get("country", ""),
        "tax_class": given.get("tax_class", ""),
        "percent": number_in(given.get("percent", ""), "percent", TaxRefused, locale),
        "valid_from": valid_from,
        "valid_until": day_in(given, "valid_until", TaxRefused),
    }


def number_in(text: Any, field: str, refused: Refusal, locale: str) -> Decimal:
    plain = typed_number(str(text), locale=locale)
    number = written_number(plain) if len(plain) <= LONGEST else None
    if number is None:
        raise refused(_("“%(value)s” is not a number.") % {"value": plain[:LONGEST]}, field=field)
    return number


def day_in(given: Given, name: str, refused: Refusal) -> date | None:
    text = str(given.get(name) or "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as no_day:
        raise refused(_("“%(value)s” is not a day.") % {"value": text[:LONGEST]}, field=name) from no_day


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
