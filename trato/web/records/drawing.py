"""A field as it is read. Drawn here and not by templates: a page has dozens, each of which was eight of them."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trato.web.components.marks import MARKS
from trato.web.components.templatetags.components import NOTHING, breakable, icon
from trato.web.records.values import Shown

READING = mark_safe(
    '<div class="t-field{empty}" id="field-{name}" data-field="{name}"><dt>{label}</dt><dd>{value}'
    '<button class="t-src" type="submit" form="reading" formaction="{url}history/" hx-get="{url}history/"'
    ' hx-target="#origins-{name}" hx-swap="innerHTML" aria-controls="origins-{name}" aria-label="{source_of}"'
    ' title="{source}">{history}</button><div class="t-origins" id="origins-{name}">'
)
EDITED = mark_safe(
    '<button type="submit" form="reading" formaction="{url}" data-edit hx-get="{url}" hx-target="#field-{name}"'
    ' hx-swap="outerHTML"><span class="t-hidden">{edit} </span>{value}</button>'
)


def drawn_value(shown: Shown) -> SafeString:
    if not shown.text:
        return NOTHING
    if shown.look:
        return MARKS[shown.look](shown)
    language = format_html(' lang="{}"', shown.language) if shown.language else ""
    return format_html("<bdi{}>{}</bdi>", language, breakable(shown.text))


def drawn_field(name: str, label: str, url: str, shown: Shown, *, is_editable: bool) -> SafeString:
    """Up to the place where its origins go; the template closes it."""
    words = _words(label, get_language() or "en")
    if is_editable:
        edit = words.edit if shown.text else f"{words.edit} {words.empty}"
        value = format_html(EDITED, url=url, name=name, edit=edit, value=drawn_value(shown) if shown.text else "")
    else:
        value = format_html('<span class="t-fixed">{}</span>', drawn_value(shown))
    return format_html(
        READING,
        empty="" if shown.text else " t-empty",
        name=name,
        label=label,
        value=value,
        url=url,
        source_of=words.source_of,
        source=words.source,
        history=icon("history"),
    )


class _Words:
    def __init__(self, label: str) -> None:
        self.edit = _("Edit %(field)s:") % {"field": label}
        self.empty = _("empty")
        self.source_of = _("Where %(field)s comes from") % {"field": label}
        self.source = _("Where this comes from")


@lru_cache(maxsize=2_000)  # the same words on every page; the language tells apart equal labels of two
def _words(label: str, language: str) -> _Words:
    return _Words(label)
