"""Which help page belongs to the page that somebody is on."""

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from trato.foundation.public import HelpPage, contributions, declared_kinds
from trato.kit.text import search_text


def help_for(request: HttpRequest) -> HelpPage | None:
    """By the address' own name; a list or record of a kind has that kind's."""
    try:
        match = resolve(request.path)
    except Resolver404:
        return None
    plural = str(match.kwargs.get("plural", ""))
    kind = next((each.name for each in declared_kinds() if each.plural == plural), "")
    pages = contributions(HelpPage)
    named = next((each for each in pages if match.view_name in each.pages), None)
    return named or next((each for each in pages if kind and kind in each.kinds), None)


def help_called(text: str) -> list[HelpPage]:
    """Whose title holds what was typed."""
    wanted = search_text(text)
    return [each for each in contributions(HelpPage) if wanted and wanted in search_text(str(each.title))]
