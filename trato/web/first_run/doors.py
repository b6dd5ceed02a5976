"""Where to go from an empty system. A door is shown only when something is behind it."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from trato.foundation.public import SampleData, contributions


@dataclass(frozen=True)
class Door:
    label: str
    says: str
    icon: str
    url: str
    is_posted: bool = False


def doors() -> list[Door]:
    bring = _("A file from your old system or a spreadsheet. You see what will happen before it does, and can undo it.")
    sample = _("A small made-up company with two years of history. One click removes it again.")
    found = [
        Door(_("Bring your customers"), bring, "file-import", _address("web:import_start")),
        Door(_("Look around with sample data"), sample, "sparkles", _sample_address(), is_posted=True),
        Door(_("Start empty"), _("Write down your first customer yourself."), "plus", "/"),
    ]
    return [door for door in found if door.url]


def _sample_address() -> str:
    return _address("web:sample_data") if contributions(SampleData) else ""


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
