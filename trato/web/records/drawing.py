"""A field as it is read. Drawn here and not by templates: a page has dozens, each of which was eight of them."""

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trato.web.components.marks import MARKS
from trato.web.components.templatetags.components import NOTHING, breakable, icon
from trato.web.records.values import Shown

READING = (
    '<div class="t-field{empty}" id="field-{name}" data-field="{name}"><dt>{label}</dt><dd>{value}'
    '<button class="t-src" type="submit" form="reading" formaction="{url}history/" hx-get="{url}history/"'
    ' hx-target="#origins-{name}" hx-swap="innerHTML" aria-controls="origins-{name}" aria-label="{source_of}"'
    ' title="{source}">{history}</button><div class="t-origins" id="origins-{name}">'
)
EDITED = (
    '<button type="submit" form="reading" formaction="{url}" data-edit hx-get="{url}" hx-target="#field-{name}"'
    ' hx-swap="outerHTML"><span class="t-hidden">{edit} </span>{value}</button>'
)


def drawn_value(shown: Shown) -> SafeString:
    if not shown.text:
        return NOTHING
    if shown.look:
        return MARKS[shown.look](shown)
    language = f' lang="{escape(shown.language)}"' if shown.language else ""
    return SafeString(f"<bdi{language}>{breakable(shown.text)}</bdi>")


def drawn_field(name: str, label: str, url: str, shown: Shown, *, is_editable: bool) -> SafeString:
    """Up to the place where its origins go; the template closes it. All that goes in was escaped by then."""
    words, name, url = _words(label, get_language() or "en"), escape(name), escape(url)
    if is_editable:
        edit = words.edit if shown.text else f"{words.edit} {words.empty}"
        value = EDITED.format(url=url, name=name, edit=edit, value=drawn_value(shown) if shown.text else "")
    else:
        value = f'<span class="t-fixed">{drawn_value(shown)}</span>'
    told = READING.format(
        empty="" if shown.text else " t-empty",
        name=name,
        label=words.label,
        value=value,
        url=url,
        source_of=words.source_of,
        source=words.source,
        history=icon("history"),
    )
    return SafeString(told)


class _Words:
    """Escaped."""

    def __init__(self, label: str) -> None:
        self.label = escape(label)
        self.edit = escape(_("Edit %(field)s:") % {"field": label})
        self.empty = escape(_("empty"))
        self.source_of = escape(_("Where %(field)s comes from") % {"field": label})
        self.source = escape(_("Where this comes from"))


@lru_cache(maxsize=2_000)  # the same words on every page; the language tells apart equal labels of two
def _words(label: str, language: str) -> _Words:
    return _Words(label)
