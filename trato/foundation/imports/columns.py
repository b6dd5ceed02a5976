"""Which column is which field: by name, in our languages and other systems' words, then by what stands in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.imports.cells import IDENTITY_KINDS, whole_part
from trato.foundation.imports.errors import ColumnRefused
from trato.foundation.imports.safe_cells import ERROR_COLUMNS
from trato.foundation.imports.targets import OWN_ID, WHOLE_PARTS, importable_fields, kept_beside, takes_several
from trato.foundation.kinds.coercion import Coercion
from trato.kit.errors import DomainError

ALIKE = 0.8  # the share of values that must be of a type before a column is taken for it
TELLING = (FieldType.EMAIL, FieldType.COUNTRY, FieldType.LINK, FieldType.PHONE, FieldType.CHOICE)
BY_NAME, BY_VALUES = "name", "values"
_LINK = re.compile("https?://|www[.]", re.IGNORECASE)
_PHONE = re.compile(r"[+(]?[\d][\d\s().\-/]{7,}")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_LETTERS = re.compile(r"[_\-\s:]+")
_NUMBER = re.compile(r"\b\d+\b")


@dataclass(frozen=True)
class Guess:
    """The field of a column, and whether its name or its values told it."""

    field: str = ""
    by: str = ""


def recognise_columns(
    kind: RecordKind, header: Sequence[str], samples: Sequence[Sequence[str]], *, by: Actor, coercion: Coercion
) -> list[Guess]:
    """One guess for each column. Columns of one field are only those that can be joined."""
    fields = importable_fields(kind, by=by)
    values = [_values(samples, place) for place in range(len(header))]
    first = len(ERROR_COLUMNS) if list(header[: len(ERROR_COLUMNS)]) == list(ERROR_COLUMNS) else 0
    found = _only_our_parts(kind, _by_name(fields, header, values, first), values)
    for place in range(first, len(header)):
        if not found[place].field:
            taken = {guess.field for guess in found}
            free = [spec for spec in fields if spec.name not in taken and spec.type in TELLING]
            told = next((spec.name for spec in free if _is_mostly(spec, values[place], coercion)), "")
            found[place] = Guess(told, BY_VALUES) if told else Guess()
    return found


def _only_our_parts(kind: RecordKind, found: list[Guess], values: Sequence[Sequence[str]]) -> list[Guess]:
    """Other programs call a column “Addresses” too, and write something else into it."""
    is_ours = any(guess.field == OWN_ID.name for guess in found)
    parts = {spec.name for spec in kind.fields if spec.type in WHOLE_PARTS}
    looks = {each.spec.name: each.looks_like for each in kept_beside(kind) if each.looks_like}
    return [
        Guess()
        if guess.field in parts
        and not (is_ours or _are_lists(cells))
        or guess.field in looks
        and not any(looks[guess.field](cell) for cell in cells)
        else guess
        for guess, cells in zip(found, values, strict=True)
    ]


def _are_lists(cells: Sequence[str]) -> bool:
    return bool(cells) and all(isinstance(whole_part(cell), list) for cell in cells)


def _values(samples: Sequence[Sequence[str]], place: int) -> list[str]:
    return [value for cells in samples if place < len(cells) and (value := cells[place].strip())]


def _by_name(
    fields: Sequence[Field], header: Sequence[str], values: Sequence[Sequence[str]], first: int
) -> list[Guess]:
    """The surest names first; of several columns that can be a field, the one that is filled most."""
    found = [Guess()] * len(header)
    specs = {spec.name: spec for spec in fields}
    for names in name_tables(fields):
        wanted: dict[str, list[int]] = {}
        for place in range(first, len(header)):
            if not found[place].field and (field := _named(names, header[place])):
                wanted.setdefault(field, []).append(place)
        taken = {guess.field for guess in found}
        for field, places in wanted.items():
            gathers = field in specs and _gathers(specs[field])
            fullest = sorted(places, key=lambda place: -len(values[place]))
            for place in places if gathers else fullest[:1] if field not in taken else ():
                found[place] = Guess(field, BY_NAME)
    return _with_beside(fields, header, found, first)


def _gathers(spec: Field) -> bool:
    """E-mails, phones, tags and notes may stand in many columns, and each of them counts."""
    return takes_several(spec) and (spec.type in IDENTITY_KINDS or spec.type in (FieldType.TAGS, FieldType.LONG_TEXT))


def _named(names: Mapping[str, str], column: str) -> str:
    name = plain(column)
    return names.get(name, "") or names.get(_NUMBER.sub("1", name), "") or names.get(without_number(name), "")


def _with_beside(fields: Sequence[Field], header: Sequence[str], found: list[Guess], first: int) -> list[Guess]:
    """A second line of the street and a middle name stand behind the first."""
    beside = {plain(name): spec.name for spec in fields for name in spec.beside}
    taken = {guess.field for guess in found}
    for place in range(first, len(header)):
        field = beside.get(plain(header[place]), "")
        if field in taken and not found[place].field:
            found[place] = Guess(field, BY_NAME)
    return found


def plain(name: str) -> str:
    """Two spellings of one header: case, humps, `_`, `-`, `:` and spaces do not count."""
    return " ".join(_NO_LETTERS.sub(" ", _HUMP.sub(" ", name.strip()).casefold()).split())


def without_number(name: str) -> str:
    """“phone 2” is a phone like the first."""
    return " ".join(_NUMBER.sub(" ", name).split())


def name_tables(fields: Sequence[Field]) -> list[Mapping[str, str]]:
    """Fields by what they may be called, the surest names first."""
    by_label: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for spec in fields:
                by_label.setdefault(plain(str(spec.label)), spec.name)
    by_other: dict[str, str] = {}
    for spec in fields:
        for name in spec.also:
            by_other.setdefault(plain(name), spec.name)
    return [{plain(spec.name): spec.name for spec in fields}, by_label, by_other]


def _is_mostly(spec: Field, values: Sequence[str], coercion: Coercion) -> bool:
    return bool(values) and sum(_is_one(spec, value, coercion) for value in values) >= ALIKE * len(values)


def _is_one(spec: Field, value: str, coercion: Coercion) -> bool:
    looks: Mapping[FieldType, Callable[[str], object]] = {
        FieldType.LINK: _LINK.match,
        FieldType.PHONE: _PHONE.fullmatch,
    }
    if spec.type in looks and not looks[spec.type](value):
        return False
    try:
        read: Any = coercion.value(spec, value)
    except DomainError:
        return False
    return spec.type != FieldType.COUNTRY or (len(str(read)) == 2 and len(value) > 2)


def with_overrides(
    mapping: Sequence[str], overrides: Mapping[str, str], *, header: Sequence[str], fields: Sequence[Field]
) -> list[str]:
    """`overrides` name fields by columns; an empty field drops the column. A field that cannot be joined moves."""
    chosen = list(mapping)
    several = {spec.name for spec in fields if takes_several(spec)}
    named: set[str] = set()
    for column, field in overrides.items():
        place = place_of(column, header)
        name = _field_named(field, fields) if field else ""
        if name not in several or name not in named:
            chosen = ["" if name and each == name else each for each in chosen]
        named.add(name)
        chosen[place] = name
    return chosen


def place_of(column: str, header: Sequence[str]) -> int:
    for place, name in enumerate(header):
        if plain(name) == plain(column):
            return place
    raise ColumnRefused(
        _("The file has no column “%(name)s”. It has: %(names)s.")
        % {"name": column[:100], "names": ", ".join(header)[:1000]}
    )


def _field_named(name: str, fields: Sequence[Field]) -> str:
    exact = next((spec.name for spec in fields if spec.name == name.strip()), "")
    if exact:
        return exact
    for names in name_tables(fields):
        if found := names.get(plain(name)):
            return found
    known = ", ".join(spec.name for spec in fields)
    raise ColumnRefused(_("There is no field “%(name)s”. There are: %(names)s.") % {"name": name[:100], "names": known})
