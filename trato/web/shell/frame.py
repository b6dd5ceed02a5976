"""The parts of a page around its content that stay as they are from page to page.

A page of the menu is named five times in them, so drawing them took a third of what a list costs. They are drawn once
for a menu, an open page and a language, and kept by each worker; nothing of a person or a session stands in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from trato.foundation.public import RecordKind
from trato.web.shell.navigation import Group

KEPT = 200  # some 20 KB each


@dataclass(frozen=True)
class Creatable:
    """A kind of record as the menu of new ones shows it."""

    name: str
    label: str
    icon: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    side: SafeString
    bottom: SafeString
    more: SafeString
    palette: SafeString
    create: SafeString
    keys: SafeString


def frame_of(navigation: Sequence[Group], kinds: Sequence[RecordKind], installation_name: str) -> Frame:
    creatable = tuple(Creatable(kind.name, str(kind.label), kind.icon) for kind in kinds)
    return _frame(tuple(navigation), creatable, installation_name, get_language() or "")


@lru_cache(maxsize=KEPT)
def _frame(navigation: Sequence[Group], creatable: Sequence[Creatable], name: str, language: str) -> Frame:
    """In the language that is active: it is named, because what is kept must be told apart by it."""
    facts = {"navigation": navigation, "creatable": creatable, "installation_name": name}
    parts = ("side", "bottom", "more", "palette", "create", "keys")
    return Frame(**{part: render_to_string(f"web/shell/{part}.html", facts) for part in parts})
