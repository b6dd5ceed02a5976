"""From the cells of a row to values of fields: several columns of one field together, several values of one cell apart,
dates and numbers as programs write them. What is wrong with a value is said where it is stored."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.imports.formats import reader_of
from trato.foundation.imports.full_ids import FullId, full_id_of
from trato.foundation.imports.targets import WHOLE_PARTS
from trato.kit.tag_lists import tags_of_cell

KEPT_EXACTLY = (FieldType.TEXT, FieldType.LONG_TEXT)
IDENTITY_KINDS = {
    FieldType.EMAIL: "email",
    FieldType.PHONE: "phone",
    FieldType.LINK: "website",
    FieldType.DOMAIN: "domain",
    FieldType.EXTERNAL_ID: "external",
}
GOOGLES = ":::"  # between several values of one cell
_BETWEEN_EMAILS = re.compile(r"[;,\s]+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.]\d+)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?")
_BESIDES_WORDS = re.compile('[":*]')

Read = Callable[[Sequence[str]], Any]


@dataclass(frozen=True, kw_only=True)
class CellReader:
    """Made once for a file. `values` is called for each row, so all that can be decided before is decided before."""

    singles: Sequence[tuple[str, int, bool, Callable[[str], Any] | None]]
    others: Sequence[tuple[str, Read]]
    lists: Sequence[tuple[str, str, Sequence[tuple[int, FieldType]]]]
    nested: Mapping[str, Sequence[tuple[str, int]]]
    ids_of: str
    full_id: FullId | None
    clearing: Sequence[tuple[str, Sequence[int]]]

    def values(self, cells: Sequence[str]) -> dict[str, Any]:
        """An empty cell gives none."""
        found: dict[str, Any] = {}
        for name, place, exactly, read in self.singles:
            cell = cells[place]
            plain = cell.strip()
            if plain:
                found[name] = read(plain) if read else cell if exactly else plain
        for name, together in self.others:
            if value := together(cells):
                found[name] = value
        for name, listed, places in self.lists:
            self._list(found, name, listed, places, cells)
        for name, inner in self.nested.items():
            self._nest(found, name, inner, cells)
        return found

    def emptied(self, cells: Sequence[str]) -> tuple[str, ...]:
        """Fields whose cells are all empty and take away what is there."""
        if not self.clearing:
            return ()
        return tuple(name for name, places in self.clearing if not any(cells[place].strip() for place in places))

    def _list(
        self,
        found: dict[str, Any],
        name: str,
        listed: str,
        places: Sequence[tuple[int, FieldType]],
        cells: Sequence[str] | Mapping[int, str],
    ) -> None:
        """The first is the field; where there are more, the list of all of them holds it too and keeps their order."""
        kind = places[0][1]
        if kind == FieldType.EXTERNAL_ID and self.full_id:
            cells = {place: self.full_id(cells[place]) for place, _type in places}
        several = list(dict.fromkeys(value for place, type_ in places for value in apart(cells[place], type_)))
        if not several:
            return
        source = {"source": self.ids_of} if kind == FieldType.EXTERNAL_ID and self.ids_of else {}
        found[name] = {"value": several[0], **source} if source else several[0]
        if several[1:] and listed and isinstance(whole := found.get(listed, []), list):
            told = [each.get("value") for each in whole if isinstance(each, dict)]
            more = [{"kind": IDENTITY_KINDS[kind], "value": value, **source} for value in several if value not in told]
            found[listed] = [*whole, *more]

    def _nest(self, found: dict[str, Any], name: str, inner: Sequence[tuple[str, int]], cells: Sequence[str]) -> None:
        given = {key: value for key, place in reversed(inner) if (value := cells[place].strip())}
        if given:
            if self.ids_of and "external_id" in given:
                given["source"] = self.ids_of
                given["external_id"] = self.full_id(given["external_id"]) if self.full_id else given["external_id"]
            found[name] = {**given, **({"name": found[name]} if name in found else {})}


def cell_reader(
    kind: RecordKind,
    columns: Sequence[tuple[int, Field]],
    *,
    formats: Sequence[str] = (),
    ids_of: str = "",
    kept: frozenset[str] | None = None,
) -> CellReader:
    """`kept` are the fields that an empty cell never clears; None when no empty cell clears anything."""
    places: dict[str, list[int]] = defaultdict(list)
    specs: dict[str, Field] = {}
    for place, spec in columns:
        places[spec.name].append(place)
        specs[spec.name] = spec
    own = [name for name in specs if "." not in name]
    lists = [name for name in own if specs[name].type in IDENTITY_KINDS]
    joined = [
        name for name in own if name not in lists and (len(places[name]) > 1 or specs[name].type == FieldType.TAGS)
    ]
    return CellReader(
        singles=[_single(specs[name], places[name][0], formats) for name in own if name not in (*lists, *joined)],
        others=[(name, _together(specs[name], places[name])) for name in joined],
        lists=[(name, _listed(kind, specs[name]), [(at, specs[name].type) for at in places[name]]) for name in lists],
        nested=_nested(places),
        ids_of=ids_of,
        full_id=full_id_of(ids_of) if ids_of else None,
        clearing=[] if kept is None else [(name, places[name]) for name in own if name not in kept],
    )


def _single(spec: Field, place: int, formats: Sequence[str]) -> tuple[str, int, bool, Callable[[str], Any] | None]:
    if spec.type in WHOLE_PARTS:
        return spec.name, place, False, whole_part
    name = formats[place] if place < len(formats) else ""
    read = reader_of(name) if name and spec.type in FORMATTED else None
    if spec.type == FieldType.DAY:
        return spec.name, place, False, lambda cell: _day_of(read(cell) if read else cell)
    return spec.name, place, spec.type in KEPT_EXACTLY, read


def _day_of(cell: str) -> str:
    """Other programs write days as the moment at which they begin, or at which something was put in."""
    return cell[:10] if _MOMENT.fullmatch(cell) else cell


FORMATTED = (FieldType.NUMBER, FieldType.DECIMAL, FieldType.MONEY, FieldType.MOMENT, FieldType.DAY)


def _together(spec: Field, places: Sequence[int]) -> Read:
    if spec.type == FieldType.TAGS:
        return lambda cells: _tags([cells[place] for place in places])
    between = "\n" if spec.type == FieldType.LONG_TEXT else ", " if spec.part else " "
    return lambda cells: between.join(plain for place in places if (plain := cells[place].strip()))


def whole_part(cell: str) -> Any:
    """All identities or addresses of a record as our exports write them; what is no list is refused where it is set."""
    try:
        return orjson.loads(cell)
    except orjson.JSONDecodeError:
        return cell


def _tags(cells: Sequence[str]) -> str | list[str]:
    """Plain words stay a text, which is worked out once for all rows that have it."""
    filled = [cell for cell in cells if cell.strip()]
    if not any(_BESIDES_WORDS.search(cell) for cell in filled):
        return ";".join(filled)
    return [tag for cell in filled for tag in tags_of_cell(cell)]


def _listed(kind: RecordKind, spec: Field) -> str:
    return next((each.name for each in kind.fields if each.type == FieldType.IDENTITIES and each.part == spec.part), "")


def _nested(places: Mapping[str, Sequence[int]]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, at in places.items():
        owner, dot, key = name.partition(".")
        if dot:
            found[owner] += [(key, place) for place in at]  # the first that is filled counts
    return dict(found)


def apart(cell: str, field_type: FieldType) -> list[str]:
    """The values of one cell. Cut only where every piece is one for sure."""
    plain = cell.strip()
    if not plain:
        return []
    if GOOGLES in plain:
        return [value for part in plain.split(GOOGLES) if (value := part.strip())]
    if field_type == FieldType.EMAIL and plain.count("@") > 1 and '"' not in plain:
        parts = [part for part in _BETWEEN_EMAILS.split(plain) if part]
        return parts if all(part.count("@") == 1 for part in parts) else [plain]
    if field_type in (FieldType.PHONE, FieldType.DOMAIN) and ";" in plain:
        return [value for part in plain.split(";") if (value := part.strip())]
    return [plain]
