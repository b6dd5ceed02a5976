"""Records as vCards, 4.0 or 3.0: what their import reads back unchanged, and address books read as well.

What no property of the standards is for stands under its label, as address books write fields that people made:
`item3.X-TRATO-FIELD` with `item3.X-ABLabel`.
"""

import base64
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID

import orjson

from trato.foundation.actors.actor import Actor
from trato.foundation.exports.cells import BETWEEN
from trato.foundation.extensions.besides import CardValue
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.leaving import CardLayout
from trato.foundation.extensions.registry import contributions
from trato.foundation.imports.targets import kept_beside
from trato.foundation.imports.vcards import FIELD, LABEL
from trato.kit.tag_lists import tags_of_cell

VERSIONS = ("4.0", "3.0")
LONGEST_LINE = 75  # bytes
NOBODY = "?"  # a card without a name is none
_LABELS = ("work", "home")
_ADDRESS = ("street", "city", "region", "postal_code", "country")
# Fields that people made and called so stand where every address book looks for them.
STANDARD = {"Birthday": "BDAY", "Nickname": "NICKNAME", "Note": "NOTE"}
_TOLD_ELSEWHERE = (FieldType.IDENTITIES, FieldType.COMPANIES)
_WORDS = (FieldType.TEXT, FieldType.LONG_TEXT)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LINE_ENDS = re.compile(r"\r\n|[\r\n]")
Beside = Callable[[Sequence[UUID]], Mapping[UUID, Sequence[tuple[str, CardValue]]]]
_ESCAPED = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;"})


def card_layout(kind: str) -> CardLayout | None:
    return next((each for each in contributions(CardLayout) if each.kind == kind), None)


def has_cards(kind: str) -> bool:
    return card_layout(kind) is not None


class CardsFile(AbstractContextManager["CardsFile"]):
    """A card for each row, one after the other. `beside` is asked for what stands beside records, by their ids."""

    cut_count = 0

    def __init__(
        self,
        path: Path,
        header: Sequence[str],
        fields: Sequence[Field],
        *,
        layout: CardLayout,
        version: str,
        beside: Beside | None = None,
    ) -> None:
        self.file = path.open("w", encoding="utf-8", newline="")
        self.version = version or VERSIONS[0]
        places = {spec.name: place for place, spec in enumerate(fields)}
        self.id_place = len(fields) if len(header) > len(fields) else -1
        self.beside = beside if self.id_place >= 0 else None
        self.parts = [places[name] for name in layout.name_parts if name in places]
        self.written = [(key, places[name]) for key, name in layout.properties.items() if name in places]
        own = {*layout.properties.values(), *layout.name_parts, *_lines_of_addresses(fields, self.written)}
        labelled = [
            (place, header[place], spec.type)
            for place, spec in enumerate(fields)
            if spec.name not in own and spec.type not in _TOLD_ELSEWHERE
        ]
        self.standard = [(STANDARD[label], place) for place, label, type_ in labelled if _is_standard(label, type_)]
        self.labelled = [(place, label) for place, label, type_ in labelled if not _is_standard(label, type_)]

    def write(self, rows: Iterable[list[str]]) -> None:
        rows = list(rows)
        told = self.beside([UUID(row[self.id_place]) for row in rows]) if self.beside and rows else {}
        for row in rows:
            beside = told.get(UUID(row[self.id_place]), ()) if told else ()
            self.file.writelines(f"{folded(line)}\r\n" for line in self._card(row, beside))

    def _card(self, row: Sequence[str], beside: Sequence[tuple[str, CardValue]]) -> Iterator[str]:
        yield "BEGIN:VCARD"
        yield f"VERSION:{self.version}"
        if self.id_place >= 0:
            yield f"UID:urn:uuid:{row[self.id_place]}"
        if self.parts or self.version == "3.0":
            names = [escaped(row[place]) for place in self.parts]
            yield f"N:{';'.join([*names, '', '', '', '', ''][:5])}"
        told = {key: row[place] for key, place in self.written}
        yield f"FN:{escaped(told.pop('FN', '') or next((cell for cell in row if cell), NOBODY))}"
        groups = _Groups()
        for key, cell in told.items():
            yield from _WRITTEN.get(key, _one)(key, cell, groups) if cell else ()
        for key, place in self.standard:
            yield from _one(key, row[place], groups) if row[place] else ()
        for place, label in self.labelled:
            if row[place]:
                yield from groups.labelled(f"{FIELD}:{escaped(row[place])}", label)
        for key, value in beside:
            yield self._file(key, value) if value.media else f"{key}:{escaped(value.text)}"
        yield "END:VCARD"

    def _file(self, key: str, value: CardValue) -> str:
        content = base64.b64encode(value.read()).decode("ascii")
        if self.version == "3.0":
            return f"{key};ENCODING=b;TYPE={value.media.rpartition('/')[2].upper()}:{content}"
        return f"{key}:data:{value.media};base64,{content}"

    def __exit__(self, *_error: object) -> None:
        self.file.close()


