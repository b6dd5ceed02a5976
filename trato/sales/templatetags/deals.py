"""What events of deals say in words."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trato.kit.money import Money
from trato.kit.numbers import grouped
from trato.sales.board.queries import Card
from trato.sales.pipelines.queries import pipelines_now
from trato.web.public import icon, our_locale

register = template.Library()
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
def money_brief(amount: Money | None) -> str:
    """On a board, where a card and the head of a column have no room for zeros."""
    return _briefly(amount, str(our_locale())) if amount else ""


@register.simple_tag
def sum_brief(amount: Money | None) -> str:
    """Of large sums nobody reads the cents."""
    if amount and abs(amount.amount) >= WHOLE_FROM:
        amount = Money(amount.amount.quantize(Decimal(1)), amount.currency)
    return money_brief(amount)


@lru_cache(maxsize=4_096)
def _briefly(amount: Money, locale: str) -> str:
    """A board says hundreds of them."""
    return amount.briefly(locale)


def _deals() -> str:
    return reverse("web:list", args=["deals"])


@register.simple_tag
def deal_address(deal_id: UUID) -> str:
    return f"{_deals()}{deal_id}/"


@register.simple_tag
def move_said(name: str) -> str:
    return _("Move %(name)s") % {"name": name}


@register.simple_tag
def age_said(card: Card) -> str:
    """Days in its stage; with a sign when it has been there too long."""
    said = _("%(count)s d") % {"count": card.days}
    if not card.stale:
        return said
    return format_html('{}<span class="t-hidden">{}</span>{}', icon("clock-exclamation"), _("too long here"), said)
