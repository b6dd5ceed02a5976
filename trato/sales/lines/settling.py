"""What follows from the lines that deals are given: products found, prices and taxes filled in, the amount added up.

The verbs of deals call `settle_lines` for a set, after values were read and before anything is written. A deal with
lines is worth what they come to without tax; without lines its amount is written by hand.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.commerce.public import (
    LineRefused,
    LineTerms,
    PriceAsked,
    PriceFound,
    add_up,
    amounts_of,
    company_currency,
    prices_of,
)
from trato.foundation.public import Actor, PreparedRow, StoredValues, explained, record_kind, today_of
from trato.kit.errors import DomainError
from trato.kit.money import Money, currencies
from trato.sales.lines.part import LinesPart
from trato.sales.lines.products import Found, Shelf
from trato.sales.lines.reading import Line, Wanted, kept, read_line, terms_in, terms_of

FILES = ("import", "command")
Held = Mapping[UUID, Mapping[str, Any]]


@dataclass
class Asked:
    """Lines of one row, read and with their products found. `had` are the products of its lines until now."""

    row: PreparedRow
    currency: str
    company: UUID | None
    had: Collection[UUID] = ()
    lines: list[tuple[Wanted, Found | None]] = field(default_factory=list)


def settle_lines(
    rows: Sequence[PreparedRow],
    given: Sequence[Mapping[str, Any]],
    *,
    by: Actor,
    ids: Sequence[UUID] = (),
    adding: bool = False,
) -> None:
    """`given` are the values as they came; `ids` the deals they change. What cannot be is a problem of its row.

    References of the rows may still be names: prices for a company are asked for those that are ids.
    """
    touched = [number for number, row in enumerate(rows) if "lines" in row.parts or "amount" in row.columns]
    held = _held([ids[number] for number in touched]) if ids else {}
    asked: list[Asked] = []
    for number in touched:
        row, before = rows[number], held.get(ids[number], {}) if ids else {}
        if isinstance(given[number], StoredValues):
            continue
        if "lines" in row.parts:
            asked.append(_asked(row, before, adding=adding))
        else:
            _refuse_other_amount(row, before)
    _settle([each for each in asked if each.lines], by)


def _held(ids: Sequence[UUID]) -> Held:
    """Of the deals that are changed: their lines, money and company."""
    model: Any = record_kind("deal").model()
    lines = LinesPart().read(ids)
    rows = model.objects.filter(pk__in=ids).values("id", "amount", "amount_currency", "company_id")
    return {row["id"]: {**row, "lines": lines.get(row["id"], [])} for row in rows}


def _refuse_other_amount(row: PreparedRow, held: Mapping[str, Any]) -> None:
    """The amount of a deal with lines is theirs."""
    lines = held.get("lines")
    amount = row.columns["amount"]
    if lines and amount != Money(_total(lines), held["amount_currency"]):
        row.problems["amount"] = _("The amount is what the lines of the deal come to. Change the lines.")


def _asked(row: PreparedRow, held: Mapping[str, Any], *, adding: bool) -> Asked:
    """What stands in `row.parts` is taken out until it is settled; the product's name stays beside it."""
    given = row.parts["lines"]
    amount = row.columns.get("amount")
    said = amount.currency if isinstance(amount, Money) else ""
    company = row.columns.get("company", held.get("company_id"))
    had = {UUID(line["product"]) for line in held.get("lines", ()) if line["product"]}
    asked = Asked(row, said or held.get("amount_currency") or "", company if isinstance(company, UUID) else None, had)
    if "lines" not in given:
        _take_product(asked, given.get("product"), amount, held, adding=adding)
        return asked
    for number, line in enumerate(given["lines"] or [], start=1):
        try:
            asked.lines.append((read_line(line), None))
        except DomainError as refusal:
            row.problems.setdefault("lines", _on_line(number, refusal))
    _take_currency(asked, said)
    return asked


