"""The side menu of one person on one page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from trato.foundation.public import Actor, NavigationItem


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    icon: str
    key: str
    on_phone: bool
    is_here: bool


@dataclass(frozen=True)
class Group:
    label: str
    entries: Sequence[Entry]


def navigation(items: Iterable[NavigationItem], actor: Actor, path: str) -> list[Group]:
    """Groups in the order of their first item; an address is "here" when it is the longest that begins the path."""
    allowed = [item for item in items if not item.right or actor.may(item.right)]
    found = [(item, address) for item in allowed if (address := _address(item))]
    here = max((address for _item, address in found if _is_within(path, address)), key=len, default="")
    groups: dict[str, list[Entry]] = {}
    for item, address in found:
        entry = Entry(str(item.label), address, item.icon, item.key, item.on_phone, address == here)
        groups.setdefault(str(item.group), []).append(entry)
    return [Group(label, tuple(entries)) for label, entries in groups.items()]


def _address(item: NavigationItem) -> str:
    try:
        return reverse(item.url_name, kwargs=dict(item.url_kwargs))
    except NoReverseMatch:
        return ""  # a house test says which item leads nowhere; a page must not fail for it


def _is_within(path: str, address: str) -> bool:
    return path == address or (address != "/" and path.startswith(address.rstrip("/") + "/"))
