"""Rows of a CSV file, one at a time, each with its physical line. A row that cannot be read never stops the others."""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

from django.utils.translation import gettext as _

from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.recognising import QUOTES, FileShape, open_text
from trato.foundation.imports.safe_cells import ERROR_COLUMNS, restored

LONGEST_LINE = 1024 * 1024
LONGEST_SHOWN = 200
MOST_COLUMNS = 1_000
_CSV_REASONS = {"unexpected end of data": "open", "field larger": "long", "expected after": "text"}


class Row(NamedTuple):
    """`problem` says why it cannot be read; `column` (from 0) where, or -1 for the row as a whole."""

    line: int
    cells: Sequence[str]
    problem: str = ""
    column: int = -1

    @property
    def letters(self) -> int:
        return sum(map(len, self.cells))


class LineTooLong(Exception):
    """Its beginning is in `start`; the rest was skipped without being kept."""

    def __init__(self, start: str) -> None:
        super().__init__(start)
        self.start = start


class Lines:
    """Physical lines for the csv module. `held` are those of the record being read: a quotation mark that never closes
    swallows what follows, and then all but the first line are read again as rows of their own."""

    def __init__(self, text: TextIO) -> None:
        self.text = text
        self.number = 0
        self.held: list[str] = []
        self.again: deque[str] = deque()

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self.held.append(line)
        return line

    def _read(self) -> str:
        line = self.text.readline(LONGEST_LINE)
        if len(line) < LONGEST_LINE or line.endswith("\n"):
            return line
        while (more := self.text.readline(LONGEST_LINE)) and not more.endswith(("\n", "\r")):
            pass
        self.number += 1
        raise LineTooLong(line[:LONGEST_SHOWN])

    def go_back(self) -> None:
        """To the second line of the record."""
        self.again.extendleft(reversed(self.held[1:]))
        self.number -= len(self.held) - 1


def read_records(text: TextIO, *, separator: str, quotes: str = "double") -> Iterator[Row]:
    """Every record with the line it begins on, the header among them. Blank lines are no records."""
    lines = Lines(text)
    reader = csv.reader(lines, delimiter=separator, strict=True, **QUOTES[quotes])
    while True:
        start = lines.number + 1
        lines.held.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(start, [_shown(lines.held[0])], _reason(str(error), lines.held))
            lines.go_back()
        except LineTooLong as line:
            long = _("This line is longer than %(count)s characters.") % {"count": f"{LONGEST_LINE:,}"}
            yield Row(start, [_shown((lines.held or [line.start])[0])], long)
        else:
            if cells:
                yield Row(start, cells)


def _shown(line: str) -> str:
    return line.rstrip("\r\n")[:LONGEST_SHOWN]


def _reason(error: str, held: Sequence[str]) -> str:
    kind = next((kind for part, kind in _CSV_REASONS.items() if part in error), "")
    if kind == "text" and len(held) > 1:
        kind = "open"  # the mark that seemed to close it opens a cell further down
    reasons = {
        "open": _("A quotation mark is opened here and never closed."),
        "long": _("A cell is longer than 131,072 characters, or a quotation mark is opened here and never closed."),
        "text": _("Text follows a closing quotation mark. Quotation marks inside a cell must be doubled."),
    }
    return reasons.get(kind, _("This row cannot be taken apart into cells."))


class Table:
    """A file as a header and rows that fit it."""

    def __init__(self, path: Path, shape: FileShape) -> None:
        self.path = path
        self.shape = shape
        self.header, self.header_line = self._read_header()
        self.is_error_file = self.header[: len(ERROR_COLUMNS)] == list(ERROR_COLUMNS)

    def _read_header(self) -> tuple[list[str], int]:
        for record in self._records():
            if record.problem:
                raise FileRefused(_("Line %(line)s: %(reason)s") % {"line": record.line, "reason": record.problem})
            if not self.shape.has_header:
                return numbered(len(record.cells)), 0
            return header_of(record), record.line
        raise FileRefused(_("The file is empty."))

    def rows(self, *, after_line: int = 0) -> Iterator[Row]:
        """The rows below the header, from the first that begins after a line."""
        width = len(self.header)
        for row in self._records():
            if row.line > max(self.header_line, after_line):
                yield row if row.problem else unguarded(fitted(row, width))

    def sample(self, count: int) -> list[Row]:
        return list(islice(self.rows(), count))

    def _records(self) -> Iterator[Row]:
        with open_text(self.path, encoding=self.shape.encoding) as text:
            records = read_records(text, separator=self.shape.separator, quotes=self.shape.quotes)
            if self.shape.has_declaration:
                next(records, None)
            yield from records


def header_of(record: Row) -> list[str]:
    """Names that columns can be called by, each another one."""
    names = [name.strip() for name in record.cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise FileRefused(_("Line %(line)s should name the columns and is blank.") % {"line": record.line})
    _refuse_wide(len(names))
    for place, name in enumerate(names):
        _refuse_header(record.line, place, name)
    return _once_each([name or column_name(place) for place, name in enumerate(names)])


def numbered(count: int) -> list[str]:
    _refuse_wide(count)
    return [column_name(place) for place in range(count)]


def column_name(place: int) -> str:
    return _("Column %(number)s") % {"number": place + 1}


def _refuse_wide(count: int) -> None:
    if count > MOST_COLUMNS:
        told = {"count": count, "most": MOST_COLUMNS}
        raise FileRefused(_("The file has %(count)s columns; at most %(most)s can be read.") % told)


def _once_each(names: Sequence[str]) -> list[str]:
    """The second “Email” is “Email (2)”, so that each column can be spoken of."""
    taken: set[str] = set()
    found: list[str] = []
    for name in names:
        number, once = 1, name
        while once.casefold() in taken:
            number += 1
            once = f"{name} ({number})"
        taken.add(once.casefold())
        found.append(once)
    return found


def _refuse_header(line: int, place: int, name: str) -> None:
    if re.search("[\x00\ud800-\udfff]", name):
        where = {"line": line, "column": place + 1}
        raise FileRefused(
            _("Line %(line)s, column %(column)s: the name of the column is no text. Is the encoding right?") % where
        )


def fitted(row: Row, width: int) -> Row:
    """Empty cells beyond the header are a spreadsheet's habit; anything else ragged is refused, not guessed at."""
    cells = row.cells
    if len(cells) == width:
        return row
    if len(cells) > width and not any(cells[width:]):
        return Row(row.line, cells[:width])
    why = _("Number of cells in this row: %(cells)s. The header has %(columns)s.")
    return row._replace(problem=why % {"cells": len(cells), "columns": width}, column=min(len(cells), width))


def unguarded(row: Row) -> Row:
    """Cells that we, or another careful program, defused for spreadsheets are as they were."""
    if "'" not in "".join(row.cells):  # nearly all rows, and much faster than looking at each cell
        return row
    return row._replace(cells=[restored(cell) for cell in row.cells])