def beside_of(kind: RecordKind, *, by: Actor) -> Beside:
    """What stands beside records and is no field of them, by the properties that hold it."""
    asked = kept_beside(kind)

    def told(ids: Sequence[UUID]) -> Mapping[UUID, Sequence[tuple[str, CardValue]]]:
        found: dict[UUID, list[tuple[str, CardValue]]] = defaultdict(list)
        for each in asked:
            for id_, values in each.told(kind, ids, by=by).items():
                found[id_] += [(each.property, value) for value in values]
        return found

    return told


def _is_standard(label: str, type_: FieldType) -> bool:
    """A birthday that is no day would be none."""
    return label in STANDARD and (type_ == FieldType.DAY if label == "Birthday" else type_ in _WORDS)


def _lines_of_addresses(fields: Sequence[Field], written: Sequence[tuple[str, int]]) -> set[str]:
    """Street and city stand in the addresses, where all of these are told."""
    parts = {fields[place].part for key, place in written if key == "ADR"}
    return {spec.name for spec in fields if spec.part and spec.part in parts}


class _Groups:
    """Properties with a label of their own are held together by a name."""

    def __init__(self) -> None:
        self.count = 0

    def labelled(self, line: str, label: str) -> Iterator[str]:
        self.count += 1
        yield f"item{self.count}.{line}"
        yield f"item{self.count}.{LABEL}:{escaped(label)}"


def _one(key: str, cell: str, groups: _Groups) -> Iterator[str]:
    yield f"{key}:{escaped(cell)}"


def _each(key: str, cell: str, groups: _Groups) -> Iterator[str]:
    for value in cell.split(BETWEEN):
        yield f"{key}:{escaped(value)}"


def _tags(key: str, cell: str, groups: _Groups) -> Iterator[str]:
    yield f"{key}:{','.join(escaped(tag) for tag in tags_of_cell(cell))}"


def _addresses(key: str, cell: str, groups: _Groups) -> Iterator[str]:
    for each in orjson.loads(cell):
        told = _address(each)
        label = str(each.get("label") or "")
        if label in _LABELS:
            yield f"{key};TYPE={label}:{told}"
        elif label:
            yield from groups.labelled(f"{key}:{told}", label)
        else:
            yield f"{key}:{told}"


def _address(each: Mapping[str, str]) -> str:
    return ";".join(["", "", *(escaped(str(each.get(name) or "")) for name in _ADDRESS)])


_WRITTEN: Mapping[str, Callable[[str, str, _Groups], Iterator[str]]] = {
    "EMAIL": _each,
    "TEL": _each,
    "URL": _each,
    "CATEGORIES": _tags,
    "ADR": _addresses,
}


def escaped(text: str) -> str:
    lines = _LINE_ENDS.split(text)
    return "\\n".join(_CONTROLS.sub("", line).translate(_ESCAPED) for line in lines)


def folded(line: str) -> str:
    """No line longer than 75 bytes, no letter cut in two."""
    if len(line) * 4 <= LONGEST_LINE or len(line.encode()) <= LONGEST_LINE:
        return line
    if line.isascii():  # a photo has a million letters
        rest = (line[at : at + LONGEST_LINE - 1] for at in range(LONGEST_LINE, len(line), LONGEST_LINE - 1))
        return "\r\n ".join([line[:LONGEST_LINE], *rest])
    pieces: list[str] = []
    piece, size = "", 0
    for letter in line:
        length = len(letter.encode())
        if size + length > LONGEST_LINE:
            pieces.append(piece)
            piece, size = "", 1  # the space before what goes on
        piece += letter
        size += length
    return "\r\n ".join([*pieces, piece])
