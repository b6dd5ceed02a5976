"""Lines as a part of a deal: kept in their history, undone and exported with it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from trato.commerce.public import amounts_of, plain_number
from trato.foundation.public import Actor
from trato.kit.copying import copy_rows
from trato.kit.ids import new_id_text
from trato.sales.lines.models import DealLine
from trato.sales.lines.reading import NUMBERS, Line, terms_in

COLUMNS = (
    *("id", "deal_id", "place", "product_id", "description", "quantity", "unit_price", "discount_percent"),
    *("discount_amount", "tax_percent", "currency", "is_tax_included", "net", "tax"),
)


@dataclass(frozen=True)
class LinesPart:
    """A value is the list of lines in their order, as `reading` keeps them; `settle_lines` makes it."""

    name: str = "lines"
    is_one_thing: bool = True

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, list[Line]]:
        found: dict[UUID, list[Line]] = defaultdict(list)
        for each in DealLine.objects.filter(deal_id__in=list(ids)).order_by("place", "id"):
            found[each.deal_id].append(line_kept(each))
        return found

    def apply(self, current: list[Line] | None, given: Mapping[str, Any], *, adding: bool) -> list[Line]:
        wanted = given.get("lines")
        if adding and not wanted:
            return current or []
        return list(wanted or [])

    def check(self, values: Mapping[UUID, list[Line]], *, by: Actor) -> dict[UUID, dict[str, str]]:
        return {}

    def write(self, values: Mapping[UUID, list[Line]], *, before: Mapping[UUID, list[Line]]) -> None:
        if before:
            DealLine.objects.filter(deal_id__in=list(values)).delete()
        copy_rows(DealLine, COLUMNS, _rows(values))

    def search_texts(self, value: list[Line] | None) -> list[str]:
        return [each["description"] for each in value or []]

    def single(self, value: list[Line] | None, key: str) -> Any:
        """A deal of one product is told by its name; the whole is told as it can be given again."""
        if key != "product":
            return value or []
        return value[0]["description"] if value else ""


def _rows(values: Mapping[UUID, list[Line]]) -> Iterator[Sequence[Any]]:
    for deal, lines in values.items():
        for place, line in enumerate(lines):
            amounts = amounts_of(terms_in(line))
            yield (
                *(new_id_text(), str(deal), place, line["product"] or None, line["description"]),
                *(line[name] for name in NUMBERS[:4]),
                *(line["tax_percent"], line["currency"], line["is_tax_included"], amounts.net, amounts.tax),
            )


def line_kept(each: DealLine) -> Line:
    return {
        "product": str(each.product_id) if each.product_id else "",
        "description": each.description,
        **{name: plain_number(getattr(each, name)) for name in NUMBERS},
        "currency": each.currency,
        "is_tax_included": each.is_tax_included,
    }
