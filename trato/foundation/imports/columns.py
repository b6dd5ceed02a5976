"""Which column is which field: by name, in our languages and other systems' words, then by what stands in it."""

import re
from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.imports.errors import ColumnRefused
from trato.foundation.imports.safe_cells import ERROR_COLUMNS
from trato.foundation.kinds.coercion import Coercion
from trato.kit.errors import DomainError

ALIKE = 0.8  # the share of values that must be of a type before a column is taken for it
TELLING = (FieldType.EMAIL, FieldType.COUNTRY, FieldType.LINK, FieldType.PHONE, FieldType.CHOICE)
_LINK = re.compile("https?://|www[.]", re.IGNORECASE)
_PHONE = re.compile(r"[+(]?[\d][\d\s().\-/]{7,}")


def importable_fields(kind: RecordKind, *, by: Actor) -> list[Field]:
    return [
        spec
        for spec in kind.fields
        if spec.importable and spec.editable and (spec.column or spec.part) and by.may_edit_field(kind.name, spec.name)
    ]


def recognise_columns(
    kind: RecordKind, header: Sequence[str], samples: Sequence[Sequence[str]], *, by: Actor, coercion: Coercion
) -> list[str]:
    """The name of a field for each column, "" for one that is not used. A field is given once."""
    fields = importable_fields(kind, by=by)
    found = [""] * len(header)
    first = len(ERROR_COLUMNS) if list(header[: len(ERROR_COLUMNS)]) == list(ERROR_COLUMNS) else 0
    for names in _names(fields):
        for place in range(first, len(header)):
            field = names.get(plain(header[place]), "")
            if field and not found[place] and field not in found:
                found[place] = field
    for place in range(first, len(header)):
        if not found[place]:
            values = [cells[place].strip() for cells in samples if place < len(cells) and cells[place].strip()]
            free = [spec for spec in fields if spec.name not in found and spec.type in TELLING]
            found[place] = next((spec.name for spec in free if _is_mostly(spec, values, coercion)), "")
    return found


def plain(name: str) -> str:
    """Two spellings of one header: case, `_`, `-` and spaces do not count."""
    return " ".join(re.sub("[_\\-\\s]+", " ", name.casefold()).split())


def _names(fields: Sequence[Field]) -> list[Mapping[str, str]]:
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
        read = coercion.value(spec, value)
    except DomainError:
        return False
    return spec.type != FieldType.COUNTRY or (len(str(read)) == 2 and len(value) > 2)


def with_overrides(
    mapping: Sequence[str], overrides: Mapping[str, str], *, header: Sequence[str], fields: Sequence[Field]
) -> list[str]:
    """`overrides` name fields by columns; an empty field drops the column."""
    chosen = list(mapping)
    for column, field in overrides.items():
        place = _place(column, header)
        name = _field_named(field, fields) if field else ""
        chosen = ["" if name and each == name else each for each in chosen]
        chosen[place] = name
    return chosen


def _place(column: str, header: Sequence[str]) -> int:
    for place, name in enumerate(header):
        if plain(name) == plain(column):
            return place
    raise ColumnRefused(
        _("The file has no column “%(name)s”. It has: %(names)s.")
        % {"name": column[:100], "names": ", ".join(header)[:1000]}
    )


def _field_named(name: str, fields: Sequence[Field]) -> str:
    for names in _names(fields):
        if found := names.get(plain(name)):
            return found
    known = ", ".join(spec.name for spec in fields)
    raise ColumnRefused(_("There is no field “%(name)s”. There are: %(names)s.") % {"name": name[:100], "names": known})
