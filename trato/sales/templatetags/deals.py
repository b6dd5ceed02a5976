"""What events of deals say in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import ngettext

from trato.kit.money import Money
from trato.kit.numbers import grouped
from trato.sales.board.drawing import drawn_cards, money_brief
from trato.sales.pipelines.queries import pipelines_now
from trato.web.public import our_locale

register = template.Library()
register.simple_tag(drawn_cards)
WHOLE_FROM = 10_000


@register.simple_tag
def stage_names(data: Mapping[str, Any]) -> str:
    """From where to where."""
    stages = pipelines_now().stage_by_code
    codes = [str(data.get(name) or "") for name in ("from_stage", "to_stage")]
    return " → ".join(stages[code].name for code in codes if code in stages)


@register.simple_tag
def days_told(data: Mapping[str, Any]) -> str:
    """How long it had stood where it was; of a day or more."""
    days = data.get("days")
    if not isinstance(days, int) or days < 1:
        return ""
    return ngettext("after %(count)s day", "after %(count)s days", days) % {"count": grouped(days)}


@register.simple_tag(takes_context=True)
def amount_told(context: template.Context, data: Mapping[str, Any]) -> str:
    """For those who may see what deals are worth."""
    if not data.get("amount") or not context["request"].actor.may_see_field("deal", "amount"):
        return ""
    return money_said(Money.from_json(data))


@register.simple_tag
def money_said(amount: Money | None) -> str:
    return amount.formatted(str(our_locale())) if amount else ""


@register.simple_tag
def sum_said(amount: Money) -> str:
    """Also when it is nothing."""
    return amount.formatted(str(our_locale()))


@register.simple_tag
def sum_brief(amount: Money | None) -> str:
    """Of large sums nobody reads the cents."""
    if amount and abs(amount.amount) >= WHOLE_FROM:
        amount = Money.of_many(amount.amount.quantize(Decimal(1)), amount.currency)
    return money_brief(amount)
