"""Rows as JSON Lines: an object for each, whose keys are the heads of the columns. Empty cells are left out.

Numbers and yes or no are what they are, lists are lists; all else is the text that a CSV file has, so that it reads the
same when it comes back.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import orjson

from trato.foundation.exports.cells import BETWEEN
from trato.foundation.extensions.kinds import FieldType
from trato.kit.tag_lists import tags_of_cell

_WHOLE = range(-(2**53), 2**53)  # larger ones lose digits in programs that read numbers as floats


class JsonLinesFile(AbstractContextManager["JsonLinesFile"]):
    cut_count = 0

    def __init__(self, path: Path, header: Sequence[str], types: Sequence[FieldType]) -> None:
        self.file = path.open("wb")
        self.header = header
        self.read = [(place, _READ[type_]) for place, type_ in enumerate(types) if type_ in _READ]

    def write(self, rows: Iterable[list[str]]) -> None:
        for row in rows:
            cells: list[Any] = list(row)
            for place, read in self.read:
                if row[place]:
                    cells[place] = read(row[place])
            told = {name: cell for name, cell in zip(self.header, cells, strict=True) if cell != ""}
            self.file.write(orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE))

    def __exit__(self, *_error: object) -> None:
        self.file.close()


def _number(cell: str) -> int | str:
    return int(cell) if int(cell) in _WHOLE else cell


def _yes_no(cell: str) -> bool | str:
    return {"true": True, "false": False}.get(cell, cell)


def _several(cell: str) -> list[str] | str:
    return cell.split(BETWEEN) if BETWEEN in cell else cell


_READ: dict[FieldType, Callable[[str], Any]] = {
    FieldType.NUMBER: _number,
    FieldType.YES_NO: _yes_no,
    FieldType.TAGS: tags_of_cell,
    FieldType.EMAIL: _several,
    FieldType.PHONE: _several,
    FieldType.LINK: _several,
    FieldType.DOMAIN: _several,
    FieldType.IDENTITIES: orjson.loads,
    FieldType.ADDRESSES: orjson.loads,
    FieldType.LINES: orjson.loads,
}
