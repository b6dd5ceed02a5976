"""Contacts as vCard 2.1, 3.0 and 4.0 have them, as rows: one for each card, by the line on which it begins.

Left out, and no reason to refuse a card: sounds, keys, fax numbers, pagers, and what only one program means. The
preferred one of several comes first; a second and third e-mail has a column of its own. Of photos the first is taken.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import orjson
from django.utils.translation import gettext as _

from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.kept_rows import Arrived
from trato.foundation.imports.plain_values import joined
from trato.foundation.imports.reading import LONGEST_SHOWN, MOST_COLUMNS, Row
from trato.foundation.imports.vcard_lines import PHOTOS, Card, Property, parts_of, plain_of, read_cards

FORMAT = "vcf"
FIELD, LABEL = "X-TRATO-FIELD", "X-ABLabel"
PHOTO = "Photo"
MOST_OF_EACH = 9
NO_VOICE = {"FAX", "PAGER", "MODEM", "BBS", "TEXTPHONE"}
COLUMNS = (
    "Name", "First name", "Last name", "Company", "Job title", "Email", "Phone", "Website", "Street", "City", "Region",
    "Postal code", "Country", "Addresses", "Tags", "Birthday", "Nickname", "Department", "Note", PHOTO,
)  # fmt: skip
SEVERAL = ("Email", "Phone", "Website", "Note")
_ADDRESS = ("po_box", "more", "street", "city", "region", "postal_code", "country")
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T.*)?")
_EXTENSION = re.compile(";ext=", re.IGNORECASE)
_SCHEME = re.compile("(?:mailto|tel|callto|sip):", re.IGNORECASE)

Given = dict[str, str]
KeepPhoto = Callable[[Sequence[Property]], str]


def read_vcards(path: Path, *, keep_photo: KeepPhoto | None = None) -> tuple[Arrived, Iterator[Row]]:
    """`keep_photo` puts a photo somewhere and answers the cell that says where."""
    found = dict.fromkeys(name for card in read_cards(path) if not card.problem for name in _columns_of(card))
    if not keep_photo:
        found.pop(PHOTO, None)
    if not found:
        raise FileRefused(_("No card of this file can be read."))
    known = [name for each in COLUMNS for name in _numbered(each) if name in found]
    labelled = [name for name in found if name not in known]
    if len(found) > MOST_COLUMNS:
        raise FileRefused(_("The cards of this file have more than %(most)s fields.") % {"most": MOST_COLUMNS})
    return Arrived(format=FORMAT, original=str(path), header=[*known, *labelled]), _rows(
        path, [*known, *labelled], keep_photo
    )


def _columns_of(card: Card) -> list[str]:
    return [*values_of(card), *([PHOTO] if _photos(card) else [])]


def _photos(card: Card) -> list[Property]:
    """The photo before the sign of the firm, the preferred one first."""
    found = [each for each in card.properties if each.name in PHOTOS and each.value.strip()]
    return sorted(found, key=lambda each: (PHOTOS.index(each.name), "PREF" not in each.types))


def _rows(path: Path, header: Sequence[str], keep_photo: KeepPhoto | None) -> Iterator[Row]:
    for card in read_cards(path):
        given = values_of(card)
        if problem := card.problem or _why_nobody(card, given):
            yield Row(card.line, [each[:LONGEST_SHOWN] for each in (given.get("Name", ""),)], problem)
        else:
            if keep_photo and (photos := _photos(card)):
                given[PHOTO] = keep_photo(photos)
            yield Row(card.line, [given.get(name, "") for name in header])


def _why_nobody(card: Card, given: Given) -> str:
    if any(each.name == "KIND" and each.value.strip().lower() == "group" for each in card.properties):
        return _("This card is a list of people and nobody's own.")
    return "" if given else _("This card holds nothing that can be brought in.")


def values_of(card: Card) -> Given:
    """By column; what is empty is not there."""
    found = _labelled_fields(card)
    by_name: dict[str, list[Property]] = {}
    for each in sorted(card.properties, key=lambda each: "PREF" not in each.types):
        by_name.setdefault(each.name, []).append(each)
    labels = _labels(card.properties)
    if "ADR" in by_name and labels:
        by_name["ADR"] = [replace(each, label=labels.get(each.group.lower(), "")) for each in by_name["ADR"]]
    for name, read in _READ.items():
        if name in by_name:
            found |= {column: value for column, value in read(by_name[name]).items() if value}
    found.setdefault("Job title", found.pop("Role", ""))
    found.setdefault("Name", _called(found))
    return {name: value for name, value in found.items() if value}


def _labelled_fields(card: Card) -> Given:
    """Fields that our own cards tell under their labels. What a card says in a property of its own comes before."""
    labels = _labels(card.properties)
    own = [each for each in card.properties if each.name == FIELD and each.group.lower() in labels]
    return {labels[each.group.lower()]: plain_of(each.value) for each in own}


def _labels(properties: Sequence[Property]) -> dict[str, str]:
    """By their groups. Those in such marks are address books' own words, such as _$!<HomePage>!$_."""
    told = {each.group.lower(): plain_of(each.value) for each in properties if each.name == LABEL.upper()}
    return {group: label for group, label in told.items() if group and label and not label.startswith("_$!<")}


