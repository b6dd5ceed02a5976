"""Drawing the colleagues whom a note mentions."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from trato.customers.notes.models import Note

register = template.Library()


@register.filter
def with_mentions(text: str, note: Note) -> str | SafeString:
    """The text of the note with the names of those whom it really asks to look; any other @ is a sign like others."""
    names = sorted((each.user.name for each in note.mentions.all()), key=len, reverse=True)
    if not names:
        return text
    called = re.compile(rf"(@(?:{'|'.join(map(re.escape, names))})(?!\w))", re.IGNORECASE)
    pieces = enumerate(called.split(text))
    return format_html_join("", "{}", ((_named(piece) if number % 2 else piece,) for number, piece in pieces))


def _named(name: str) -> SafeString:
    return format_html('<b class="t-mention">{}</b>', name)
