"""What the palette shows before anything is typed, and whether the page one is on is kept at hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from trato.foundation.public import Actor, NavigationItem, RecordKind, contributions, record_kind
from trato.foundation.shortcuts.public import AtHand, is_pinned, opened_lately, pins_of
from trato.web.shell.navigation import Entry, Group, navigation

LATELY = 8


@dataclass(frozen=True)
class Shortcut:
    """`kind` for a record, `icon` for a page of the menu."""

    id: str
    name: str
    url: str
    kind: RecordKind | None = None
    icon: str = ""


@dataclass(frozen=True)
class PinButton:
    """Where its press is sent, and what with it: the address of a page, nothing for a record."""

    url: str
    address: str
    is_pinned: bool


def pinned(actor: Actor) -> list[Shortcut]:
    """Pages that left the menu, or that one may no longer open, are left out."""
    pages = menu_pages(actor)
    found = [_record(each) if each.id else _page(each.address, pages) for each in pins_of(actor)]
    return [each for each in found if each is not None]


def lately(actor: Actor, *, but: Sequence[Shortcut] = ()) -> list[Shortcut]:
    known = [UUID(each.id) for each in but if each.kind]
    found = (_record(each) for each in opened_lately(actor, but=known, limit=LATELY))
    return [each for each in found if each is not None]


def menu_pages(actor: Actor, path: str = "") -> dict[str, Entry]:
    groups = navigation(contributions(NavigationItem), actor, path)
    return {entry.url: entry for group in groups for entry in group.entries}


def pin_button(request: HttpRequest, actor: Actor, menu: Sequence[Group]) -> PinButton | None:
    """For a record's own page and those of the menu; others cannot be kept."""
    try:
        match = resolve(request.path)
    except Resolver404:
        return None
    if match.view_name == "web:record":
        kind, id_ = record_kind(match.kwargs["plural"]), match.kwargs["id"]
        return PinButton(reverse("web:record_pin", args=[kind.plural, id_]), "", is_pinned(actor, record_id=id_))
    if any(entry.url == request.path for group in menu for entry in group.entries):
        return PinButton(reverse("web:page_pin"), request.path, is_pinned(actor, address=request.path))
    return None


def said(name: str, *, is_kept: bool) -> str:
    text = _("%(name)s is pinned.") if is_kept else _("%(name)s is no longer pinned.")
    return text % {"name": name}


def _record(one: AtHand) -> Shortcut | None:
    if one.kind is None or one.id is None:
        return None
    return Shortcut(str(one.id), one.name, reverse("web:record", args=[one.kind.plural, one.id]), one.kind)


def _page(address: str, pages: dict[str, Entry]) -> Shortcut | None:
    entry = pages.get(address)
    place = list(pages).index(address) if entry else 0
    return Shortcut(f"page-{place}", entry.label, entry.url, icon=entry.icon) if entry else None
