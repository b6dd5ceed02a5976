"""What lines of deals add to the rest of the system."""

from collections.abc import Sequence
from typing import Any

from trato.foundation.public import CustomerPanel, Pointing
from trato.sales.lines.fields import LINES
from trato.sales.lines.models import DealLine
from trato.sales.lines.queries import lines_of


def _products_sold(ids: Sequence[Any]) -> set[Any]:
    """By a deal that stands: an undo leaves those products where they are."""
    lines = DealLine.objects.filter(product_id__in=ids, deal__deleted_at=None)
    return {id_ for id_ in lines.values_list("product_id", flat=True) if id_}


contributions = [
    CustomerPanel(kind="deal", title=LINES, template="sales/panels/lines.html", facts=lines_of, order=2),
    Pointing(kind="product", among=_products_sold),
]