def _take_currency(asked: Asked, said: str) -> None:
    """What the lines say, all of them the same, goes before the money in which the deal was until now."""
    found = dict.fromkeys(each for each in (said, *(line.currency for line, _found in asked.lines)) if each)
    if len(found) > 1:
        one, other = list(found)[:2]
        asked.row.problems.setdefault("lines", explained(LineRefused("line-currencies-differ", one=one, other=other)))
    asked.currency = next(iter(found), asked.currency)


def _take_product(asked: Asked, name: Any, amount: Any, held: Mapping[str, Any], *, adding: bool) -> None:
    """One product in a row of a file: one of it, at the amount of the deal. More lines than one are left alone."""
    lines = held.get("lines", [])
    if not name:
        if not adding and len(lines) == 1:
            asked.row.parts["lines"]["lines"] = []
        else:
            del asked.row.parts["lines"]
        return
    if len(lines) > 1 or (lines and lines[0]["description"] == name and "amount" not in asked.row.columns):
        del asked.row.parts["lines"]
        return
    price = {"unit_price": str(amount.amount)} if isinstance(amount, Money) else {}
    no_tax = {"tax_percent": "0"} if price else {}
    asked.lines.append((read_line({"product": name, **price, **no_tax}), None))


def _settle(asked: Sequence[Asked], by: Actor) -> None:
    if not asked:
        return
    ours, today = company_currency(), today_of(by)
    wanted = [line.product for each in asked for line, _found in each.lines]
    shelf = Shelf.of(wanted, companies=[each.company for each in asked], by=by)
    for each in asked:
        each.currency = each.currency or ours
        each.lines = [(line, shelf.found(line.product)) for line, _found in each.lines]
    prices = iter(
        prices_of([_price_asked(each, *line, today) for each in asked for line in each.lines if _asks(*line)])
    )
    for each in asked:
        found = [next(prices) if _asks(*line) else None for line in each.lines]
        _write_down(each, found, shelf, takes_words=by.door in FILES)


def _asks(line: Wanted, found: Found | None) -> bool:
    return found is not None and line.numbers["unit_price"] is None


def _price_asked(asked: Asked, line: Wanted, found: Found | None, today: date) -> PriceAsked:
    product = found.id if found else UUID(int=0)
    return PriceAsked(product, line.quantity, asked.currency, asked.company, today)


def _write_down(asked: Asked, prices: Sequence[PriceFound | None], shelf: Shelf, *, takes_words: bool) -> None:
    """In the place of what was given; and the amount that follows."""
    row, lines = asked.row, list[Line]()
    if asked.currency not in currencies():
        row.problems["lines"] = _("There is no such currency.")
        return
    for number, ((wanted, found), price) in enumerate(zip(asked.lines, prices, strict=True), start=1):
        try:
            lines.append(_line(asked, wanted, found, price, shelf, takes_words=takes_words))
        except DomainError as refusal:
            row.problems.setdefault("lines", _on_line(number, refusal))
    if "lines" in row.problems:
        return
    try:
        total = add_up([terms_in(line) for line in lines], currency=asked.currency).net
    except DomainError as refusal:
        row.problems["lines"] = explained(refusal)
        return
    row.parts["lines"]["lines"] = lines
    row.columns["amount"] = Money(total, asked.currency)


def _line(
    asked: Asked, wanted: Wanted, found: Found | None, price: PriceFound | None, shelf: Shelf, *, takes_words: bool
) -> Line:
    shelf.refuse_unknown(wanted, found, takes_words=takes_words)
    if not takes_words:
        shelf.refuse_gone(found, had=asked.had)
    words = str(wanted.product) if wanted.product and not found else ""
    nothing = PriceFound(Decimal(0), asked.currency) if takes_words and price is None else price
    terms: LineTerms = terms_of(wanted, currency=asked.currency, price=nothing, tax=shelf.tax_of(found, asked.company))
    amounts_of(terms)
    description = wanted.description or (found.name if found else words)
    return kept(terms, product=found.id if found else None, description=description)


def _on_line(number: int, refusal: DomainError) -> str:
    return _("Line %(number)s: %(reason)s") % {"number": number, "reason": explained(refusal)}


def _total(lines: Sequence[Line]) -> Decimal:
    return add_up([terms_in(line) for line in lines], currency=lines[0]["currency"]).net
