"""Money on pages of commerce, as the reader's locale writes it."""

from django import template

from trato.kit.money import Money
from trato.web.public import our_locale

register = template.Library()


@register.simple_tag
def price_said(money: Money | None) -> str:
    return money.formatted(str(our_locale())) if money else ""
