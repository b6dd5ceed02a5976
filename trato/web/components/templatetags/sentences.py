"""`{% blocktranslate %}` as Django has it, but a number in the sentence is written as its reader writes numbers.

Django would do so for every number of every page (USE_THOUSAND_SEPARATOR), and so also for the versions, counts and
prices that stand in attributes for the browser to send back: "1,234" there is a wrong version.
"""

from typing import cast

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.templatetags.i18n import BlockTranslateNode, do_block_translate

from trato.kit import numbers

register = template.Library()


class Said(int):
    """A whole number that reads 12,875, and counts like any other."""

    def __str__(self) -> str:
        return numbers.grouped(int(self))


class _Saying:
    """What stands in the tag; whole numbers among it come out as ones to be said."""

    def __init__(self, written: FilterExpression) -> None:
        self.written = written

    def resolve(self, context: Context) -> object:
        """What it is at this moment."""
        value = self.written.resolve(context)
        return Said(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _saying(written: FilterExpression) -> FilterExpression:
    return cast(FilterExpression, _Saying(written))  # of an expression the node asks nothing but resolve()


@register.tag
def blocktranslate(parser: Parser, token: Token) -> BlockTranslateNode:
    """Django's own tag, with its counted number and those named after `with` said."""
    node = do_block_translate(parser, token)
    if node.counter is not None:
        node.counter = _saying(node.counter)
    node.extra_context = {name: _saying(written) for name, written in node.extra_context.items()}
    return node