def _called(found: Given) -> str:
    """A card without a whole name is called by its parts, else as it can be reached."""
    whole = " ".join(found[name] for name in ("First name", "Last name") if name in found)
    others = ("Nickname", "Company", "Email", "Phone")
    return whole or next((found[name] for name in others if name in found), "")


def _first(column: str) -> Callable[[Sequence[Property]], Given]:
    return lambda given: {column: next((value for each in given if (value := plain_of(each.value))), "")}


def _name(given: Sequence[Property]) -> Given:
    family, first, more, *_titles = [*parts_of(given[0].value), "", "", ""]
    return {"First name": " ".join(part for part in (first, more) if part), "Last name": family}


def _organisation(given: Sequence[Property]) -> Given:
    company, *units = parts_of(given[0].value)
    return {"Company": company, "Department": ", ".join(unit for unit in units if unit)}


def _each(column: str, given: Sequence[Property]) -> Given:
    values = dict.fromkeys(_reached(plain_of(each.value)) for each in given)
    filled = [value for value in values if value][:MOST_OF_EACH]
    return dict(zip(_numbered(column), filled, strict=False))


def _reached(value: str) -> str:
    """Version 4 writes addresses of the web, and an extension as a parameter of one."""
    return _EXTENSION.sub(" ext. ", _SCHEME.sub("", value))


def _numbered(column: str) -> list[str]:
    return [column, *(f"{column} {number}" for number in range(2, MOST_OF_EACH + 1) if column in SEVERAL)]


def _phones(given: Sequence[Property]) -> Given:
    return _each("Phone", [each for each in given if not each.types & NO_VOICE])


def _addresses(given: Sequence[Property]) -> Given:
    """The first one by its lines; all of them, with what they are called, where there are more."""
    told = [address for each in given if (address := _address(each))]
    if not told:
        return {}
    first: Given = {name.replace("_", " ").capitalize(): value for name, value in told[0].items() if name != "label"}
    return {**first, "Addresses": orjson.dumps(told).decode() if told[1:] or "label" in told[0] else ""}


def _address(given: Property) -> dict[str, str]:
    parts = dict(zip(_ADDRESS, parts_of(given.value), strict=False))
    street = ", ".join(parts[name] for name in ("po_box", "more", "street") if parts.get(name))
    lines = {"street": street, **{name: parts.get(name, "") for name in _ADDRESS[3:]}}
    label = given.label or next((name.lower() for name in ("WORK", "HOME") if name in given.types), "")
    filled = {name: value.replace("\n", ", ") for name, value in lines.items() if value}
    return {**({"label": label} if label else {}), **filled} if filled else {}


def _tags(given: Sequence[Property]) -> Given:
    return {"Tags": joined(tag for each in given for tag in parts_of(each.value, ","))}


def _birthday(given: Sequence[Property]) -> Given:
    """Some have no year, and are no day of any calendar."""
    found = _DAY.fullmatch(given[0].value.strip())
    return {"Birthday": "-".join(found.groups()) if found else ""}


def _notes(given: Sequence[Property]) -> Given:
    """Each is one; beyond what has columns of its own, they are one together."""
    told = [text for each in given if (text := plain_of(each.value))]
    last = MOST_OF_EACH - 1
    return dict(zip(_numbered("Note"), [*told[:last], "\n".join(told[last:])], strict=False))


_READ: dict[str, Callable[[Sequence[Property]], Given]] = {
    "FN": _first("Name"),
    "N": _name,
    "ORG": _organisation,
    "TITLE": _first("Job title"),
    "ROLE": _first("Role"),
    "EMAIL": lambda given: _each("Email", given),
    "TEL": _phones,
    "URL": lambda given: _each("Website", given),
    "ADR": _addresses,
    "CATEGORIES": _tags,
    "BDAY": _birthday,
    "NICKNAME": _first("Nickname"),
    "NOTE": _notes,
}
