"""What a person may type into the lines of a deal: a row of controls for each."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from trato.kit.typed_numbers import number_to_type, typed_number
from trato.sales.lines.reading import NUMBERS, Line

COLUMNS = ("product", "description", *NUMBERS, "is_tax_included", "kept_product", "kept_name")
Typed = dict[str, str]
LONGEST_PLACE = 4


def typed_lines(given: QueryDict) -> list[Typed]:
    """A row without product and words is no line."""
    return [row for row in typed_rows(given) if row["product"].strip() or row["description"].strip()]


def typed_rows(given: QueryDict) -> list[Typed]:
    """Row by row, as typed."""
    columns = {name: given.getlist(f"line_{name}") for name in COLUMNS}
    count = max(len(values) for values in columns.values())
    return [{name: (values[n] if n < len(values) else "") for name, values in columns.items()} for n in range(count)]


def acted(rows: Sequence[Typed], act: str) -> list[Typed]:
    """After a row was moved up or down, or taken out: `up:2`. What makes no sense changes nothing."""
    verb, _colon, place = act.partition(":")
    lines = list(rows)
    if not place.isdecimal() or len(place) > LONGEST_PLACE or int(place) >= len(lines):
        return lines
    here = int(place)
    there = {"up": here - 1, "down": here + 1}.get(verb, -1)
    if verb == "remove":
        del lines[here]
    elif 0 <= there < len(lines):
        lines[here], lines[there] = lines[there], lines[here]
    return lines


def lines_in(rows: Sequence[Typed], *, currency: str, locale: str) -> list[dict[str, Any]]:
    """As the verbs take them. A product whose name was not touched is the one it was, whatever it is called now."""
    return [_line(row, currency, locale) for row in rows]


def _line(row: Typed, currency: str, locale: str) -> dict[str, Any]:
    product, description = row["product"].strip(), row["description"].strip()
    if row["kept_product"] and product == row["kept_name"].strip():
        product = row["kept_product"]
    elif product and description == row["kept_name"].strip():
        description = ""  # the words of the product that stood here before
    numbers = {name: typed_number(row[name], locale=locale) for name in NUMBERS}
    included = {"yes": True, "no": False}.get(row["is_tax_included"])
    said = {"description": description, "currency": currency, "is_tax_included": included}
    return {"product": product, **said, **numbers}


def rows_to_type(lines: Sequence[Line], names: Mapping[str, str], *, locale: str) -> list[Typed]:
    """Lines that stand, in controls."""
    return [_row(line, names.get(line["product"], ""), locale) for line in lines]


def _row(line: Line, name: str, locale: str) -> Typed:
    numbers = {each: "" if line[each] == "0" else number_to_type(line[each], locale=locale) for each in NUMBERS}
    return {
        "product": name,
        "kept_name": name,
        "kept_product": line["product"],
        "description": line["description"],
        **numbers,
        "unit_price": number_to_type(line["unit_price"], locale=locale),
        "tax_percent": number_to_type(line["tax_percent"], locale=locale),
        "is_tax_included": "yes" if line["is_tax_included"] else "no",
    }
