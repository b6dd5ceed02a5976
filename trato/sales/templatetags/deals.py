"""What events of deals say in words."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from trato.kit.money import Money
from trato.sales.board.queries import Card
from trato.sales.pipelines.queries import pipelines_now
from trato.web.public import icon, our_locale

register = template.Library()


@register.simple_tag
def stage_names(data: Mapping[str, Any]) -> str:
    """From where to where."""
    stages = pipelines_now().stage_by_code
    codes = [str(data.get(name) or "") for name in ("from_stage", "to_stage")]
    return " → ".join(stages[code].name for code in codes if code in stages)


@register.simple_tag
def amount_told(data: Mapping[str, Any]) -> str:
    return money_said(Money.from_json(data)) if data.get("amount") else ""


@register.simple_tag
def money_said(amount: Money | None) -> str:
    return _said(amount, str(our_locale())) if amount else ""


@lru_cache(maxsize=4_096)
def _said(amount: Money, locale: str) -> str:
    """A board says hundreds of them."""
    return amount.formatted(locale)


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
