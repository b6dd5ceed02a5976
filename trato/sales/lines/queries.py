"""Lines of a deal as they are shown, and the products that are offered for new ones."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.commerce.public import Totals, add_up, plain_number
from trato.foundation.public import Actor, NotFound, record_kind
from trato.kit.money import Money
from trato.sales.lines.models import DealLine
from trato.sales.lines.part import LinesPart, line_kept
from trato.sales.lines.reading import Line, terms_in


def deal_with_lines(deal_id: UUID, actor: Actor) -> tuple[Any, list[Line]]:
    """The deal, if the reader sees it, and its lines as they can be given again."""
    model: Any = record_kind("deal").model()
    deal = model.objects.seen_by(actor).filter(pk=deal_id, deleted_at=None).first()
    if deal is None:
        raise NotFound(_("There is no such deal, or it is not yours to see."))
    return deal, LinesPart().read([deal_id]).get(deal_id, [])


def may_change_lines(deal_id: UUID, actor: Actor) -> bool:
    model: Any = record_kind("deal").model()
    return bool(model.objects.within(actor, "sales.edit_deals").filter(pk=deal_id).exists())


def lines_of(deal_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    """The box beside the story of a deal; without lines it is there for those who may add one."""
    lines = list(DealLine.objects.filter(deal_id=deal_id).select_related("product").order_by("place", "id"))
    may_change = may_change_lines(deal_id, actor)
    if not lines and not may_change:
        return None
    facts = {"deal_id": deal_id, "lines": [_told(each, actor) for each in lines], "may_change": may_change}
    return {**facts, **(_totals(lines) if lines else {})}


def _told(line: DealLine, actor: Actor) -> dict[str, object]:
    is_seen = line.product is not None and actor.may("commerce.see_products") and line.product.deleted_at is None
    return {
        "description": line.description,
        "product": line.product if is_seen else None,
        "is_gone": line.product is not None and line.product.deleted_at is not None,
        "quantity": plain_number(line.quantity),
        "unit": line.product.unit if line.product else "",
        "unit_price": Money(line.unit_price, line.currency),
        "discount_percent": plain_number(line.discount_percent) if line.discount_percent else "",
        "discount_amount": Money(line.discount_amount, line.currency) if line.discount_amount else None,
        "tax_percent": plain_number(line.tax_percent) if line.tax_percent else "",
        "net": Money(line.net, line.currency),
    }


def _totals(lines: list[DealLine]) -> dict[str, object]:
    currency = lines[0].currency
    totals: Totals = add_up([terms_in(line_kept(each)) for each in lines], currency=currency)
    return {
        "net": Money(totals.net, currency),
        "tax": Money(totals.tax, currency) if totals.tax else None,
        "discount": Money(totals.discount, currency) if totals.discount else None,
        "total": Money(totals.total, currency),
    }
